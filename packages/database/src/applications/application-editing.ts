import { and, eq, isNull, sql } from "drizzle-orm";
import { type Actor, appendEvent, eventActor } from "../audit/events.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { application } from "../schema/application.ts";
import { applicationLogo } from "../schema/application-logo.ts";
import { applicationRedirectUri } from "../schema/application-redirect-uri.ts";
import { applicationSecret } from "../schema/application-secret.ts";
import type { EventDetails } from "../schema/event.ts";
import { applicationDifferences } from "./application-differences.ts";
import { type Application, findApplication } from "./applications.ts";

export type ApplicationInput = Pick<
  Application,
  | "name"
  | "kind"
  | "authMethod"
  | "jwks"
  | "subjectType"
  | "sector"
  | "claimsInIdToken"
  | "pkceRequired"
  | "choosesProvider"
  | "idTokenAlgorithm"
  | "homeUrl"
  | "backChannelLogoutUrl"
  | "redirectUris"
  | "signOutUris"
>;

export type ApplicationChange =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: "not-found" }
  /** It was changed in between. `stored` is what is stored now. */
  | { readonly ok: false; readonly code: "conflict"; readonly stored: Application };

/**
 * Creates an enabled application and returns its id. `secretHash`: SHA-256 of its first secret in hexadecimal; null for
 * none.
 */
export async function createApplication(
  executor: Executor,
  { clientId, secretHash, ...input }: ApplicationInput & { clientId: string; secretHash: string | null },
  by: Actor,
): Promise<string> {
  return executor.transaction(async (tx) => {
    const { redirectUris, signOutUris, ...row } = input;
    const [made] = await tx
      .insert(application)
      .values({ ...row, clientId })
      .returning({ id: application.id });
    const id = made?.id ?? "";
    await insertUris(tx, id, { redirectUris, signOutUris });
    if (secretHash !== null) await tx.insert(applicationSecret).values({ applicationId: id, hash: secretHash });
    await noteApplication(tx, { type: "application-created", id, clientId, name: input.name }, by);
    return id;
  });
}

/** Replaces its settings, unless it was changed since `revision`. The event names what differs. */
export async function changeApplication(
  executor: Executor,
  { id, revision, ...input }: ApplicationInput & { id: string; revision: number },
  by: Actor,
): Promise<ApplicationChange> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, id);
    if (stored === null) return { ok: false, code: "not-found" };
    if (stored.revision !== revision) return { ok: false, code: "conflict", stored };
    const differences = applicationDifferences(stored, input);
    if (Object.keys(differences).length === 0) return { ok: true };
    const { redirectUris, signOutUris, ...row } = input;
    await tx
      .update(application)
      .set({ ...row, revision: revision + 1 })
      .where(eq(application.id, id));
    await tx.delete(applicationRedirectUri).where(eq(applicationRedirectUri.applicationId, id));
    await insertUris(tx, id, { redirectUris, signOutUris });
    const { clientId } = stored;
    await noteApplication(tx, { type: "application-changed", id, clientId, name: input.name, ...differences }, by);
    return { ok: true };
  });
}

/** Enables or disables an application. A disabled one gets no code, no token and no claim. */
export async function enableApplication(
  executor: Executor,
  { id, enabled }: { id: string; enabled: boolean },
  by: Actor,
): Promise<ApplicationChange> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, id);
    if (stored === null) return { ok: false, code: "not-found" };
    if (stored.enabled === enabled) return { ok: true };
    const revision = stored.revision + 1;
    await tx.update(application).set({ enabled, revision }).where(eq(application.id, id));
    const { clientId, name } = stored;
    const differences = { enabledBefore: stored.enabled, enabled };
    await noteApplication(tx, { type: "application-changed", id, clientId, name, ...differences }, by);
    return { ok: true };
  });
}

/**
 * Deletes an application's addresses, secrets, logo and sessions. The row stays, because published versions of purposes
 * name it.
 */
