import "server-only";
import {
  changeApplication,
  createApplication,
  deleteApplication,
  enableApplication,
} from "@assent/database/applications/application-editing";
import { saveApplicationLogo } from "@assent/database/applications/application-logos";
import { type Application, findApplication } from "@assent/database/applications/applications";
import { newClientId, sectorFor, subjectsOfService } from "@/applications/new-application";
import type { ActingUser, SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { pictureChangeOf, type PostedPicture } from "@/platform/pictures/uploaded-picture";
import { isId } from "@/platform/request-input";
import { ExpectedError, requireOk } from "@/platform/result";
import type { ApplicationSettings } from "./schema";

// Guarded actions only call these: `by` is an administrator.

/** Creates an enabled application without a secret and returns its id. */
export async function registerApplication(
  by: ActingUser,
  { subjectsOf, ...settings }: ApplicationSettings,
): Promise<string> {
  const clientId = newClientId();
  const own = { subjectType: settings.subjectType, sector: sectorFor(settings.redirectUris, clientId) };
  const known = settings.kind === "service" ? await subjectsFor(subjectsOf, own.sector) : own;
  return createApplication(database().orm, { ...settings, ...known, clientId, secretHash: null }, by.id);
}

/** No one signs in to a service, so it knows people by the identifiers of an application. Errors: "malformed". */
async function subjectsFor(applicationId: string | null, sector: string) {
  const find = (id: string) => (isId(id) ? findApplication(database().orm, id) : null);
  const known = subjectsOfService(applicationId === null ? "public" : await find(applicationId), sector);
  if (known === null) throw new ExpectedError("malformed");
  return known;
}

/** The application that an edit changes, and the revision that was on the screen. */
export interface EditedApplication {
  readonly applicationId: string;
  readonly base: number;
}

export type ApplicationSaved =
  | { readonly kind: "saved" }
  /** Another administrator changed it in the meantime: what is stored now. */
  | { readonly kind: "conflict"; readonly stored: Application };

/**
 * Changes its settings. Its kind and its sector stay: on them depend its secrets, and the identifiers that it knows people
 * by; those of a service stay altogether. Errors: "gone"; "malformed" if the form was of another kind.
 */
export async function changeSettings(
  by: ActingUser,
  { applicationId: id, base: revision }: EditedApplication,
  { subjectsOf: _, ...settings }: ApplicationSettings,
): Promise<ApplicationSaved> {
  const { orm } = database();
  const known = await findApplication(orm, id);
  if (!known) throw new ExpectedError("gone");
  if (known.kind !== settings.kind) throw new ExpectedError("malformed");
  const subjectType = known.kind === "service" ? known.subjectType : settings.subjectType;
  const changed = await changeApplication(orm, { ...settings, subjectType, id, revision, sector: known.sector }, by.id);
  if (changed.ok) return { kind: "saved" };
  if (changed.code === "not-found") throw new ExpectedError("gone");
  return { kind: "conflict", stored: changed.stored };
}

/** Enables or disables it. Errors: "not-found". */
export async function switchApplication(by: ActingUser, id: string, enabled: boolean): Promise<void> {
  requireOk(await enableApplication(database().orm, { id, enabled }, by.id));
}

/**
 * Sets or removes its logo. Errors: "not-found", "logo-conflict", and those of pictureChangeOf.
 */
export async function changeApplicationLogo(by: SignedIn, id: string, posted: PostedPicture): Promise<void> {
  requireOk(await saveApplicationLogo(database().orm, id, await pictureChangeOf(posted), by.id));
}

/** Deletes it, with its secrets and what it holds of sessions. Errors: "not-found". */
export async function removeApplication(by: ActingUser, id: string): Promise<void> {
  requireOk(await deleteApplication(database().orm, id, by.id));
}
