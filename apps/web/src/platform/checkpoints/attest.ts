import "server-only";
import type { StoredCheckpoint } from "@assent/database/audit/ledger-checkpoints";
import type { Database } from "@assent/database/engine/open";
import { guardedFetch } from "@assent/federation/guarded-fetch";
import { env } from "../env";
import { describeError, log } from "../log";
import { askTimestamp } from "./timestamps";
import { askWitness } from "./witnesses";

/**
 * Has others sign a checkpoint: the witnesses and the timestamping authority of the configuration, at the same time.
 * Requests leave as those to identity providers do. Never throws: a checkpoint is complete without them.
 */
export async function attest(opened: Pick<Database, "orm">, checkpoint: StoredCheckpoint): Promise<void> {
  const { outgoing, ledgerWitnesses, timestamps } = env();
  if (ledgerWitnesses.length === 0 && !timestamps) return;
  const fetch = guardedFetch(outgoing);
  await Promise.all([
    ...ledgerWitnesses.map((witness) => quietly("witness-failed", askWitness(opened, checkpoint, { witness, fetch }))),
    timestamps && quietly("timestamp-failed", askTimestamp(opened, checkpoint, { ...timestamps, fetch })),
  ]);
}

const quietly = (event: string, work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => log("error", event, describeError(error)));
