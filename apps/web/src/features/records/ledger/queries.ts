import "server-only";
import {
  latestEntries,
  ledgerHead,
  type LedgerEntry,
  verifyLedger,
  type Verification,
} from "@assent/database/audit/ledger";
import type { ChainHead } from "@assent/consent/ledger/ledger";
import type { HeadProblem } from "@assent/database/audit/ledger-heads";
import { newestCheckpoint } from "@assent/database/audit/ledger-checkpoints";
import { wrongHead } from "@/platform/checkpoints/checkpoints";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

const shown = 25;

export interface LedgerView {
  readonly head: ChainHead;
  readonly entries: readonly Pick<LedgerEntry, "seq" | "at" | "kind" | "hash">[];
  /** Null unless requested: verifying reads the whole ledger. */
  readonly verification: Verification | null;
  /** A head that was signed and that an otherwise intact ledger does not have. */
  readonly wrongHead: HeadProblem | null;
  /** The newest head that was signed. */
  readonly signed: { readonly size: number; readonly at: Date } | null;
}

/** The newest entries and, if requested, whether the whole chain is intact. */
export async function ledgerView({ verify }: { readonly verify: boolean }): Promise<LedgerView> {
  await requireAdministrator();
  const { orm } = database();
  const [head, latest, newest] = await Promise.all([ledgerHead(orm), latestEntries(orm, shown), newestCheckpoint(orm)]);
  const entries = latest.map(({ seq, at, kind, hash }) => ({ seq, at, kind, hash }));
  const verification = verify ? await verifyLedger(orm) : null;
  return {
    ...{ head, entries, verification },
    wrongHead: verification?.ok ? await wrongHead(database()) : null,
    signed: newest && { size: newest.size, at: newest.createdAt },
  };
}

/** The newest entry of the chain, to be kept elsewhere. */
export async function exportedHead(): Promise<ChainHead> {
  await requireAdministrator();
  return ledgerHead(database().orm);
}
