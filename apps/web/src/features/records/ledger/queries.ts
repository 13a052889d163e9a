import "server-only";
import {
  latestEntries,
  ledgerHead,
  type LedgerEntry,
  verifyLedger,
  type Verification,
} from "@assent/database/audit/ledger";
import type { ChainHead } from "@assent/consent/ledger/ledger";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

const shown = 25;

export interface LedgerView {
  readonly head: ChainHead;
  readonly entries: readonly Pick<LedgerEntry, "seq" | "at" | "kind" | "hash">[];
  /** Null unless requested: verifying reads the whole ledger. */
  readonly verification: Verification | null;
}

/** The newest entries and, if requested, whether the whole chain is intact. */
export async function ledgerView({ verify }: { readonly verify: boolean }): Promise<LedgerView> {
  await requireAdministrator();
  const { orm } = database();
  const [head, latest] = await Promise.all([ledgerHead(orm), latestEntries(orm, shown)]);
  const entries = latest.map(({ seq, at, kind, hash }) => ({ seq, at, kind, hash }));
  return { head, entries, verification: verify ? await verifyLedger(orm) : null };
}

/** The newest entry of the chain, to be kept elsewhere. */
export async function exportedHead(): Promise<ChainHead> {
  await requireAdministrator();
  return ledgerHead(database().orm);
}
