import "server-only";
import { newTimestampQuery, readTimestampAnswer } from "@assent/crypto/timestamp";
import { addTimestamp, type StoredCheckpoint, timestampOf } from "@assent/database/audit/ledger-checkpoints";
import type { Database } from "@assent/database/engine/open";
import { FederationError } from "@assent/federation/federation-error";
import { readCheckpoint } from "@assent/transparency/checkpoint";
import { log } from "../log";

/** The bytes of a checkpoint that are timestamped: its text without signatures, with its last newline. */
export const stampedBytes = (note: string): Uint8Array =>
  new TextEncoder().encode(readCheckpoint(note)?.note.text ?? "");

/**
 * Asks the authority when it sees a checkpoint (https://www.rfc-editor.org/rfc/rfc3161, section 3.4), and keeps the token
 * if it is right. If not, the next checkpoint is stamped.
 */
export async function askTimestamp(
  { orm }: Pick<Database, "orm">,
  { size, note }: StoredCheckpoint,
  { address, trusted, fetch }: { address: string; trusted: string; fetch: typeof globalThis.fetch },
): Promise<void> {
  if (await timestampOf(orm, size)) return;
  const bytes = stampedBytes(note);
  const { der, nonce } = newTimestampQuery(bytes);
  const answer = await send(fetch, address, der);
  if (answer === null) return log("warn", "timestamp-unreachable");
  const result = await readTimestampAnswer(answer, { bytes, nonce, trusted });
  if (!result.ok) return log("error", `timestamp-${result.problem}`);
  await addTimestamp(orm, { size, at: result.at, token: Buffer.from(result.token).toString("base64") });
}

async function send(fetch: typeof globalThis.fetch, address: string, der: Uint8Array<ArrayBuffer>) {
  try {
    const headers = { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" };
    const response = await fetch(address, { method: "POST", headers, body: der });
    return response.status === 200 ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch (error) {
    if (error instanceof FederationError) return null;
    throw error;
  }
}
