import { grantEffect } from "./receipt-effects.ts";

// Instants are milliseconds since 1970. `order` is the place in the ledger, which is the order of commits: of two
// transactions about one person the second waits for the first, so it is also the order in which they took effect.

/** A receipt of a person. `at` and `order` are those of its event: the transaction that made it. */
export interface ReplayedReceipt {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly at: number;
  readonly order: number;
  readonly items: readonly {
    readonly versionId: string;
    readonly purposeId: string;
    readonly attribute: string;
    readonly state: string;
    /** For how many days the version lets a grant live; null: without an end. */
    readonly days: number | null;
    /** Its legal basis if it has one of its own. */
    readonly basis?: string | null;
    /** The purpose is the notice of a provider. */
    readonly isNotice: boolean;
  }[];
}

/** An event of a person that ended grants and has no receipt: it counts them. */
export interface ReplayedEvent {
  readonly type: string;
  readonly at: number;
  readonly order: number;
  readonly purposeId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A row of consent_grant. */
export interface ReplayedGrant {
  readonly receiptId: string;
  readonly versionId: string;
  readonly purposeId: string;
  readonly attribute: string;
  readonly basis?: string | null;
  readonly grantedAt: number;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: string | null;
}

/**
 * `grant-missing`: a receipt gives it, and it is not there. `grant-invented`: it is there, and no receipt of the person
 * gives it. `grant-changed`: it begins at another time, ends sooner or has another legal basis than its receipt says. `grant-lengthened`: it
 * would expire later, or never. `grant-revived`: it is open, or ended later, although something on record ended it.
 * `grant-ended`: it ended, and nothing on record ended it then and for this reason.
 */
export type GrantProblem =
  "grant-missing" | "grant-invented" | "grant-changed" | "grant-lengthened" | "grant-revived" | "grant-ended";

export interface ReplayProblem {
  readonly problem: GrantProblem;
  /** The number of the receipt that gave the grant; null if none did, or if only a count tells. */
  readonly receipt: string | null;
  readonly attribute: string | null;
}

interface ExpectedGrant {
  readonly receipt: ReplayedReceipt;
  readonly item: ReplayedReceipt["items"][number];
}

const dayMs = 86_400_000;
/** A grant may run out while the transaction that ends it is under way, and bears the time of its beginning. */
const slackMs = 60_000;

/**
 * Works out from all receipts and events of one person what their grants must be, and compares with what is stored, in
 * both directions. Null if they agree.
 */
export function replayProblem(
  receipts: readonly ReplayedReceipt[],
  events: readonly ReplayedEvent[],
  stored: readonly ReplayedGrant[],
): ReplayProblem | null {
  const inOrder = [...receipts].sort((a, b) => a.order - b.order);
  const left = new Map<string, ReplayedGrant[]>();
  for (const grant of stored) left.set(keyOf(grant), [...(left.get(keyOf(grant)) ?? []), grant]);
  const counted = new Counts(events);
  for (const expected of expectedGrants(inOrder)) {
    const key = keyOf({ receiptId: expected.receipt.id, ...expected.item });
    const [grant, ...others] = left.get(key) ?? [];
    left.delete(key);
    const problem = grant
      ? others.length > 0
        ? "grant-invented"
        : (termProblem(expected, grant) ?? endProblem(expected, grant, inOrder, counted))
      : "grant-missing";
    if (problem) return { problem, receipt: expected.receipt.number, attribute: expected.item.attribute };
  }
  const [[extra] = []] = left.values();
  if (extra) return { problem: "grant-invented", receipt: null, attribute: extra.attribute };
  const miscounted = counted.problem();
  return miscounted && { problem: miscounted, receipt: null, attribute: null };
}

const keyOf = (grant: { receiptId: string; versionId: string; attribute: string }) =>
  `${grant.receiptId} ${grant.versionId} ${grant.attribute}`;

const expectedGrants = (receipts: readonly ReplayedReceipt[]): ExpectedGrant[] =>
  receipts.flatMap((receipt) =>
    receipt.items.filter((item) => begins(receipt, item)).map((item) => ({ receipt, item })),
  );

function begins({ kind }: ReplayedReceipt, { state }: ExpectedGrant["item"]): boolean {
  const effect = grantEffect(kind, state);
  return effect !== null && "begins" in effect;
}

function termProblem({ receipt, item }: ExpectedGrant, grant: ReplayedGrant): GrantProblem | null {
  if (grant.purposeId !== item.purposeId) return "grant-invented";
  if (grant.grantedAt !== receipt.at || (grant.basis ?? null) !== (item.basis ?? null)) return "grant-changed";
  const expires = item.days === null ? null : receipt.at + item.days * dayMs;
  if (grant.expiresAt === expires) return null;
  return expires !== null && (grant.expiresAt ?? Infinity) > expires ? "grant-lengthened" : "grant-changed";
}

/** What ends a grant, or must have ended it. */
interface Ending {
  readonly at: number;
  readonly order: number;
  readonly reasons: readonly string[];
}

function endProblem(
  { receipt, item }: ExpectedGrant,
  grant: ReplayedGrant,
  receipts: readonly ReplayedReceipt[],
  counted: Counts,
): GrantProblem | null {
  const ending = earliest([endingReceipt({ receipt, item }, receipts), counted.namedEnding(receipt.order, item)]);
  if (grant.endedAt === null) return ending ? "grant-revived" : null;
  const { endedAt, endReason } = grant;
  if (endReason === "expired" && endedAt + slackMs < (grant.expiresAt ?? Infinity)) return "grant-ended";
  if (ending && isAt(grant, ending.at) && ending.reasons.includes(endReason ?? "")) {
    // Time was over before the person decided again, in the same transaction: the count of that event includes it.
    if (endReason === "expired") counted.take(grant, item, ending.order);
    return null;
  }
  if (counted.take(grant, item, ending?.order ?? Infinity)) return null;
  return ending && endedAt > Math.max(ending.at, grant.grantedAt) ? "grant-revived" : "grant-ended";
}

/** A grant ends at the time of the transaction, or when it began if that was later by another clock. */
const isAt = ({ endedAt, grantedAt }: ReplayedGrant, at: number) => endedAt === Math.max(at, grantedAt);

const earliest = (endings: readonly (Ending | null)[]): Ending | null =>
  endings.reduce((first, one) => (one && (!first || one.order < first.order) ? one : first), null);

/** The next receipt that takes the place of the grant or ends it. */
function endingReceipt({ receipt, item }: ExpectedGrant, receipts: readonly ReplayedReceipt[]): Ending | null {
  for (const { order, at, kind, items } of receipts) {
    if (order <= receipt.order) continue;
    for (const { purposeId, attribute, state } of items) {
      const effect = purposeId === item.purposeId && attribute === item.attribute ? grantEffect(kind, state) : null;
      if (effect) return { at, order, reasons: "begins" in effect ? ["superseded", "expired"] : effect.ends };
    }
  }
  return null;
}

/** Events without a receipt say how many grants they ended, and not which. */
class Counts {
  readonly #events: readonly ReplayedEvent[];
  readonly #left: Map<string, number>;

