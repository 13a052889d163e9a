import "server-only";
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
import { idHash, openedItem, storedItem } from "./stored-item";

/** Models whose items may exist only once: a second one is a replay. RFC 9449, section 11.1; RFC 7523, section 3. */
const once: ReadonlySet<string> = new Set(["ReplayDetection"]);

/** Seconds. Every item has an expiry, which is earlier than this. */
const longest = 30 * 24 * 60 * 60;

/** When an authorization request began to wait, by the database clock; null if it has ended. */
export async function requestBegan(uid: string): Promise<Date | null> {
  return (await findItem(database().orm, { model: "Interaction", idHash: idHash(uid) }))?.createdAt ?? null;
}

/** A payload that is nested too deeply to store, as a `claims` parameter can be, is an invalid request. */
function written(payload: AdapterPayload): string {
  try {
    return JSON.stringify(payload);
  } catch {
    throw new errors.InvalidRequest("it is nested too deeply");
  }
}

/** Keeps the provider's items in the database, sealed: see storedItem. */
export function itemAdapter(model: string): Adapter {
  const keyOf = (id: string) => ({ model, idHash: idHash(id) });
  return {
    async upsert(id, { session: _session, ...payload }, expiresIn) {
      // The session that an interaction began with is left out: signing in again ends it, and the request asks for
      // that.
      const { grantId = null } = payload;
      const item = { ...storedItem(model, id, { text: written(payload), grantId }), seconds: expiresIn ?? longest };
      if (!once.has(model)) return saveItem(database().orm, item);
      if (!(await saveOnce(database().orm, item))) throw new errors.InvalidRequest("it was used before");
    },
    async find(id) {
      const found = await findItem(database().orm, keyOf(id));
      if (found === null) return undefined;
      const payload = openedItem(model, id, found.payloadSealed);
      return found.consumedAt === null
        ? payload
        : { ...payload, consumed: Math.floor(found.consumedAt.getTime() / 1000) };
    },
    async consume(id) {
      // Of concurrent uses one succeeds; the others get an invalid grant (RFC 6749, section 4.1.2).
      if (!(await consumeItem(database().orm, keyOf(id)))) throw new errors.InvalidGrant("it was used before");
    },
    destroy: (id) => removeItem(database().orm, keyOf(id)),
    revokeByGrantId: (grantId) => removeItemsOfGrant(database().orm, idHash(grantId)),
    // For the device flow, which is off, and for sessions, which have their own adapter.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}
