import { findNodeAtLocation, type JSONPath, type Node, parseTree, type ParseError } from "jsonc-parser";
import * as z from "zod/mini";
import type { PurposeVersion, RecipientApplication } from "./purpose.ts";
import {
  isPurposeProblem,
  purposeInputFor,
  type PurposeInput,
  purposeNameKey,
  type PurposeProblem,
  translationInput,
  type TranslationInput,
} from "./purpose-input.ts";

/** How a file of purposes identifies itself among other JSON files. */
const kind = "assent-purposes";
const edition = 2;
/** Files from before purposes named terms. */
const earlierEdition = 1;
/** How many purposes a file may have. */
export const maxPurposes = 100;

export type PurposeFileProblem =
  | PurposeProblem
  | "not-json"
  | "not-purposes"
  | "too-many"
  | "no-purpose"
  | "text-missing"
  | "legal-note-twice"
  | "language-unknown"
  | "name-twice"
  | "name-taken";

/** One problem and its place. Line and column count from one, as in editors. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  /** Like purposes[0].texts.en.name; empty for the whole file. */
  readonly path: string;
  readonly code: PurposeFileProblem;
}

/** A purpose of a file: in the language in which purposes are written, and in others. */
export interface FilePurpose {
  readonly input: PurposeInput;
  readonly translations: Readonly<Record<string, TranslationInput>>;
}

export interface PurposeFileContext {
  /** The language that every purpose must be written in. */
  readonly original: string;
  /** All languages of the pages. */
  readonly languages: readonly string[];
  readonly attributes: Iterable<string>;
  /** That purposes can name. */
  readonly applications: readonly RecipientApplication[];
  /** Names of existing purposes. */
  readonly names: Iterable<string>;
}

export type ReadPurposeFile =
  | { readonly ok: true; readonly purposes: readonly FilePurpose[] }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/**
 * Writes versions as a file that `readPurposeFile` reads. Indented, because people edit it and keep it under version
 * control.
 */
export function writePurposeFile(versions: readonly PurposeVersion[]): string {
  const purposes = versions.map(({ texts, retention, attributes, recipients, terms }) => ({
    texts,
    retention: retention.kind,
    ...(retention.kind === "days" ? { retentionDays: retention.days } : {}),
    attributes: attributes.map(({ key, mandatory, basis, reasons }) => ({
      ...{ key, mandatory },
      ...(basis ? { basis } : {}),
      reasons,
    })),
    // By client ID, which is the same in another installation if an administrator wants it to be.
    recipients: { ...recipients, applications: recipients.applications.map(({ clientId }) => clientId) },
    ...(terms ? { terms } : {}),
  }));
  return `${JSON.stringify({ kind, edition, purposes }, null, 2)}\n`;
}

const text = z.object({
  name: z.unknown(),
  description: z.unknown(),
  details: z.optional(z.unknown()),
  legalNote: z.optional(z.unknown()),
  logic: z.optional(z.unknown()),
  consequences: z.optional(z.unknown()),
});
const file = z.object({
  purposes: z.array(
    z.object({
      texts: z.record(z.string(), text),
      retention: z.unknown(),
      retentionDays: z.optional(z.unknown()),
      // The original's note. Files from before it could be translated have it here; newer ones have it among the texts.
      legalNote: z.optional(z.unknown()),
      attributes: z.array(
        z.object({
          key: z.unknown(),
          mandatory: z.unknown(),
          // Missing: consent.
          basis: z.optional(z.unknown()),
          reasons: z._default(z.record(z.string(), z.unknown()), {}),
        }),
      ),
      // Missing in files from before purposes named recipients: the organisation.
      recipients: z.optional(z.object({ organisation: z.unknown(), applications: z.array(z.string()) })),
      // Missing if a purpose says nothing of this.
      terms: z.optional(
        z.object({
          parties: z._default(z.array(z.looseObject({ safeguard: z.optional(z.nullable(z.unknown())) })), []),
          storedIn: z._default(z.unknown(), []),
          consentDays: z._default(z.unknown(), null),
          automated: z._default(z.unknown(), false),
        }),
      ),
    }),
  ),
});
type FileRow = z.infer<typeof file>["purposes"][number];

