import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
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

/** Models whose items may be there once: a second one is a replay. RFC 9449, section 11.1; RFC 7523, section 3. */
const once: ReadonlySet<string> = new Set(["ReplayDetection"]);

/** Seconds; everything that is kept here names its end, and it is sooner than this. */
const longest = 30 * 24 * 60 * 60;

const hashOf = (text: string) => createHash("sha256").update(`oidc-item:${text}`).digest("hex");

/** When an authorization request began to wait, by the database clock; null when it is over. */
export async function requestBegan(uid: string): Promise<Date | null> {
  return (await findItem(database().orm, { model: "Interaction", idHash: hashOf(uid) }))?.createdAt ?? null;
}

/**
 * Keeps the provider's items in the database. Each payload is sealed with AES-256-GCM under a key derived from the item's
 * own id (HKDF, RFC 5869), and the row has the id's hash only: who reads the database can use no token and learns nothing
 * of a request, not even its `login_hint`.
 */
export function itemAdapter(model: string): Adapter {
  const keyOf = (id: string) => ({ model, idHash: hashOf(id) });
  return {
    async upsert(id, { session: _session, ...payload }, expiresIn) {
      // The session that an interaction began with is left out: signing in anew ends it, and that is what is asked for.
      const grantHash = payload.grantId === undefined ? null : hashOf(payload.grantId);
      const item = { ...keyOf(id), payloadSealed: seal(id, payload), grantHash, seconds: expiresIn ?? longest };
      if (!once.has(model)) return saveItem(database().orm, item);
      if (!(await saveOnce(database().orm, item))) throw new errors.InvalidRequest("it was used before");
    },
    async find(id) {
      const found = await findItem(database().orm, keyOf(id));
      if (found === null) return undefined;
      const payload = open(id, found.payloadSealed);
      return found.consumedAt === null
        ? payload
        : { ...payload, consumed: Math.floor(found.consumedAt.getTime() / 1000) };
    },
    async consume(id) {
      // Of any number at once one gets through; the others see a grant that is no good (RFC 6749, section 4.1.2).
      if (!(await consumeItem(database().orm, keyOf(id)))) throw new errors.InvalidGrant("it was used before");
    },
    destroy: (id) => removeItem(database().orm, keyOf(id)),
    revokeByGrantId: (grantId) => removeItemsOfGrant(database().orm, hashOf(grantId)),
    // Of the device flow and of sessions, which have an adapter of their own.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}

const keyFor = (id: string, salt: Buffer) => Buffer.from(hkdfSync("sha256", id, salt, "assent oidc item v1", 32));

/** `salt.iv.ciphertext.tag`, in base64url. */
function seal(id: string, payload: AdapterPayload): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", keyFor(id, salt), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(payload), "utf8"), cipher.final()]);
  return [salt, iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url")).join(".");
}

function open(id: string, sealed: string): AdapterPayload {
  const [salt, iv, text, tag] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (!salt || !iv || !text || !tag) throw new Error("An item of the OpenID provider is malformed");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(id, salt), iv, { authTagLength: 16 }).setAuthTag(tag);
  return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8")) as AdapterPayload;
}
