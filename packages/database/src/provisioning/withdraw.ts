import type { RequestChannel } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import { checkMayAct } from "../users/administration.ts";
import { appendEvent } from "../audit/events.ts";
import { deciding } from "./deciding.ts";
import { insertReceipt, type NewReceipt, thePerson } from "./later-receipt.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import type { LawfulBasis } from "../schema/purpose-version.ts";
import { eraseUncovered, grantIsLive } from "./value-writing.ts";

export interface WithdrawalInput extends NewReceipt {
  readonly userId: string;
  readonly purposeId: string;
  /** The version that was shown: the one that was agreed to. */
  readonly versionId: string;
  readonly attribute: string;
  /** Set if an administrator withdraws it because the person asked for it in another way. */
  readonly onRequest?: WithdrawalRequest | null;
  /** Whether the person proved who they are at their provider although they cannot sign in: they may be suspended. */
  readonly withoutSession?: boolean;
}

export interface WithdrawalRequest {
  /** The administrator, by user id. */
  readonly by: string;
  /** How the person asked. */
  readonly reason: RequestChannel;
}

export type WithdrawalResult =
  | { readonly ok: true; readonly receiptNumber: string; readonly erased: boolean }
  | {
      readonly ok: false;
      readonly code: "not-granted" | "not-consent" | "mandatory" | "changed" | "not-active" | "self" | "not-allowed";
    };

/**
 * Withdraws one item that the account does not need: ends its grant and erases its value, unless another live grant covers it, in one
 * transaction with receipt and event. "mandatory": the account would have to be closed, which close-account.ts does.
 * "changed": another version was agreed to meanwhile, so the shown text is outdated; show it again. "not-consent": it
 * is kept on another legal basis, and only consent can be withdrawn.
 */
export async function withdraw(database: Database, input: WithdrawalInput): Promise<WithdrawalResult> {
  const { userId, purposeId, attribute, onRequest, withoutSession } = input;
  return deciding<WithdrawalResult>(database, async (tx) => {
    const refused = onRequest ? await checkMayAct(tx, { userId, by: onRequest.by }) : null;
    if (refused) return { ok: false, code: refused.code === "self" ? "self" : "not-allowed" };
    const person = await lockPerson(tx, userId);
    // A suspended person cannot sign in, but may ask an administrator, or withdraw on the page for people without a session.
    const open = person?.status === "active" || ((onRequest || withoutSession) && person?.status === "suspended");
    if (!open || !person?.pseudonym) return { ok: false, code: "not-active" };
    const grant = await liveGrant(tx, input);
    if (grant === undefined) return { ok: false, code: "not-granted" };
    if (grant.versionId !== input.versionId) return { ok: false, code: "changed" };
    if (grant.lawfulBasis !== "consent") return { ok: false, code: "not-consent" };
    if (grant.needed) return { ok: false, code: "mandatory" };
    await tx.execute(sql`
      update consent_grant set ended_at = greatest(now(), granted_at), end_reason = 'withdrawn' where id = ${grant.id}`);
    const item = { versionId: grant.versionId, attribute, mandatory: grant.mandatory };
    const receiptId = await insertReceipt(tx, {
      pseudonym: person.pseudonym,
      kind: "withdrawal",
      ...(onRequest ? { collectionMethod: "on-request" } : {}),
      actor: onRequest ? { kind: "administrator", channel: onRequest.reason } : thePerson,
      shown: input,
      provider: null,
      items: [{ ...item, state: "denied", source: null }],
      before: { live: [`${item.versionId}.${attribute}`], expired: [] },
    });
    const erased = await eraseUncovered(tx, userId);
    await appendEvent(tx, {
      type: "withdrawn",
      actor: onRequest ? { kind: "administrator", userId: onRequest.by } : { kind: "person", userId },
      pseudonym: person.pseudonym,
      purposeId,
      receiptId,
      language: input.language,
      details: { attribute, erased, ...(onRequest ? { reason: onRequest.reason } : {}) },
    });
    return { ok: true, receiptNumber: input.receiptNumber, erased: erased > 0 };
  });
}

async function liveGrant(tx: Executor, { userId, purposeId, attribute }: WithdrawalInput) {
  const [grant] = await tx.execute<{
    id: string;
    versionId: string;
    mandatory: boolean;
    needed: boolean;
    lawfulBasis: LawfulBasis;
  }>(sql`
    select g.id, g.purpose_version_id as "versionId", a.mandatory, a.mandatory and v.for_organisation as needed, coalesce(g.basis, v.lawful_basis) as "lawfulBasis" from consent_grant g
    join purpose_version v on v.id = g.purpose_version_id
    join purpose_version_attribute a on a.version_id = g.purpose_version_id and a.attribute_key = g.attribute_key
    where g.user_id = ${userId} and g.purpose_id = ${purposeId} and g.attribute_key = ${attribute} and ${grantIsLive}`);
  return grant;
}
