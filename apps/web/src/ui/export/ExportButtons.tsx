"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, useRef } from "react";
import { Icon } from "../Icon";
import { ExportOutcome } from "./ExportOutcome";
import { progressStep } from "./read-export";
import { type ListFile, useExport } from "./use-export";

/**
 * Links that download a file. With JavaScript the page reads the file instead, shows the progress, and saves it once it
 * is complete.
 */
export function ExportButtons({ files }: { readonly files: readonly ListFile[] }) {
  const t = useTranslations("admin-lists.export");
  const { state, start, stop } = useExport();
  const pressed = useRef<HTMLAnchorElement | null>(null);
  const press = (event: MouseEvent<HTMLAnchorElement>, file: ListFile) => {
    // The browser handles links that open another tab or window.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    pressed.current = event.currentTarget;
    void start(file);
  };
  const progress = state.at === "running" ? state.progress : null;
  return (
    <>
      {files.map((file) => (
        <a
          key={file.format}
          className="button"
          // Without "download", so that an error page is shown.
          href={file.href}
          aria-disabled={progress !== null || undefined}
          onClick={(event) => press(event, file)}
        >
          <Icon name="down" />
          {t(file.format)}
        </a>
      ))}
      {/* As wide as the links, so that nothing moves. It exists before it has content, or it would not be announced. */}
      <div className={`basis-full text-14 contain-inline-size ${state.at === "idle" ? "-mt-2" : ""}`}>
        {state.at === "running" && progress && (
          <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1">
            <progress
              aria-label={t("progress", { file: state.file.name })}
              {...(progress.total === null
                ? {}
                : { max: progress.total, value: Math.min(progress.rows, progress.total) })}
            />
            <span className="col-start-1 tabular-nums">
              {t("rows", { rows: progress.rows, known: String(progress.total !== null), total: progress.total ?? 0 })}
            </span>
            <button
              className="button col-start-2 row-span-2 row-start-1"
              type="button"
              onClick={() => {
                // The button is removed, so the focus returns to the link that was pressed.
                pressed.current?.focus();
                stop();
              }}
            >
              {t("cancel")}
            </button>
          </div>
        )}
        {/* Announces each quarter and the end, not each row. */}
        <div aria-live="polite">
          {progress && <p>{t("running", { percent: progressStep(progress) })}</p>}
          {state.at === "over" && <ExportOutcome file={state.file} how={state.how} />}
        </div>
      </div>
    </>
  );
}
