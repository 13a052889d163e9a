import { asc, eq, isNotNull, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import type { EventDetails } from "../schema/event.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { checkpointKey } from "../schema/checkpoint-key.ts";
import { closedSubjectKey } from "../schema/closed-subject-key.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { oidcKey } from "../schema/oidc-key.ts";
import { providerKey } from "../schema/provider-key.ts";
import { signingKey } from "../schema/signing-key.ts";

export const sealedKinds = [
  "client-secret",
  "provider-key",
  "signing-key",
  "checkpoint-key",
  "oidc-key",
  "closed-subject-key",
] as const;

/** Where one sealed secret is. */
export interface SealedPlace {
  readonly kind: (typeof sealedKinds)[number];
  /** The id of the row, for which it is sealed. */
  readonly id: string;
}

/** Every place with a sealed secret: all of them are lost if the secret of the installation is lost. */
export async function sealedPlaces(executor: Executor): Promise<SealedPlace[]> {
  const rows = {
    "client-secret": await executor
      .select({ id: identityProvider.id })
      .from(identityProvider)
      .where(isNotNull(identityProvider.clientSecretSealed))
      .orderBy(asc(identityProvider.id)),
    "provider-key": await executor.select({ id: providerKey.id }).from(providerKey).orderBy(asc(providerKey.id)),
    "signing-key": await executor
      .select({ id: signingKey.id })
      .from(signingKey)
      .where(isNotNull(signingKey.privateKeySealed))
      .orderBy(asc(signingKey.id)),
    "checkpoint-key": await executor
      .select({ id: checkpointKey.id })
      .from(checkpointKey)
      .where(isNotNull(checkpointKey.privateKeySealed))
      .orderBy(asc(checkpointKey.id)),
    "oidc-key": await executor.select({ id: oidcKey.id }).from(oidcKey).orderBy(asc(oidcKey.id)),
    "closed-subject-key": await executor.select({ id: closedSubjectKey.id }).from(closedSubjectKey),
  };
  return sealedKinds.flatMap((kind) => rows[kind].map(({ id }) => ({ kind, id })));
}

/**
 * Replaces one sealed secret by the result of `seal` and writes an event. Each place has its own transaction, so that
 * an interrupted run loses nothing and can start again. `seal` returns null to keep the value. The app may run
 * meanwhile: the row is locked. "gone": the secret was deleted since it was listed. Errors: those of `seal`; then
 * nothing has changed.
 */
export async function resealPlace(
  executor: Executor,
  { kind, id }: SealedPlace,
  seal: (sealed: string) => string | null,
): Promise<"resealed" | "stays" | "gone"> {
  return executor.transaction(async (tx) => {
    const found = await lockSealed[kind](tx, id);
    if (!found?.sealed) return "gone";
    const sealed = seal(found.sealed);
    if (sealed === null) return "stays";
    await writeSealed[kind](tx, id, sealed);
    const { providerId = null, details } = found;
    await appendEvent(tx, {
      type: "secret-resealed",
      actor: "system",
      providerId,
      details: { what: kind, ...details },
    });
    return "resealed";
  });
}

interface Sealed {
  readonly sealed: string | null;
  readonly providerId?: string;
  readonly details: EventDetails;
}

type Lock = (tx: Transaction, id: string) => Promise<Sealed | null>;

const lockSealed: Readonly<Record<SealedPlace["kind"], Lock>> = {
  "client-secret": async (tx, id) => {
    const [row] = await tx.select().from(identityProvider).where(eq(identityProvider.id, id)).for("no key update");
    return row ? { sealed: row.clientSecretSealed, providerId: id, details: { slug: row.slug } } : null;
  },
  "provider-key": async (tx, id) => {
    const [row] = await tx.select().from(providerKey).where(eq(providerKey.id, id)).for("no key update");
    return row ? { sealed: row.privateKeySealed, providerId: row.providerId, details: { kid: row.kid } } : null;
  },
  "signing-key": async (tx, id) => {
    const [row] = await tx.select().from(signingKey).where(eq(signingKey.id, id)).for("no key update");
    return row ? { sealed: row.privateKeySealed, details: { kid: row.kid } } : null;
  },
  "checkpoint-key": async (tx, id) => {
    const [row] = await tx.select().from(checkpointKey).where(eq(checkpointKey.id, id)).for("no key update");
    return row ? { sealed: row.privateKeySealed, details: { kid: row.kid } } : null;
  },
  "oidc-key": async (tx, id) => {
    const [row] = await tx.select().from(oidcKey).where(eq(oidcKey.id, id)).for("no key update");
    return row ? { sealed: row.privateKeySealed, details: { kid: row.kid } } : null;
  },
  "closed-subject-key": async (tx, id) => {
    const [row] = await tx.select().from(closedSubjectKey).where(eq(closedSubjectKey.id, id)).for("no key update");
    return row ? { sealed: row.keySealed, details: {} } : null;
  },
};

type Write = (tx: Transaction, id: string, sealed: string) => Promise<unknown>;

const writeSealed: Readonly<Record<SealedPlace["kind"], Write>> = {
  // An edit under way would write the old value back; the new revision gives it a conflict.
  "client-secret": (tx, id, sealed) =>
    tx
      .update(identityProvider)
      .set({ clientSecretSealed: sealed, revision: sql`${identityProvider.revision} + 1` })
      .where(eq(identityProvider.id, id)),
  "provider-key": (tx, id, privateKeySealed) =>
    tx.update(providerKey).set({ privateKeySealed }).where(eq(providerKey.id, id)),
  "signing-key": (tx, id, privateKeySealed) =>
    tx.update(signingKey).set({ privateKeySealed }).where(eq(signingKey.id, id)),
  "checkpoint-key": (tx, id, privateKeySealed) =>
    tx.update(checkpointKey).set({ privateKeySealed }).where(eq(checkpointKey.id, id)),
  "oidc-key": (tx, id, privateKeySealed) => tx.update(oidcKey).set({ privateKeySealed }).where(eq(oidcKey.id, id)),
  "closed-subject-key": (tx, id, keySealed) =>
    tx.update(closedSubjectKey).set({ keySealed }).where(eq(closedSubjectKey.id, id)),
};
