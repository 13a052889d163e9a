import type { Values } from "@assent/consent/claims/claim-mapping";
import { collectedAttributes, refreshOf } from "@assent/consent/evaluate/grants";
import type { SigningIn, StoredValue } from "@assent/consent/evaluate/consent-state";
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordClaimSighting } from "../providers/claim-sightings.ts";
import { appendEvent } from "../audit/events.ts";
import { deciding } from "./deciding.ts";
import { endNoticeWithin, expireWithin } from "./expire.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { restrictionOf } from "../users/restriction.ts";
import { readConsentState } from "./consent-state.ts";
import { writeValues } from "./value-writing.ts";

export interface RefreshInput {
  readonly userId: string;
  readonly signingIn: SigningIn;
  /**
   * What the provider sent for granted attributes. Attributes that are no longer granted once the person is locked are
   * dropped.
   */
  readonly sent: Values;
  /** Of these, what was agreed to just now. */
  readonly agreed?: Values;
}

/**
 * A later sign-in without a question: granted values follow the provider by its policy. Returns false and changes
 * nothing if the account is not active.
 */
export async function refreshValues(database: Database, input: RefreshInput): Promise<boolean> {
  return deciding(database, async (tx) => {
    const person = await lockPerson(tx, input.userId);
    if (person?.status !== "active") return false;
    await expireWithin(tx, input.userId);
    await endNoticeWithin(tx, input.userId, input.signingIn.providerId);
    await refreshWithin(tx, input);
    return true;
  });
}

/**
 * Call it within a transaction that has locked the person. While the use of what is stored is restricted, only what was
 * agreed to just now is written.
 */
export async function refreshWithin(tx: Executor, { agreed = {}, ...input }: RefreshInput): Promise<void> {
  if (await restrictionOf(tx, input.userId)) {
    const { userId, signingIn } = input;
    const { write } = refreshOf(await readConsentState(tx, userId), agreed, signingIn);
    return writeValues(tx, { userId, providerId: signingIn.providerId }, write);
  }
  return followProvider(tx, { ...input, sent: { ...input.sent, ...agreed } });
}

async function followProvider(tx: Executor, { userId, signingIn, sent }: RefreshInput): Promise<void> {
  const consentState = await readConsentState(tx, userId);
  const { write, clear, missing } = refreshOf(consentState, sent, signingIn);
  const { providerId } = signingIn;
  await writeValues(tx, { userId, providerId }, write);
  const these = (keys: readonly string[]) =>
    and(eq(attributeValue.userId, userId), inArray(attributeValue.attributeKey, [...keys]));
  if (clear.length > 0) await tx.delete(attributeValue).where(these(clear));
  const since = sql`coalesce(${attributeValue.missingSince}, now())`;
  if (missing.length > 0)
    await tx.update(attributeValue).set({ missingSince: since, unusableSince: null }).where(these(missing));
  const granted = collectedAttributes(consentState.grants);
  const collected = consentState.values.filter(({ attribute }) => granted.has(attribute));
  await markUnusable(tx, { userId, signingIn, sent }, collected);
  const back = consentState.values.filter((held) => held.missing && !missing.includes(held.attribute));
  const sentAgain = back.map(({ attribute }) => attribute).filter((key) => Object.hasOwn(sent, key));
  if (sentAgain.length > 0) await tx.update(attributeValue).set({ missingSince: null }).where(these(sentAgain));
  const seen = [...granted].filter((key) => Object.hasOwn(sent, key) && sent[key] !== "");
  await recordClaimSighting(tx, providerId, seen);
  if (write.length + clear.length === 0) return;
  await appendEvent(tx, {
    type: "refreshed",
    actor: "system",
    pseudonym: await pseudonymOf(tx, userId),
    providerId,
    details: { written: write.length, cleared: clear.length },
  });
}

/** Marks values for which the provider sent something unusable, and clears the mark once it sends something usable. */
async function markUnusable(
  tx: Executor,
  { userId, signingIn, sent }: RefreshInput,
  values: readonly StoredValue[],
): Promise<void> {
  const { providerId, unusable = new Set() } = signingIn;
  const own = values.filter((held) => held.source === "provider" && held.providerId === providerId);
  const these = (held: readonly StoredValue[]) => {
    const keys = held.map(({ attribute }) => attribute);
    return and(eq(attributeValue.userId, userId), inArray(attributeValue.attributeKey, keys));
  };
  const stays = own.filter((held) => unusable.has(held.attribute));
  const over = own.filter(
    ({ attribute, unusable: was }) => was && !unusable.has(attribute) && Object.hasOwn(sent, attribute),
  );
  const since = sql`coalesce(${attributeValue.unusableSince}, now())`;
  if (stays.length > 0) {
    await tx.update(attributeValue).set({ unusableSince: since, missingSince: null }).where(these(stays));
  }
  if (over.length > 0) await tx.update(attributeValue).set({ unusableSince: null }).where(these(over));
}

async function pseudonymOf(tx: Executor, userId: string): Promise<string | null> {
  return (await lockPerson(tx, userId))?.pseudonym ?? null;
}
