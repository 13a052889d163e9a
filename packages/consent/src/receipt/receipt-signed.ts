import * as z from "zod/mini";
import { type Effect, effectOf, effects } from "./effect.ts";
import {
  type CollectionMethod,
  collectionMethods,
  type ReceiptKind,
  receiptKinds,
  type ReceiptRecord,
  type RecordedItem,
} from "./receipt-record.ts";
import { actorKinds, type ReceiptActor, requestChannels } from "./snapshot.ts";

/** The `typ` of a signed receipt (RFC 7515, section 4.1.9), so that nothing else that this key signs passes for one. */
export const signedReceiptType = "consent-receipt+jwt";

/** In characters. A receipt with every text at its limit is smaller. */
export const maxSignedReceiptLength = 96 * 1024;

/** Where the ledger names the receipt: the number and the hash of an entry. Who holds it sees if that changed. */
export interface LedgerPlace {
  readonly seq: number;
  readonly hash: string;
}

export interface Signing {
  /** Null for a receipt that no entry names. */
  readonly ledger: LedgerPlace | null;
  /**
   * Set for a receipt from before receipts were signed as they were made: the time at which it is signed. What its
   * snapshot says is then what is so at this time.
   */
  readonly later?: Date;
}

/**
 * The claims of a signed receipt (RFC 7519, section 4.1): issuer, id, pseudonym, time of signing, its place in the
 * ledger, and the whole receipt with the text that was shown. It never expires, because it proves a moment in the past.
 */
export function signedReceiptClaims(receipt: ReceiptRecord, { ledger, later }: Signing) {
  const { id, number, pseudonym, kind, providerName, language, notice, noticeHash, collectionMethod } = receipt;
  const { origin, format, actor, jurisdiction, sensitive } = receipt.snapshot;
  return {
    iss: origin,
    sub: pseudonym,
    jti: id,
    iat: Math.floor((later ?? receipt.decidedAt).getTime() / 1000),
    ...(later ? { signedLater: true } : {}),
    ...(ledger ? { ledger: { seq: ledger.seq, hash: ledger.hash } } : {}),
    receipt: {
      ...{ format, number, kind, actor, provider: providerName, language, collectionMethod, jurisdiction, sensitive },
      ...{ noticeHash, notice, decidedAt: receipt.decidedAt.toISOString() },
      decisions: receipt.items.map((item) => ({
        ...{ version: item.versionId, attribute: item.attribute, state: item.state, effect: effectIn(receipt, item) },
        ...{ mandatory: item.mandatory, source: item.source },
        ...(item.basis ? { basis: item.basis } : {}),
      })),
    },
  };
}

/** Null also for an item that the text does not name. */
function effectIn(receipt: ReceiptRecord, item: RecordedItem): Effect | null {
  const purpose = receipt.notice.purposes.find(({ versionId }) => versionId === item.versionId);
  return purpose ? effectOf(receipt, purpose, item) : null;
}

const items = z.array(z.object({ attribute: z.string(), label: z.string() }));
const actors = z.object({ kind: z.enum(actorKinds), channel: z.nullable(z.enum(requestChannels)) });
const decisions = z.array(z.object({ version: z.string(), attribute: z.string(), effect: z.nullish(z.enum(effects)) }));
const claims = z.object({
  jti: z.uuid(),
  iat: z.number(),
  // Missing in receipts that were signed when they were downloaded, as all were once.
  ledger: z.optional(z.object({ seq: z.number(), hash: z.string() })),
  receipt: z.object({
    number: z.string(),
    kind: z.enum(receiptKinds),
    noticeHash: z.string(),
    notice: z.object({ purposes: z.array(z.object({ versionId: z.string(), name: z.string(), items })) }),
    decidedAt: z.iso.datetime(),
    // Missing in earlier receipts, or of a kind that only a later Assent knows. Neither makes a receipt less genuine.
    actor: z.optional(z.unknown()),
    collectionMethod: z.optional(z.unknown()),
    decisions: z.optional(z.unknown()),
  }),
});

export interface SignedReceiptClaims {
  readonly id: string;
  readonly number: string;
  readonly kind: ReceiptKind;
  /** Null if it does not say, as earlier receipts. */
  readonly actor: ReceiptActor | null;
  readonly collectionMethod: CollectionMethod | null;
  /** Its place in the ledger; null if it does not say. */
  readonly ledger: LedgerPlace | null;
  readonly noticeHash: string;
  /** The asked items, in the words that were shown. */
  readonly asked: readonly {
    readonly versionId: string;
    readonly attribute: string;
    readonly purpose: string;
    readonly label: string;
    /** What the receipt did to it; null if nothing was sent, or if it does not say. */
    readonly effect: Effect | null;
  }[];
  /** ISO 8601. */
  readonly decidedAt: string;
  /** Seconds since 1970. */
  readonly signedAt: number;
}

/** Null if it is not there, or is none that this version knows. */
function known<Known>(schema: z.ZodMiniType<Known>, found: unknown): Known | null {
  const parsed = schema.safeParse(found);
  return parsed.success ? parsed.data : null;
}

/** What a look-up needs of the claims of a signed receipt; null if they are not the claims of a receipt. */
export function readSignedClaims(signed: unknown): SignedReceiptClaims | null {
  const read = claims.safeParse(signed);
  if (!read.success) return null;
  const { jti, iat, ledger = null, receipt } = read.data;
  const { number, kind, noticeHash, notice, decidedAt } = receipt;
  const made = known(decisions, receipt.decisions) ?? [];
  const effectsOf = new Map(made.map(({ version, attribute, effect }) => [`${version} ${attribute}`, effect]));
  const asked = notice.purposes.flatMap(({ versionId, name, items }) =>
    items.map(({ attribute, label }) => {
      const effect = effectsOf.get(`${versionId} ${attribute}`) ?? null;
      return { versionId, attribute, purpose: name, label, effect };
    }),
  );
  const said = {
    kind,
    actor: known(actors, receipt.actor),
    collectionMethod: known(z.enum(collectionMethods), receipt.collectionMethod),
  };
  return { id: jti, number, ...said, ledger, noticeHash, asked, decidedAt, signedAt: iat };
}
