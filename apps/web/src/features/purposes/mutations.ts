import "server-only";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { purposeInputFor, purposeNameKey, type PurposeInput } from "@assent/consent/purpose/purpose-input";
import { nameableApplications } from "@assent/database/applications/application-purposes";
import {
  archivePurpose,
  createPurpose,
  deletePurpose,
  movePurpose,
  restorePurpose,
} from "@assent/database/purposes/purpose-editing";
import { draftVersion, discardDraft, publishVersion } from "@assent/database/purposes/purpose-publishing";
import { droppedImpact, endGrantsOfPurpose } from "@assent/database/provisioning/end-with-purpose";
import { catalogue } from "@assent/database/attributes/attributes";
import { draftOf, getPurpose, listPurposes } from "@assent/database/purposes/purposes";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { purposeInputOf, sameInput } from "@assent/consent/purpose/version-input";
import { requireOk, ExpectedError } from "@/platform/result";

// Guarded actions only call these: `by` is an administrator.

export interface PurposeToSave {
  /** Null for a new purpose. */
  readonly purposeId: string | null;
  /** The id of the version that the editor opened. */
  readonly base: string | null;
  readonly purpose: PurposeInput;
}

export type PurposeSaved =
  /** "drafted": people are asked once it is reviewed and published. */
  | { readonly kind: "saved"; readonly purposeId: string; readonly change: "created" | "drafted" | "unchanged" }
  /** Path of a field → code. */
  | { readonly kind: "refused"; readonly fields: Readonly<Record<string, string>> }
  /** Another administrator changed it in the meantime: what is stored now, and the id of its version. */
  | { readonly kind: "conflict"; readonly base: string; readonly stored: PurposeInput }
  | { readonly kind: "gone" };

/**
 * Saves a purpose as a draft, to be published from its review. A new purpose goes live at once while there is no
 * account that a review could concern.
 */
export async function savePurpose(by: SignedIn, { purposeId, base, purpose }: PurposeToSave): Promise<PurposeSaved> {
  const unknown = await unknownNames(purpose);
  if (unknown) return { kind: "refused", fields: unknown };
  const saved = purposeId === null ? await create(by, purpose) : await change(by, purposeId, base, purpose);
  if (saved === "too-many-boxes") return { kind: "refused", fields: { attributes: saved } };
  if (saved !== "name-taken") return saved;
  return { kind: "refused", fields: { name: await nameTaken(purpose.name) } };
}

type Saving = Promise<PurposeSaved | "name-taken" | "too-many-boxes">;

async function create(by: SignedIn, purpose: PurposeInput): Saving {
  const { defaultLanguage: language } = await currentOrganisation();
  const made = await createPurpose(database().orm, purpose, by.id, { language, status: "unless-reviewed" });
  if (!made.ok) return made.code;
  return { kind: "saved", purposeId: made.purposeId, change: made.status === "live" ? "created" : "drafted" };
}

async function change(by: SignedIn, purposeId: string, base: string | null, purpose: PurposeInput): Saving {
  const { orm } = database();
  const newest = await newestVersion(purposeId);
  if (!newest) return { kind: "gone" };
  const { defaultLanguage: language } = await currentOrganisation();
  if (newest.versionId !== base) return conflictWith(newest, language);
  if (sameInput(purpose, purposeInputOf(newest, language))) {
    return { kind: "saved", purposeId, change: newest.isDraft ? "drafted" : "unchanged" };
  }
  const made = await draftVersion(orm, purposeId, base, purpose, by.id, { language });
  if (made.ok) return { kind: "saved", purposeId, change: "drafted" };
  if (made.code === "name-taken") return made.code;
  const now = made.code === "conflict" ? await newestVersion(purposeId) : null;
  return now ? conflictWith(now, language) : { kind: "gone" };
}

const conflictWith = (newest: PurposeVersion, language: string): PurposeSaved => ({
  ...{ kind: "conflict", base: newest.versionId, stored: purposeInputOf(newest, language) },
});

async function newestVersion(purposeId: string) {
  const { orm } = database();
  const draft = await draftOf(orm, purposeId);
  if (draft) return { ...draft, isDraft: true };
  const stored = await getPurpose(orm, purposeId);
  return stored && { ...stored.version, isDraft: false };
}

