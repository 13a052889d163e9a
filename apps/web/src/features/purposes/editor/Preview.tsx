"use client";

import { type PreviewState, previewStates } from "@assent/consent/purpose/purpose-preview";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Icon } from "@/ui/Icon";
import { previewPath, previewThemes } from "@/platform/i18n/preview-frame";
import { useDraft, useEditor } from "./EditorContext";
import type { PreviewSource } from "./editor-types";
import { useTellPreviews } from "./preview-channel";
import { previewNote } from "./preview-note";

const frameName = "purpose-preview";

/** It is one of our pages, so it may run scripts and call our server. It may not open windows or send forms. */
const allowed = "allow-scripts allow-same-origin";

const choices = "inline-flex rounded-6 bg-sunken p-0.5 inset-ring inset-ring-border";
const choice =
  "relative inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-4 border border-transparent px-2.5 text-muted hover:text-text has-checked:border-control has-checked:bg-surface has-checked:font-medium has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus) forced-colors:has-checked:outline-2 forced-colors:has-checked:outline-[Highlight]";
const hiddenRadio = "absolute inset-0 m-0 cursor-pointer opacity-0";

/**
 * What people will see, in a separate frame, so that it has the chosen width, language, direction and colours and not
 * the administrator's own. The choices are a form that is sent into the frame, so they work without JavaScript too.
 * With JavaScript they add no history entries that Back would go through.
 */
export function Preview({ source, isPublished }: { readonly source: PreviewSource; readonly isPublished: boolean }) {
  const t = useTranslations("admin-editor.preview");
  const frame = useRef<HTMLIFrameElement>(null);
  const [opened] = useState(() => addressOf(Object.entries(openedChoices(source))));
  const [shown, setShown] = useState({ address: opened, language: source.original, state: "usual" });
  useTellPreviews(source.editor);
  const show = (event: FormEvent<HTMLFormElement>) => {
    const data = new FormData(event.currentTarget);
    const chosen = [...data].map(([name, value]) => [name, typeof value === "string" ? value : ""] as const);
    const address = addressOf(chosen);
    setShown({ address, language: value(chosen, "language"), state: value(chosen, "state") });
    frame.current?.contentWindow?.location.replace(address);
  };
  return (
    <>
      <div className="mb-3 flex items-center justify-between gap-2">
        <h2>{t("title")}</h2>
        <div className={choices} role="radiogroup" aria-label={t("width")}>
          <label className={choice}>
            <input className={hiddenRadio} type="radio" name="preview-width" value="desktop" />
            <Icon name="desktop" />
            {t("desktop")}
          </label>
          <label className={choice}>
            <input className={hiddenRadio} type="radio" name="preview-width" value="mobile" defaultChecked />
            <Icon name="phone" />
            {t("mobile")}
          </label>
        </div>
      </div>
      <form
        className="mb-3 flex flex-wrap gap-2"
        action={previewPath}
        target={frameName}
        autoComplete="off"
        onChange={show}
        onSubmit={(event) => {
          event.preventDefault();
          show(event);
        }}
      >
        {Object.entries(hiddenFields(source)).map(([name, given]) => (
          <input key={name} type="hidden" name={name} value={given} />
        ))}
        <Languages source={source} />
        <div className={choices} role="radiogroup" aria-label={t("theme")}>
          {previewThemes.map((theme, index) => (
            <label key={theme} className={choice}>
              <input className={hiddenRadio} type="radio" name="theme" value={theme} defaultChecked={index === 0} />
              {t(`themes.${theme}`)}
            </label>
          ))}
        </div>
        <label className="sr-only" htmlFor="preview-state">
          {t("state")}
        </label>
        <span className="pick flex-[1_1_12rem]">
          <select id="preview-state" name="state">
            {previewStates.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </select>
          <Icon name="open" />
        </span>
        <noscript>
          <button className="button" type="submit">
            {t("show")}
          </button>
        </noscript>
      </form>
      <Notes shown={shown} source={source} isPublished={isPublished} />
      <div className="stage stage-frame">
        <iframe ref={frame} name={frameName} src={opened} title={t("frame")} sandbox={allowed} />
      </div>
      <p className="hint">
        {t("hint")}{" "}
        <a href={shown.address} target="_blank" rel="noopener">
          {t("fullSize")}
        </a>
      </p>
      <noscript>
        <p className="hint">{t("noScript")}</p>
      </noscript>
    </>
  );
}

/** Each language, with a mark if the purpose is not written in it. */
function Languages({ source }: { readonly source: PreviewSource }) {
  const t = useTranslations("admin-editor.preview");
  return (
    <div className={choices} role="radiogroup" aria-label={t("language")}>
      {source.languages.map(({ code, name, direction, kind }) => (
        <label key={code} className={choice}>
          <input
            className={hiddenRadio}
            type="radio"
            name="language"
            value={code}
            defaultChecked={code === source.original}
          />
          <bdi lang={code} dir={direction}>
            {name}
          </bdi>
          {kind === "missing" && (
            <span className="inline-block size-2 rounded-full bg-warning">
              <span className="sr-only">{t("notTranslated")}</span>
            </span>
          )}
        </label>
      ))}
    </div>
  );
}

interface NotesProps {
  readonly shown: { readonly language: string; readonly state: string };
  readonly source: PreviewSource;
  readonly isPublished: boolean;
}

/** The text that people see instead of a missing one, and why one state looks like another. */
function Notes({ shown, source, isPublished }: NotesProps) {
  const t = useTranslations("admin-editor.preview");
  const world = useEditor();
  const draft = useDraft();
  const state: PreviewState = previewStates.find((known) => known === shown.state) ?? "usual";
  const note = previewNote(draft, world, state, isPublished);
  const language = source.languages.find(({ code, kind }) => code === shown.language && kind === "missing");
  const original = source.languages.find(({ code }) => code === source.original)?.name ?? source.original;
  return (
    <div className="*:mb-3 *:text-muted" role="status">
      {language && <p>{t("instead", { language: language.name, original })}</p>}
      {note && <p>{t(`notes.${note}`)}</p>}
    </div>
  );
}

const hiddenFields = ({ editor, about }: PreviewSource) => ({ ...about, editor });

const openedChoices = (source: PreviewSource) => ({
  ...hiddenFields(source),
  ...{ language: source.original, theme: previewThemes[0], state: previewStates[0] },
});

const addressOf = (choices: Iterable<readonly [string, string]>): string =>
  `${previewPath}?${new URLSearchParams([...choices].map(([name, given]) => [name, given])).toString()}`;

const value = (choices: readonly (readonly [string, string])[], name: string): string =>
  choices.find(([known]) => known === name)?.[1] ?? "";
