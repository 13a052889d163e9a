import { canonicalJson } from "./canonical-json.ts";
import type { Sha256 } from "./ledger.ts";

/** What ties an account to the pseudonym under which its receipts are kept. */
export interface AccountLink {
  /** The id of the account. */
  readonly account: string;
  readonly pseudonym: string;
  /**
   * A random id that only the account holds, until it is closed. Without it no one can try out which account a digest is
   * of, so the ledger leads from no closed account to its receipts.
   */
  readonly salt: string;
}

/** The digest in the ledger entry of an account. No one finds another account, pseudonym or salt with the same one. */
export function accountDigest({ account, pseudonym, salt }: AccountLink, sha256: Sha256): string {
  return sha256(canonicalJson({ account, pseudonym, salt }));
}
