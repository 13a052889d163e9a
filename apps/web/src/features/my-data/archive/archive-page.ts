import { escapeHtml } from "@/platform/escape-html";
import type { NoticeBasis } from "@assent/consent/purpose/purpose";
import { findLanguage } from "@/platform/i18n/languages";
import type { MyData } from "../queries";

interface ArchivePage {
  readonly language: string;
  readonly title: string;
  readonly organisation: string;
  readonly data: MyData;
  readonly words: Readonly<Record<"notStored" | "history" | "signIn" | "json" | "made", string>>;
  readonly day: (date: Date) => string;
  /** A legal basis of which people are told, as a sentence. */
  readonly basisOf: (basis: NoticeBasis) => string;
}

/** A page that works on its own: no script, no picture, no link. All values are escaped. */
export function archivePage({ language, title, organisation, data, words, day, basisOf }: ArchivePage): string {
  const purposes = data.purposes.map(
    ({ name, description, basis, items }) =>
      `<section><h2 dir="auto">${escapeHtml(name)}</h2>${paragraph(basis.kind === "notice" ? basisOf(basis.lawful) : null)}<p dir="auto">${escapeHtml(description)}</p><table>${items
        .map(({ label, basis: own, stored }) => {
          const from = stored
            ? [stored.source === "default" ? organisation : stored.providerName, day(stored.since)]
                .filter(Boolean)
                .join(", ")
            : "";
          return `<tr><th scope="row">${escapeHtml(label)}</th><td><bdi>${escapeHtml(stored?.value ?? words.notStored)}</bdi></td><td>${escapeHtml([from, own && basisOf(own)].filter(Boolean).join(". "))}</td></tr>`;
        })
        .join("")}</table></section>`,
  );
  const identities = data.identities.map(
    ({ providerName, since }) => `<li><bdi>${escapeHtml(providerName)}</bdi>, ${escapeHtml(day(since))}</li>`,
  );
  const receipts = data.receipts.map(
    ({ number, title: shown, decidedAt }) =>
      `<li>${escapeHtml(day(decidedAt))}: ${escapeHtml(shown)} (${escapeHtml(number)})</li>`,
  );
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${findLanguage(language)?.direction ?? "ltr"}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}table{width:100%;border-collapse:collapse}
th,td{text-align:start;vertical-align:top;padding:.4rem .6rem .4rem 0;border-top:1px solid #ccc;white-space:pre-line}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p><bdi>${escapeHtml(organisation)}</bdi>. ${escapeHtml(words.made)} ${escapeHtml(words.json)}</p>
${purposes.join("\n")}
<section><h2>${escapeHtml(words.signIn)}</h2><ul>${identities.join("")}</ul></section>
<section><h2>${escapeHtml(words.history)}</h2><ol>${receipts.join("")}</ol></section>
</main></body></html>
`;
}

const paragraph = (words: string | null): string => (words === null ? "" : `<p>${escapeHtml(words)}</p>`);
