import "server-only";
import { isMaterialChange, purposeInputFor, purposeNameKey, type PurposeInput } from "@assent/consent/purpose";
import { catalogue } from "@assent/database/attributes";
import {
  addVersion,
  archivePurpose,
  createPurpose,
  deletePurpose,
  getPurpose,
  listPurposes,
  movePurpose,
  restorePurpose,
} from "@assent/database/purposes";
import type { SignedIn } from "./access";
import { ExpectedError } from "./action";
import { database } from "./database";
import { organisation } from "./organisation";
import { inputOf, sameInput } from "./purpose-input";

// Everything here is called by guarded actions only: `by` has been found to be an administrator.

export interface PurposeToSave {
  /** Null for a new purpose. */
  readonly purposeId: string | null;
  /** Number of the version that the editor was opened on. */
  readonly base: number | null;
  readonly purpose: PurposeInput;
}

export type PurposeSaved =
  | { readonly kind: "saved"; readonly purposeId: string; readonly change: "created" | "changed" | "unchanged" }
  /** Path of a field → code. */
  | { readonly kind: "refused"; readonly fields: Readonly<Record<string, string>> }
  /** Somebody else made version `number` in between. */
  | { readonly kind: "conflict"; readonly number: number }
  | { readonly kind: "gone" };

/** A new purpose is live at once; a change of a live one makes its next version. Both are asked from the next sign-in on. */
export async function savePurpose(by: SignedIn, { purposeId, base, purpose }: PurposeToSave): Promise<PurposeSaved> {
  const unknown = await unknownAttributes(purpose);
  if (unknown) return { kind: "refused", fields: unknown };
  const saved = purposeId === null ? await create(by, purpose) : await change(by, purposeId, base, purpose);
  if (saved !== "name-taken") return saved;
  return { kind: "refused", fields: { name: await nameTaken(purpose.name) } };
}

type Saving = Promise<PurposeSaved | "name-taken">;

async function create(by: SignedIn, purpose: PurposeInput): Saving {
  const { defaultLanguage: language } = await organisation();
  const made = await createPurpose(database().orm, purpose, by.id, { language });
  return made.ok ? { kind: "saved", purposeId: made.purposeId, change: "created" } : made.code;
}

async function change(by: SignedIn, purposeId: string, base: number | null, purpose: PurposeInput): Saving {
  const { orm } = database();
  const stored = await getPurpose(orm, purposeId);
  if (!stored) return { kind: "gone" };
  const { version } = stored;
  if (version.number !== base) return { kind: "conflict", number: version.number };
  const { defaultLanguage: language } = await organisation();
  if (sameInput(purpose, inputOf(version, language))) return { kind: "saved", purposeId, change: "unchanged" };
  const attributes = purpose.attributes.map(({ key, mandatory }) => ({ key, mandatory, reasons: {} }));
  const material = isMaterialChange(version, { attributes });
  const made = await addVersion(orm, purposeId, base, purpose, by.id, material, { language });
  if (made.ok) return { kind: "saved", purposeId, change: "changed" };
  if (made.code === "name-taken") return made.code;
  if (made.code === "not-found") return { kind: "gone" };
  return { kind: "conflict", number: (await getPurpose(orm, purposeId))?.version.number ?? base + 1 };
}

async function unknownAttributes(purpose: PurposeInput): Promise<Record<string, string> | null> {
  const checked = purposeInputFor(await attributeKeys()).safeParse(purpose);
  if (checked.success) return null;
  return Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join("."), message]));
}

/** Archived purposes keep their names, and whoever does not see them in the list should be told. */
async function nameTaken(name: string): Promise<"name-taken" | "name-taken-archived"> {
  const other = (await listPurposes(database().orm)).find(
    (known) => purposeNameKey(known.name) === purposeNameKey(name),
  );
  return other?.status === "archived" ? "name-taken-archived" : "name-taken";
}

/** The keys of all attributes that may be asked for. */
export async function attributeKeys(): Promise<ReadonlySet<string>> {
  return new Set((await catalogue(database().orm)).keys());
}

export async function moveInOrder(by: SignedIn, purposeId: string, direction: "up" | "down"): Promise<void> {
  must(await movePurpose(database().orm, purposeId, direction, by.id));
}

/** Errors: "in-use" when somebody decided on it since the question was asked, "not-found". */
export async function remove(by: SignedIn, purposeId: string, how: "delete" | "archive"): Promise<void> {
  const removed = how === "delete" ? deletePurpose : archivePurpose;
  must(await removed(database().orm, purposeId, by.id));
}

export async function restore(by: SignedIn, purposeId: string): Promise<void> {
  must(await restorePurpose(database().orm, purposeId, by.id));
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
