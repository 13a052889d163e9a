import { useEffect, useRef, useState } from "react";
import { type Progress, refusedExport, readExport, type ExportResult } from "./read-export";

/** A file of a list. */
export interface ListFile {
  readonly format: "csv" | "json";
  /** Where a plain link downloads it from. */
  readonly href: string;
  /** As it is saved. */
  readonly name: string;
}

export type ExportState =
  | { readonly at: "idle" }
  | { readonly at: "running"; readonly file: ListFile; readonly progress: Progress }
  | { readonly at: "over"; readonly file: ListFile; readonly how: Ending };

type Ending = Exclude<ExportResult, { end: "whole" }> | { readonly end: "whole" | "stopped"; readonly rows: number };

/** Reads one file at a time; pressing again during that does nothing. Leaving the page stops it. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ at: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (state.at !== "running") return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [state.at]);

  const start = async (file: ListFile) => {
    if (running.current) return;
    const stop = new AbortController();
    running.current = stop;
    let progress: Progress = { rows: 0, total: null };
    const show = (next: Progress) => {
      progress = next;
      if (!stop.signal.aborted) setState({ at: "running", file, progress });
    };
    show(progress);
    const taken = await take(file, stop.signal, show);
    running.current = null;
    if (stop.signal.aborted) return setState({ at: "over", file, how: { end: "stopped", rows: progress.rows } });
    if (taken.end === "whole") save(URL.createObjectURL(taken.file), file.name);
    // The browser writes it to disk and shows the progress itself.
    if (taken.end === "long") save(file.href, file.name);
    setState({ at: "over", file, how: taken.end === "whole" ? { end: "whole", rows: taken.rows } : taken });
  };
  return { state, start, stop: () => running.current?.abort() };
}

async function take(
  { href, format }: ListFile,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ExportResult> {
  const broken = { end: "broken", rows: 0 } as const;
  const response = await fetch(href, { signal, headers: { prefer: "count=exact" } }).catch(() => null);
  const taken = response ? await readExport(response, { format, onProgress }) : broken;
  if (taken.end !== "broken" || signal.aborted) return taken;
  // A broken download has no status. The page itself can tell whether the right was lost, because it then redirects.
  const page = await fetch(window.location.pathname, { method: "HEAD", signal }).catch(() => null);
  return (page && refusedExport(page)) ?? taken;
}

/** Milliseconds after which the browser has certainly started to write the file. */
const surelyBegun = 60_000;

function save(href: string, name: string): void {
  const link = document.createElement("a");
  [link.href, link.download] = [href, name];
  link.click();
  if (href.startsWith("blob:")) window.setTimeout(() => URL.revokeObjectURL(href), surelyBegun);
}
