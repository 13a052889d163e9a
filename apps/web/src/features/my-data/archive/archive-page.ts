import type { PurposeBasis } from "@assent/consent/purpose/purpose";
import { findLanguage } from "@/platform/i18n/languages";
import type { MyData } from "../queries";

interface ArchivePage {
  readonly language: string;
  readonly title: string;
  readonly organisation: string;
  readonly data: MyData;
  readonly words: Readonly<Record<"notStored" | "history" | "signIn" | "json" | "made", string>>;
  readonly day: (date: Date) => string;
  /** The legal basis of a notice as a sentence; null for consent. */
  readonly basisOf: (basis: PurposeBasis) => string | null;
}

/** A page that works on its own: no script, no picture, no link. All values are escaped. */
export function archivePage({ language, title, organisation, data, words, day, basisOf }: ArchivePage): string {
  const purposes = data.purposes.map(
    ({ name, description, basis, items }) =>
      `<section><h2 dir="auto">${text(name)}</h2>${paragraph(basisOf(basis))}<p dir="auto">${text(description)}</p><table>${items
        .map(({ label, stored }) => {
          const from = stored
            ? [stored.source === "default" ? organisation : stored.providerName, day(stored.since)]
                .filter(Boolean)
                .join(", ")
            : "";
          return `<tr><th scope="row">${text(label)}</th><td><bdi>${text(stored?.value ?? words.notStored)}</bdi></td><td>${text(from)}</td></tr>`;
        })
        .join("")}</table></section>`,
  );
  const identities = data.identities.map(
    ({ providerName, since }) => `<li><bdi>${text(providerName)}</bdi>, ${text(day(since))}</li>`,
  );
  const receipts = data.receipts.map(
    ({ number, title: shown, decidedAt }) => `<li>${text(day(decidedAt))}: ${text(shown)} (${text(number)})</li>`,
  );
  return `<!doctype html>
<html lang="${text(language)}" dir="${findLanguage(language)?.direction ?? "ltr"}"><head><meta charset="utf-8"><title>${text(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}table{width:100%;border-collapse:collapse}
th,td{text-align:start;vertical-align:top;padding:.4rem .6rem .4rem 0;border-top:1px solid #ccc;white-space:pre-line}</style></head>
<body><main><h1>${text(title)}</h1><p><bdi>${text(organisation)}</bdi>. ${text(words.made)} ${text(words.json)}</p>
${purposes.join("\n")}
<section><h2>${text(words.signIn)}</h2><ul>${identities.join("")}</ul></section>
<section><h2>${text(words.history)}</h2><ol>${receipts.join("")}</ol></section>
</main></body></html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const text = (words: string): string => words.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");

const paragraph = (words: string | null): string => (words === null ? "" : `<p>${text(words)}</p>`);
