import type { GrantProblem } from "@assent/consent/ledger/replay";

/**
 * A problem of the chain (`missing`, `unlinked`, `changed`: see chainProblem), of what an entry names, or of something
 * that is on no entry (`unlisted`). `backdated`: an entry, or the receipt it names, bears a time from well before the
 * entries before it. `account-changed`: an account has another pseudonym than it began with, or one of a closed account.
 * `account-kept`: a closed account still has grants. `grant-…`: see replayProblem. `head-missing` and `head-changed`: the
 * chain does not contain the head that was kept elsewhere.
 */
export type LedgerProblem =
  | ("missing" | "unlinked" | "changed" | "backdated")
  | ("event-missing" | "event-changed" | "event-unlisted")
  | ("receipt-missing" | "receipt-changed" | "receipt-unlisted")
  | ("account-missing" | "account-changed" | "account-unlisted" | "account-kept")
  | ("version-missing" | "version-changed" | "version-unlisted")
  | ("key-missing" | "key-changed" | "key-unlisted")
  | GrantProblem
  | ("head-missing" | "head-changed");

/** What is wrong, by what names it without personal data. */
export interface Affected {
  /** An id. */
  readonly event?: string;
  /** A number; an id if the receipt is missing. */
  readonly receipt?: string;
  /** A pseudonym; the id of a closed account. */
  readonly account?: string;
  /** The id of a version of a purpose. */
  readonly version?: string;
  /** The id of a public key (`kid`). */
  readonly key?: string;
  /** The key of an attribute. */
  readonly attribute?: string;
}

export interface Finding {
  readonly problem: LedgerProblem;
  readonly about: Affected;
}