  constructor(events: readonly ReplayedEvent[]) {
    this.#events = events;
    this.#left = new Map();
    // One transaction can have several events, and ends each grant at one time.
    for (const event of events) {
      if (!isCounting(event)) continue;
      const key = countKey(event);
      this.#left.set(key, (this.#left.get(key) ?? 0) + Number(event.details["grants"]));
    }
  }

  /** The first event after this order that names the grant by attribute and purpose: a repeated withdrawal. */
  namedEnding(after: number, { purposeId, attribute }: ExpectedGrant["item"]): Ending | null {
    const found = this.#events.filter(
      (event) =>
        event.type === "withdrawn" &&
        event.order > after &&
        event.purposeId === purposeId &&
        event.details["attribute"] === attribute,
    );
    return earliest(found.map(({ at, order }) => ({ at, order, reasons: ["withdrawn"] })));
  }

  /** Counts the grant as ended by an event at that time, before this order. False if none did. */
  take(grant: ReplayedGrant, { purposeId, isNotice }: ExpectedGrant["item"], before: number): boolean {
    const event = this.#events.find(
      (one) =>
        isCounting(one) &&
        one.order < before &&
        isAt(grant, one.at) &&
        (one.type === "expired"
          ? grant.endReason === "expired" || (grant.endReason === "superseded" && isNotice)
          : grant.endReason === "purpose-ended" && one.purposeId === purposeId),
    );
    if (!event) return false;
    this.#left.set(countKey(event), (this.#left.get(countKey(event)) ?? 0) - 1);
    return true;
  }

  /** Fewer grants ended than an event says: one is open again. More: one has ended that should not. */
  problem(): GrantProblem | null {
    const left = [...this.#left.values()];
    if (left.some((count) => count > 0)) return "grant-revived";
    return left.some((count) => count < 0) ? "grant-ended" : null;
  }
}

const isCounting = ({ type }: ReplayedEvent) => type === "expired" || type === "purpose-withdrawn";
const countKey = ({ type, at, purposeId }: ReplayedEvent) => `${type} ${at} ${purposeId ?? ""}`;
