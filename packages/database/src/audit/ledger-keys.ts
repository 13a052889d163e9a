import { createHash } from "node:crypto";
import { thumbprintText } from "@assent/consent/ledger/thumbprint";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { Finding } from "./ledger-problem.ts";

type KeyRow = {
  kid: string;
  publicKey: Record<string, unknown> | null;
  /** An event of the same transaction put it in use. */
  isListed: boolean;
};

/**
 * A public key that is not the one which its event put in use, or that no event did. The event names a key by its
 * thumbprint, so a key that has its own thumbprint for a name, and an event, is the one that was made then. Keys of
 * tokens are deleted when they are out of use, so a missing one of those is not a finding.
 */
export async function findChangedKey(executor: Executor): Promise<Finding | null> {
  const rows = await executor.execute<KeyRow>(sql`
    select k.kid, k.public_key as "publicKey", ${listed("signing-key-rotated")} as "isListed" from signing_key k
    union all
    select k.kid, k.public_key, ${listed("signing-key-rotated")} from checkpoint_key k
    union all
    select k.kid, k.public_key, ${listed("oidc-key-rotated")} from oidc_key k
    union all
    select e.details ->> 'kid', null, true from event e where e.type = 'signing-key-rotated'
      and not exists (select from signing_key k where k.kid = e.details ->> 'kid')
      and not exists (select from checkpoint_key k where k.kid = e.details ->> 'kid')`);
  for (const { kid, publicKey, isListed } of rows) {
    const about = { key: kid };
    if (publicKey === null) return { problem: "key-missing", about };
    const text = thumbprintText(publicKey);
    if (text === null || thumbprint(text) !== kid) return { problem: "key-changed", about };
    if (!isListed) return { problem: "key-unlisted", about };
  }
  return null;
}

const listed = (type: string) => sql`exists (
  select from event e where e.type = ${type} and e.details ->> 'kid' = k.kid and e.at = k.created_at)`;

const thumbprint = (text: string) => createHash("sha256").update(text).digest("base64url");
