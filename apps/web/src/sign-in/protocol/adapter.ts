import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { findIdentity } from "@assent/database/users/people";
import { createSession, endSession, findSession } from "@assent/database/users/sessions";
import type { Identity } from "@assent/federation/identity";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { database } from "@/platform/database";
import { sessionTokenHash } from "@/platform/session/session-token";

/** Auth.js requires an email address for every user. We give it an empty one. */
const asAdapterUser = (user: { id: string; role: string }): AdapterUser =>
  ({ id: user.id, role: user.role, email: "", emailVerified: null }) as AdapterUser;

/**
 * The part of an Auth.js adapter that reads users and keeps sessions. Only the provisioning transaction makes users and
 * links accounts, after a decision. Auth.js demands those methods, so here they throw.
 */
export function sessionAdapter(
  provider: IdentityProvider | null,
  authentication: () => Identity["authentication"] | undefined = () => undefined,
): Adapter {
  return {
    async getUserByAccount({ providerAccountId }) {
      if (!provider) return null;
      const identity = await findIdentity(database().orm, provider.id, providerAccountId);
      return identity ? asAdapterUser({ id: identity.userId, role: identity.role }) : null;
    },
    async createSession(session) {
      const proved = authentication();
      await createSession(database().orm, {
        tokenHash: sessionTokenHash(session.sessionToken),
        userId: session.userId,
        providerId: provider?.id ?? null,
        expiresAt: session.expires,
        ...(proved ? { authentication: proved } : {}),
      });
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const found = await findSession(database().orm, sessionTokenHash(sessionToken));
      if (!found) return null;
      return {
        session: { sessionToken, userId: found.userId, expires: found.expiresAt },
        user: asAdapterUser({ id: found.userId, role: found.role }),
      };
    },
    async deleteSession(sessionToken) {
      await endSession(database().orm, sessionTokenHash(sessionToken));
    },
    // A session is not prolonged.
    updateSession: async () => null,
    getUser: async () => null,
    // An email address never finds an account, because another provider could send it (SECURITY.md, first threat).
    getUserByEmail: async () => null,
    createUser: () => refuse("createUser"),
    linkAccount: () => refuse("linkAccount"),
    updateUser: () => refuse("updateUser"),
  };
}

function refuse(method: string): never {
  throw new Error(`${method} is not possible here: only the provisioning transaction makes accounts`);
}