export async function deleteApplication(executor: Executor, id: string, by: Actor): Promise<ApplicationChange> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, id);
    if (stored === null) return { ok: false, code: "not-found" };
    await tx.delete(applicationRedirectUri).where(eq(applicationRedirectUri.applicationId, id));
    await tx.delete(applicationSecret).where(eq(applicationSecret.applicationId, id));
    await tx.delete(applicationLogo).where(eq(applicationLogo.applicationId, id));
    await tx.execute(sql`delete from session_application where application_id = ${id}`);
    await tx.execute(sql`delete from application_use where application_id = ${id}`);
    await tx.execute(sql`delete from application_day where application_id = ${id}`);
    await tx
      .update(application)
      .set({ enabled: false, deletedAt: sql`now()`, revision: stored.revision + 1 })
      .where(eq(application.id, id));
    await noteApplication(tx, { type: "application-deleted", id, clientId: stored.clientId, name: stored.name }, by);
    return { ok: true };
  });
}

export interface ApplicationSecret {
  readonly id: string;
  readonly createdAt: Date;
  readonly endsAt: Date | null;
}

/** Secrets that are valid now, oldest first. */
export async function listSecrets(executor: Executor, applicationId: string): Promise<ApplicationSecret[]> {
  const { id, createdAt, endsAt } = applicationSecret;
  return executor
    .select({ id, createdAt, endsAt })
    .from(applicationSecret)
    .where(and(eq(applicationSecret.applicationId, applicationId), sql`(ends_at is null or ends_at > now())`))
    .orderBy(createdAt, id);
}

/** Two: the one in use, and its replacement. */
const maxSecrets = 2;

/** Adds a secret by its SHA-256 in hexadecimal. Errors: "not-found"; "too-many-secrets". */
export async function addSecret(
  executor: Executor,
  { applicationId, hash }: { applicationId: string; hash: string },
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" | "too-many-secrets" }> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, applicationId);
    if (stored === null) return { ok: false, code: "not-found" };
    if ((await listSecrets(tx, applicationId)).length >= maxSecrets) return { ok: false, code: "too-many-secrets" };
    await tx.insert(applicationSecret).values({ applicationId, hash });
    await noteSecret(tx, stored, "secret-added", by);
    return { ok: true };
  });
}

/** Ends a secret now. Errors: "not-found"; "last-secret", because the application could no longer authenticate. */
export async function endSecret(
  executor: Executor,
  { applicationId, secretId }: { applicationId: string; secretId: string },
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" | "last-secret" }> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, applicationId);
    const secrets = stored === null ? [] : await listSecrets(tx, applicationId);
    if (stored === null || !secrets.some(({ id }) => id === secretId)) return { ok: false, code: "not-found" };
    if (secrets.length === 1) return { ok: false, code: "last-secret" };
    await tx.delete(applicationSecret).where(eq(applicationSecret.id, secretId));
    await noteSecret(tx, stored, "secret-ended", by);
    return { ok: true };
  });
}

const noteSecret = (tx: Transaction, { id, clientId, name }: Application, act: string, by: Actor) =>
  noteApplication(tx, { type: "application-changed", id, clientId, name, act }, by);

/** Locks an application, so that changes wait for each other; null if it does not exist. */
export async function lockApplication(tx: Transaction, id: string): Promise<Application | null> {
  const locked = await tx
    .select({ id: application.id })
    .from(application)
    .where(and(eq(application.id, id), isNull(application.deletedAt)))
    .for("update");
  return locked.length === 0 ? null : findApplication(tx, id);
}

async function insertUris(
  tx: Transaction,
  applicationId: string,
  { redirectUris, signOutUris }: Pick<ApplicationInput, "redirectUris" | "signOutUris">,
): Promise<void> {
  const rows = [
    ...redirectUris.map((uri) => ({ applicationId, kind: "sign-in" as const, uri })),
    ...signOutUris.map((uri) => ({ applicationId, kind: "sign-out" as const, uri })),
  ];
  if (rows.length > 0) await tx.insert(applicationRedirectUri).values(rows);
}

type ApplicationNote = EventDetails & {
  readonly type: "application-created" | "application-changed" | "application-deleted";
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
};

/** Writes the event of a change to an application. */
export async function noteApplication(
  tx: Transaction,
  { type, id, ...details }: ApplicationNote,
  by: Actor,
): Promise<void> {
  await appendEvent(tx, { type, actor: eventActor(by), details: { application: id, ...details } });
}
