import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { appendEvent, eventActor, type Actor } from "../audit/events.ts";
import { violates } from "../engine/database-error.ts";
import { lockPurposes } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { providerDomain } from "../schema/provider-domain.ts";
import type { ProviderInput } from "./identity-provider.ts";
import { noticeOf, writeNotice } from "./provider-notice.ts";
import { changesSince, lockProvider, writeProvider } from "./provider-rows.ts";

export interface SaveProviderOptions {
  /** Whether the same provider has moved to another address, as the demonstration's does when its port changes. */
  readonly issuerMoved?: boolean;
  /** The revision that was edited. If missing, the stored one is replaced. */
  readonly base?: number;
}

export type SaveProviderCode =
  "slug-taken" | "domain-taken" | "issuer-in-use" | "conflict" | "last-way-in" | "notice-missing" | "secret-elsewhere";

/**
 * Creates the provider with this id, or changes it. The caller creates the id, because the client secret is sealed for
 * it.
 * Errors:
 * - "slug-taken" by another provider;
 * - "domain-taken", with the domain that already leads to another one;
 * - "issuer-in-use": subjects are unique within their issuer only, so people of another issuer could reach accounts of
 *   this one (OpenID Connect Core 1.0, section 2);
 * - "conflict": it was changed since `base`, or deleted;
 * - "last-way-in": no administrator could sign in if it were disabled;
 * - "secret-elsewhere": the stored secret came from another issuer, and would be sent to this one. If the
 *   client has a key, the old secret is dropped instead;
 * - "notice-missing": it would tell people instead of asking, and has no notice.
 */
export async function saveProvider(
  executor: Executor,
  input: ProviderInput,
  by: Actor,
  { issuerMoved = false, base }: SaveProviderOptions = {},
): Promise<{ ok: true } | { ok: false; code: SaveProviderCode; domain?: string }> {
  try {
    return await executor.transaction(async (tx) => {
      // Locks all providers: if two are disabled at once, one of them must see that the other is off.
      if (!input.enabled) await lockPurposes(tx);
      const before = await lockProvider(tx, input.id);
      if (base !== undefined && before?.revision !== base) return { ok: false, code: "conflict" };
      if (!issuerMoved && (await wouldChangeIssuerInUse(tx, input))) return { ok: false, code: "issuer-in-use" };
      const domain = await takenDomain(tx, input);
      if (domain !== null) return { ok: false, code: "domain-taken", domain };
      if (before?.enabled && !input.enabled && (await isLastWayIn(tx, input.id))) {
        return { ok: false, code: "last-way-in" };
      }
      if (input.jitMode === "notice" && !input.notice && !(before && (await noticeOf(tx, input.id)))) {
        return { ok: false, code: "notice-missing" };
      }
      const secret = secretFor(input, before);
      if (!secret) return { ok: false, code: "secret-elsewhere" };
      await writeProvider(tx, { ...input, ...secret }, before);
      const { notice } = input;
      const told = notice ? await writeNotice(tx, input.id, notice) : {};
      const type = before ? "provider-changed" : "provider-created";
      const details = { slug: input.slug, ...(before ? await changesSince(tx, input.id, before) : {}), ...told };
      await appendEvent(tx, { type, actor: eventActor(by), providerId: input.id, details });
      return { ok: true };
    });
  } catch (error) {
    if (violates(error, "identity_provider_slug_unique")) return { ok: false, code: "slug-taken" };
    // Two administrators claimed it at the same moment.
    if (violates(error, "provider_domain_pkey")) return { ok: false, code: "domain-taken" };
    throw error;
  }
}

type Connection = Pick<ProviderInput, "issuer" | "tokenAuthMethod" | "clientSecretSealed">;

/** The secret to store: a stored one belongs to its issuer. Null if another is needed. */
function secretFor(input: Connection, before: Connection | null): Pick<Connection, "clientSecretSealed"> | null {
  const { clientSecretSealed: sealed } = input;
  const isKept = before !== null && sealed !== null && before.clientSecretSealed === sealed;
  if (!isKept || before.issuer === input.issuer) return { clientSecretSealed: sealed };
  return input.tokenAuthMethod === "private_key_jwt" ? { clientSecretSealed: null } : null;
}

/** The first of its domains that already leads to another provider, or null. */
async function takenDomain(tx: Transaction, { id, domains = [] }: ProviderInput): Promise<string | null> {
  if (domains.length === 0) return null;
  const [found] = await tx
    .select({ domain: providerDomain.domain })
    .from(providerDomain)
    .where(and(inArray(providerDomain.domain, [...domains]), ne(providerDomain.providerId, id)))
    .orderBy(asc(providerDomain.domain))
    .limit(1);
  return found?.domain ?? null;
}

async function wouldChangeIssuerInUse(tx: Transaction, { id, issuer }: ProviderInput): Promise<boolean> {
  const found = await tx
    .select({ id: identityProvider.id })
    .from(identityProvider)
    .innerJoin(federatedIdentity, eq(federatedIdentity.providerId, identityProvider.id))
    .where(and(eq(identityProvider.id, id), ne(identityProvider.issuer, issuer)))
    .limit(1);
  return found.length > 0;
}

/** Whether this is the only enabled provider through which active administrators can sign in. */
async function isLastWayIn(tx: Transaction, providerId: string): Promise<boolean> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct i.provider_id as id from federated_identity i
    join users u on u.id = i.user_id and u.role = 'administrator' and u.status = 'active'
    join identity_provider p on p.id = i.provider_id and p.enabled`);
  return rows.length > 0 && rows.every(({ id }) => id === providerId);
}
