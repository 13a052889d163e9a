import "server-only";
import type { Database } from "@assent/database/engine/open";
import { describeError, log } from "../log";
import { attest } from "./attest";
import { signLedger } from "./checkpoints";

const hour = 60 * 60_000;

/** Signs a head of the ledger, at once and then every hour, for as long as this process runs. */
export function startCheckpoints(opened: Database): void {
  const run = async () => {
    try {
      const checkpoint = await signLedger(opened);
      if (checkpoint) await attest(opened, checkpoint);
    } catch (error) {
      // LedgerTreeError says that the ledger was changed: `npm run ledger:verify` shows where.
      log("error", "checkpoint-failed", describeError(error));
    }
  };
  void run();
  setInterval(() => void run(), hour).unref();
}