/** Attributes and applications that do not exist any more. */
async function unknownNames(purpose: PurposeInput): Promise<Record<string, string> | null> {
  const [keys, applications] = await Promise.all([attributeKeys(), nameableApplications(database().orm)]);
  const ids = applications.map(({ id }) => id);
  const checked = purposeInputFor(keys, ids).safeParse(purpose);
  if (checked.success) return null;
  return Object.fromEntries(checked.error.issues.map(({ path, message }) => [fieldOf(path), message]));
}

/** A problem of one recipient is shown above all of them. */
const fieldOf = (path: readonly PropertyKey[]) => (path[0] === "recipients" ? "recipients" : path.join("."));

/**
 * Archived purposes keep their names. An administrator who does not see them in the list is told why the name is taken.
 */
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

export async function movePurposeInList(by: SignedIn, purposeId: string, direction: "up" | "down"): Promise<void> {
  requireOk(await movePurpose(database().orm, purposeId, direction, by.id));
}

/** What happens to a purpose, and to the consent that people gave for it. */
export const removals = ["delete", "archive", "archive-and-end"] as const;
export type Removal = (typeof removals)[number];

/** Errors: "shown" if it was published in the meantime, "not-found". */
export async function removePurpose(by: SignedIn, purposeId: string, how: Removal): Promise<void> {
  const opened = database();
  if (how === "delete") return requireOk(await deletePurpose(opened.orm, purposeId, by.id));
  const endsGrants = how === "archive-and-end";
  requireOk(await archivePurpose(opened.orm, purposeId, by.id, { endsGrants }));
  if (endsGrants) await endGrantsOfPurpose(opened, purposeId);
}

/** Errors: "still-ending" while its consent is being ended, "not-found". */
export async function restoreArchivedPurpose(by: SignedIn, purposeId: string): Promise<void> {
  requireOk(await restorePurpose(database().orm, purposeId, by.id));
}

export interface ToPublish {
  readonly purposeId: string;
  readonly versionId: string;
  readonly asksAll: boolean;
  /** A day, YYYY-MM-DD, from midnight UTC. Null: from the next sign-in on. */
  readonly askFrom: string | null;
  /** Whether what people agreed to, and the draft no longer asks for, ends; null if the page did not ask. */
  readonly endsDropped: boolean | null;
}

/**
 * Publishing the same draft twice changes nothing. Errors: "draft-conflict", "ask-from-past", "ask-from-far",
 * "nothing-asked", "name-taken", "too-many-boxes", "not-found".
 */
export async function publishDraft(by: SignedIn, toPublish: ToPublish): Promise<void> {
  const { purposeId, versionId, asksAll, askFrom, endsDropped } = toPublish;
  const opened = database();
  const { defaultLanguage: language } = await currentOrganisation();
  const from = askFrom === null ? null : new Date(`${askFrom}T00:00:00Z`);
  // The page did not ask, and someone has agreed to what is dropped since.
  if (endsDropped === null && (await droppedImpact(opened.orm, purposeId, versionId)).grants > 0) {
    throw new ExpectedError("draft-conflict");
  }
  const publishing = { asksAll, askFrom: from, endsDropped: endsDropped === true };
  const result = await publishVersion(opened.orm, purposeId, versionId, publishing, by.id, { language });
  if (!result.ok && result.code !== "already-published") throw new ExpectedError(codes[result.code]);
  if (endsDropped) await endGrantsOfPurpose(opened, purposeId);
}

/** Errors: "draft-conflict", "not-found". */
export async function discardPurposeDraft(by: SignedIn, purposeId: string, versionId: string): Promise<void> {
  const result = await discardDraft(database().orm, purposeId, versionId, by.id);
  if (!result.ok) throw new ExpectedError(codes[result.code]);
}

const codes = {
  conflict: "draft-conflict",
  past: "ask-from-past",
  "too-far": "ask-from-far",
  "nothing-asked": "nothing-asked",
  "name-taken": "name-taken",
  "too-many-boxes": "too-many-boxes",
  "not-found": "not-found",
} as const;
