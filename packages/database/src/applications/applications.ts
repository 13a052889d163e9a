import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { application } from "../schema/application.ts";

/**
 * An application with its addresses. Its secrets are separate, see isSecretOf. `lastScopes` changes with sign-ins, so it may be
 * older in what is kept for a revision: settings/administered.ts.
 */
export interface Application extends Omit<typeof application.$inferSelect, "deletedAt"> {
  /** The sector that a person's identifier is stored under: all public ones share one. */
  readonly subjectSector: string;
  readonly redirectUris: readonly string[];
  readonly signOutUris: readonly string[];
  /** SHA-256 of its logo in hexadecimal, or null. */
  readonly logoHash: string | null;
}

const uris = (kind: "sign-in" | "sign-out") => sql<string[]>`(
  select coalesce(jsonb_agg(u.uri order by u.uri), '[]') from application_redirect_uri u
  where u.application_id = application.id and u.kind = ${sql.raw(`'${kind}'`)})`;

const columns = {
  id: application.id,
  clientId: application.clientId,
  name: application.name,
  kind: application.kind,
  authMethod: application.authMethod,
  jwks: application.jwks,
  subjectType: application.subjectType,
  sector: application.sector,
  subjectSector: sql<string>`subject_sector(${application.subjectType}, ${application.sector})`,
  claimsInIdToken: application.claimsInIdToken,
  pkceRequired: application.pkceRequired,
  choosesProvider: application.choosesProvider,
  idTokenAlgorithm: application.idTokenAlgorithm,
  homeUrl: application.homeUrl,
  backChannelLogoutUrl: application.backChannelLogoutUrl,
  lastScopes: application.lastScopes,
  enabled: application.enabled,
  revision: application.revision,
  createdAt: application.createdAt,
  redirectUris: uris("sign-in"),
  signOutUris: uris("sign-out"),
  logoHash: sql<string | null>`(select l.hash from application_logo l where l.application_id = application.id)`,
};

/** All applications that are not deleted, by name. */
export async function listApplications(executor: Executor): Promise<Application[]> {
  return executor
    .select(columns)
    .from(application)
    .where(isNull(application.deletedAt))
    .orderBy(asc(sql`lower(${application.name})`), asc(application.id));
}

export async function findApplication(executor: Executor, id: string): Promise<Application | null> {
  const [found] = await executor
    .select(columns)
    .from(application)
    .where(and(eq(application.id, id), isNull(application.deletedAt)));
  return found ?? null;
}

/** The enabled application with this client id, or null. */
export async function findClient(executor: Executor, clientId: string): Promise<Application | null> {
  const [found] = await executor
    .select(columns)
    .from(application)
    .where(and(eq(application.clientId, clientId), eq(application.enabled, true)));
  return found ?? null;
}

/** Whether an application has, or had, this client id: it is never given to another one. */
export async function isClientIdTaken(executor: Executor, clientId: string): Promise<boolean> {
  const found = await executor
    .select({ id: application.id })
    .from(application)
    .where(eq(application.clientId, clientId));
  return found.length > 0;
}

/** Whether this is the hash (SHA-256, in hexadecimal) of one of its valid secrets. */
export async function isSecretOf(executor: Executor, clientId: string, hash: string): Promise<boolean> {
  const found = await executor.execute(sql`
    select from application_secret s join application a on a.id = s.application_id
    where a.client_id = ${clientId} and a.enabled and s.hash = ${hash} and (s.ends_at is null or s.ends_at > now())`);
  return found.length > 0;
}