/** Undefined for what is nested so deeply that the parser, which calls itself for each level, gives up. */
function treeOf(source: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads a file of purposes (RFC 8259: no comments and no trailing commas). Each purpose is checked as if it had been
 * typed (purpose-input.ts), and every problem has its line. A file with any problem gives no purpose at all.
 */
export function readPurposeFile(content: string, world: PurposeFileContext): ReadPurposeFile {
  const errors: ParseError[] = [];
  const source = content.replace(/^\uFEFF/, "");
  const root = treeOf(source, errors);
  const at = (offset: number) => {
    const before = source.slice(0, offset).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  // Further syntax errors are mostly caused by the first.
  const [slip] = errors;
  if (slip || !root) return { ok: false, problems: [{ ...at(slip?.offset ?? 0), path: "", code: "not-json" }] };

  // A missing member has no position, so the nearest one around it is named.
  const placed = (path: JSONPath, code: PurposeFileProblem): PlacedProblem => {
    let around = [...path];
    while (around.length > 0 && !findNodeAtLocation(root, around)) around = around.slice(0, -1);
    return { ...at(findNodeAtLocation(root, around)?.offset ?? 0), path: pathText(path), code };
  };
  const value: unknown = JSON.parse(source);
  if (!isPurposeFile(value)) return { ok: false, problems: [placed([], "not-purposes")] };
  const shape = file.safeParse(value);
  if (!shape.success) {
    return { ok: false, problems: shape.error.issues.map(({ path }) => placed(path as JSONPath, "malformed")) };
  }
  const { purposes } = shape.data;
  if (purposes.length === 0) return { ok: false, problems: [placed(["purposes"], "no-purpose")] };
  if (purposes.length > maxPurposes) return { ok: false, problems: [placed(["purposes"], "too-many")] };
  const read = purposes.map((row, index) => readPurpose(row, ["purposes", index], world));
  const names = new Set([...world.names].map(purposeNameKey));
  const taken = new Set(names);
  const problems = read.flatMap(({ purpose, wrong }, index) => {
    const name = purposeNameKey(purpose?.input.name ?? "");
    const twice = purpose !== null && taken.has(name);
    taken.add(name);
    const path = ["purposes", index, "texts", world.original, "name"];
    return [...wrong, ...(twice ? [{ path, code: names.has(name) ? "name-taken" : "name-twice" } as const] : [])];
  });
  if (problems.length > 0) return { ok: false, problems: problems.map(({ path, code }) => placed(path, code)) };
  return { ok: true, purposes: read.flatMap(({ purpose }) => purpose ?? []) };
}

const isPurposeFile = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "kind" in value &&
  value.kind === kind &&
  "edition" in value &&
  (value.edition === edition || value.edition === earlierEdition);

interface Wrong {
  readonly path: JSONPath;
  readonly code: PurposeFileProblem;
}

function readPurpose(
  row: FileRow,
  at: JSONPath,
  { original, languages, attributes, applications }: PurposeFileContext,
): { readonly purpose: FilePurpose | null; readonly wrong: readonly Wrong[] } {
  const wrong: Wrong[] = [];
  const written = [...Object.keys(row.texts), ...row.attributes.flatMap(({ reasons }) => Object.keys(reasons))];
  for (const language of new Set(written)) {
    if (language === original || (languages.includes(language) && Object.hasOwn(row.texts, language))) continue;
    const inTexts = Object.hasOwn(row.texts, language);
    const attribute = row.attributes.findIndex(({ reasons }) => Object.hasOwn(reasons, language));
    const path = inTexts ? ["texts", language] : ["attributes", attribute, "reasons", language];
    wrong.push({ path: [...at, ...path], code: languages.includes(language) ? "text-missing" : "language-unknown" });
  }
  const own = row.texts[original];
  if (!own) return { purpose: null, wrong: [...wrong, { path: [...at, "texts", original], code: "text-missing" }] };
  if (hasNote(own) && hasNote(row)) wrong.push({ path: [...at, "legalNote"], code: "legal-note-twice" });
  const named = row.recipients?.applications ?? [];
  const ids = applications.map(({ id }) => id);
  const input = purposeInputFor(attributes, ids).safeParse({
    ...{ ...own, details: own.details ?? "", legalNote: own.legalNote ?? row.legalNote ?? "" },
    ...{ retention: row.retention, retentionDays: row.retentionDays ?? null },
    attributes: row.attributes.map(({ key, mandatory, basis, reasons }) => ({
      ...{ key, mandatory },
      ...(basis === undefined ? {} : { basis }),
      reason: reasons[original] ?? "",
    })),
    ...termsMember(row, own),
    recipients: {
      organisation: row.recipients?.organisation ?? true,
      applications: named.flatMap((name) => idOf(name, applications) ?? []),
    },
  });
  named.forEach((name, index) => {
    if (idOf(name, applications) !== null) return;
    wrong.push({ path: [...at, "recipients", "applications", index], code: "application-unknown" });
  });
  if (!input.success) wrong.push(...problemsOf(input.error.issues, at, original, row));
  const translations: Record<string, TranslationInput> = {};
  for (const [language, words] of Object.entries(row.texts)) {
    if (language === original || !languages.includes(language)) continue;
    const reasons = row.attributes.map(({ key, reasons: why }) => [String(key), why[language] ?? ""]);
    const read = translationInput.safeParse({
      ...{ ...words, details: words.details ?? "", legalNote: words.legalNote ?? "" },
      ...(words.logic === undefined ? {} : { logic: words.logic }),
      ...(words.consequences === undefined ? {} : { consequences: words.consequences }),
      reasons: Object.fromEntries(reasons) as unknown,
    });
    if (read.success) translations[language] = read.data;
    else wrong.push(...problemsOf(read.error.issues, at, language, row));
  }
  return { purpose: input.success ? { input: input.data, translations } : null, wrong };
}

/** The terms of a row, with the words of the original. */
function termsMember({ terms }: FileRow, { logic, consequences }: z.infer<typeof text>): { readonly terms?: unknown } {
  if (!terms) return {};
  const parties = terms.parties.map((party) => ({ ...party, safeguard: party.safeguard ?? "" }));
  return { terms: { ...terms, parties, logic: logic ?? "", consequences: consequences ?? "" } };
}

/** The application with this client ID, or the only one with this name. */
function idOf(named: string, applications: readonly RecipientApplication[]): string | null {
  const byId = applications.find(({ clientId }) => clientId === named);
  const [byName, other] = applications.filter(({ name }) => purposeNameKey(name) === purposeNameKey(named));
  return (byId ?? (other === undefined ? byName : undefined))?.id ?? null;
}

const hasNote = ({ legalNote }: { readonly legalNote?: unknown }) => (legalNote ?? null) !== null;

/** Where the file has a field of the form. */
function problemsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  at: JSONPath,
  language: string,
  { texts, attributes }: FileRow,
): Wrong[] {
  return issues.map(({ path, message }) => {
    const [field, row, part] = path as (string | number)[];
    const code = isPurposeProblem(message) ? message : "malformed";
    const isNote = field === "legalNote" && hasNote(texts[language] ?? {});
    if (isNote || field === "name" || field === "description" || field === "details") {
      return { path: [...at, "texts", language, field], code };
    }
    const word = field === "terms" ? row : field;
    if (word === "logic" || word === "consequences") return { path: [...at, "texts", language, word], code };
    if (field === "reasons") {
      const index = attributes.findIndex(({ key }) => String(key) === String(row));
      return { path: [...at, "attributes", index, "reasons", language], code };
    }
    if (field === "attributes" && part === "reason") {
      return { path: [...at, "attributes", row ?? 0, "reasons", language], code };
    }
    return { path: [...at, ...(path as JSONPath)], code };
  });
}

const pathText = (path: JSONPath): string =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${part}`)).join("");
