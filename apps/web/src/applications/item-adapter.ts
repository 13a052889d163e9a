import "server-only";
import { createHash } from "node:crypto";
import { openSecret, sealSecret } from "@assent/crypto/seal";
import {
  consumeItem,
  findItem,
  removeItem,
  removeItemsOfGrant,
  saveItem,
  saveOnce,
} from "@assent/database/applications/oidc-items";
import { errors, type Adapter, type AdapterPayload } from "oidc-provider";
import { database } from "@/platform/database";

/** Models whose items may exist only once: a second one is a replay. RFC 9449, section 11.1; RFC 7523, section 3. */
const once: ReadonlySet<string> = new Set(["ReplayDetection"]);

/** Seconds. Every item has an expiry, which is earlier than this. */
const longest = 30 * 24 * 60 * 60;

const hashOf = (text: string) => createHash("sha256").update(`oidc-item:${text}`).digest("hex");

/** When an authorization request began to wait, by the database clock; null if it has ended. */
export async function requestBegan(uid: string): Promise<Date | null> {
  return (await findItem(database().orm, { model: "Interaction", idHash: hashOf(uid) }))?.createdAt ?? null;
}

/** A payload that is nested too deeply to store, as a `claims` parameter can be, is an invalid request. */
function written(payload: AdapterPayload): string {
  try {
    return JSON.stringify(payload);
  } catch {
    throw new errors.InvalidRequest("it is nested too deeply");
  }
}

/**
 * Keeps the provider's items in the database. Each payload is sealed with the item's own id, and the row has only the
 * hash of the id, so a reader of the database cannot use a token or read a request, not even its `login_hint`.
 */
export function itemAdapter(model: string): Adapter {
  const keyOf = (id: string) => ({ model, idHash: hashOf(id) });
  return {
    async upsert(id, { session: _session, ...payload }, expiresIn) {
      // The session that an interaction began with is left out: signing in again ends it, and the request asks for
      // that.
      const grantHash = payload.grantId === undefined ? null : hashOf(payload.grantId);
      const item = {
        ...keyOf(id),
        payloadSealed: sealSecret(written(payload), sealOf(model, id)),
        grantHash,
        seconds: expiresIn ?? longest,
      };
      if (!once.has(model)) return saveItem(database().orm, item);
      if (!(await saveOnce(database().orm, item))) throw new errors.InvalidRequest("it was used before");
    },
    async find(id) {
      const found = await findItem(database().orm, keyOf(id));
      if (found === null) return undefined;
      const payload = JSON.parse(openSecret(found.payloadSealed, sealOf(model, id))) as AdapterPayload;
      return found.consumedAt === null
        ? payload
        : { ...payload, consumed: Math.floor(found.consumedAt.getTime() / 1000) };
    },
    async consume(id) {
      // Of concurrent uses one succeeds; the others get an invalid grant (RFC 6749, section 4.1.2).
      if (!(await consumeItem(database().orm, keyOf(id)))) throw new errors.InvalidGrant("it was used before");
    },
    destroy: (id) => removeItem(database().orm, keyOf(id)),
    revokeByGrantId: (grantId) => removeItemsOfGrant(database().orm, hashOf(grantId)),
    // For the device flow, which is off, and for sessions, which have their own adapter.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}

/**
 * Every id is 43 characters: the library's random ids, the hashes of its replay detection, and the tokens of sessions.
 * So each is long enough for a secret.
 */
const sealOf = (model: string, id: string) => ({ secret: id, context: `oidc-item:${model}` });
