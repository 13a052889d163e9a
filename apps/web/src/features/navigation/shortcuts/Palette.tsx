"use client";

import { Command, defaultFilter } from "cmdk";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { PaletteEntry, PaletteGroup } from "../queries";
import { ModalDialog } from "./ModalDialog";

export interface PaletteProps {
  readonly words: Readonly<
    Record<"label" | "placeholder" | "loading" | "failed" | "findPeople" | "keys" | PaletteGroup, string>
  >;
  readonly pages: readonly PaletteEntry[];
  /** The other entries; null if they cannot be read. */
  readonly load: () => Promise<readonly PaletteEntry[] | null>;
  /** Searches people by the beginning of their email address: by POST, so that the address is not in a URL. */
  readonly find: (data: FormData) => Promise<void>;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

type Loaded = readonly PaletteEntry[] | "loading" | "failed";
const groups = [
  "pages",
  "make",
  "purpose",
  "provider",
  "application",
  "attribute",
] as const satisfies readonly PaletteGroup[];

const note = "px-2 pt-2 pb-1 text-12 text-muted";
const entryLook =
  "flex min-h-8 cursor-pointer gap-1 rounded-4 px-2 py-1.5 wrap-anywhere aria-[selected=true]:bg-accent-soft";

/**
 * Opens any page by typing. It presses a link or a form of the page, so that the question about unsaved work still
 * appears.
 */
export default function Palette({ words, pages, load, find, onClose, onHelp }: PaletteProps) {
  const [loaded, setLoaded] = useState<Loaded>("loading");
  const [typed, setTyped] = useState("");
  const [to, setTo] = useState("/admin");
  const form = useRef<HTMLFormElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    let gone = false;
    load().then(
      (entries) => !gone && setLoaded(entries ?? "failed"),
      () => !gone && setLoaded("failed"),
    );
    return () => void (gone = true);
  }, [load]);
  const go = (href: string) => {
    flushSync(() => setTo(href));
    link.current?.click();
    onClose();
  };
  const entries = [...pages, ...(typeof loaded === "string" ? [] : loaded)];
  return (
    <ModalDialog
      className="mt-[min(12vh,6rem)] w-[min(36rem,100vw-2rem)] max-w-none overflow-hidden p-0"
      label={words.label}
      onClose={onClose}
    >
      <Command label={words.label} filter={byWords} loop>
        <Command.Input
          className="min-h-12 w-full border-b border-border px-4 text-text -outline-offset-2"
          placeholder={words.placeholder}
          value={typed}
          onValueChange={setTyped}
          maxLength={255}
        />
        <Command.List className="max-h-[min(24rem,60vh)] overflow-auto p-2" label={words.label}>
          {loaded === "loading" && <Command.Loading className={note}>{words.loading}</Command.Loading>}
          {loaded === "failed" && (
            <p className={note} role="alert">
              {words.failed}
            </p>
          )}
          {groups.map((group) => (
            <Command.Group key={group} heading={words[group]}>
              {entries
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <Command.Item
                    className={entryLook}
                    key={entry.href}
                    value={entry.href}
                    keywords={[entry.text]}
                    onSelect={go}
                  >
                    <bdi>{entry.text}</bdi>
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
          {typed.trim() !== "" && (
            <Command.Item
              className={entryLook}
              value="find-people"
              forceMount
              onSelect={() => {
                form.current?.requestSubmit();
                onClose();
              }}
            >
              {words.findPeople}
              <bdi>“{typed.trim()}”</bdi>
            </Command.Item>
          )}
        </Command.List>
        <button
          className="min-h-8 w-full cursor-pointer border-t border-border bg-sunken px-4 text-start text-12 text-muted -outline-offset-2"
          type="button"
          onClick={onHelp}
        >
          {words.keys}
        </button>
      </Command>
      <Link href={to} prefetch={false} ref={link} hidden />
      <form action={find} ref={form} hidden>
        <input type="hidden" name="attribute" value="email" />
        <input type="hidden" name="text" value={typed} />
      </form>
    </ModalDialog>
  );
}

/** Ranks entries by their words, not by their address. */
function byWords(_value: string, typed: string, words: string[] = []): number {
  return words.length === 0 ? 1 : (defaultFilter?.(words.join(" "), typed) ?? 0);
}
