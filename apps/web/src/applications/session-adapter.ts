import "server-only";
import { randomBytes } from "node:crypto";
import {
  applicationsOfSession,
  findBySid,
  joinSession,
  type SessionGrant,
} from "@assent/database/applications/application-sessions";
import { endSession } from "@assent/database/users/sessions";
import type { Adapter, AdapterPayload, KoaContextWithOIDC, Provider } from "oidc-provider";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { sessionTokenHash } from "@/platform/session/session-token";
import { applicationOf } from "./client-adapter";
import { itemAdapter } from "./item-adapter";
import { readSession } from "./session-read";

const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000);

/**
 * The provider's session is the session of this browser: the same cookie, the same row, and therefore the same end. It
 * only adds the applications that the session was used for, and the secret of a sign-out that the person is asked
 * about.
 */
export function openIdSessionAdapter(): Adapter {
  const signOut = itemAdapter("SignOut");
  return {
    async find(token) {
      const [found, state] = await Promise.all([sessionPayload(sessionTokenHash(token), token), signOut.find(token)]);
      return found && { ...found, ...(state ? { state: state["state"] } : {}) };
    },
    // The name by which tokens remember their session; only the browser knows the cookie's value.
    findByUid: (tokenHash) => sessionPayload(tokenHash, tokenHash),
    async upsert(token, payload, expiresIn) {
      const { orm } = database();
      const tokenHash = sessionTokenHash(token);
      const known = new Set((await applicationsOfSession(orm, tokenHash)).map(({ clientId }) => clientId));
      for (const [clientId, { sid }] of Object.entries(payload.authorizations ?? {})) {
        const application = known.has(clientId) ? null : await administered.findClient(clientId);
        if (application && sid) await joinSession(orm, { tokenHash, applicationId: application.id, sid });
      }
      if (payload["state"]) await signOut.upsert(token, { state: payload["state"] }, expiresIn);
    },
    async destroy(token) {
      await endSession(database().orm, sessionTokenHash(token));
      await signOut.destroy(token);
    },
    consume: async () => undefined,
    revokeByGrantId: async () => undefined,
    findByUserCode: async () => undefined,
  };
}

async function sessionPayload(tokenHash: string, jti: string): Promise<AdapterPayload | undefined> {
  const session = await readSession(tokenHash);
  if (session === null) return undefined;
  const used = await applicationsOfSession(database().orm, tokenHash);
  return {
    kind: "Session",
    jti,
    uid: tokenHash,
    accountId: session.userId,
    loginTs: seconds(session.authenticatedAt),
    iat: seconds(session.authenticatedAt),
    exp: seconds(session.expiresAt),
    authorizations: Object.fromEntries(used.map(({ clientId, sid }) => [clientId, { sid, grantId: sid }])),
    ...(session.acr === null ? {} : { acr: session.acr }),
  };
}

export interface Allowed {
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
}

/**
 * What the provider calls a grant is derived, never stored: a session and an application, named by their `sid`. It
 * allows every scope, because scopes only ask; purposes decide. When the session ends, everything from it ends.
 */
export function grantAdapter(allowed: Allowed): Adapter {
  const nothing = async () => undefined;
  return {
    async find(sid) {
      const found = await findBySid(database().orm, sid);
      return found === null ? undefined : grantPayload(sid, found, allowed);
    },
    upsert: nothing,
    destroy: nothing,
    consume: nothing,
    revokeByGrantId: nothing,
    findByUid: nothing,
    findByUserCode: nothing,
  };
}

function grantPayload(sid: string, { userId, clientId }: SessionGrant, { scopes, claims }: Allowed): AdapterPayload {
  const openid = { scope: scopes.join(" "), claims: [...claims] };
  return { kind: "Grant", jti: sid, accountId: userId, clientId, openid };
}

/** The grant of this request: its session joined to its application, under one `sid`, for any order of requests. */
export async function existingGrant(ctx: KoaContextWithOIDC, allowed: Allowed) {
  const { account, client, provider, session } = ctx.oidc;
  if (!account || !client || !session?.jti) return undefined;
  const { orm } = database();
  const tokenHash = sessionTokenHash(session.jti);
  const candidate = randomBytes(16).toString("base64url");
  const sid = await joinSession(orm, { tokenHash, applicationId: applicationOf(client).id, sid: candidate });
  session.sidFor(client.clientId, sid);
  const grant = grantPayload(sid, { userId: account.accountId, clientId: client.clientId }, allowed);
  return new provider.Grant(grant);
}

/** Our session keeps its id until it ends; only a sign-in makes a new one. */
export function withOurSessions(provider: Provider): Provider {
  (provider.Session.prototype as { resetIdentifier: () => void }).resetIdentifier = () => {};
  return provider;
}
