import "server-only";
import { randomBytes } from "node:crypto";
import { subjectFor } from "@assent/database/applications/application-sessions";
import type { Application } from "@assent/database/applications/applications";
import type { FindAccount } from "oidc-provider";
import { database } from "@/platform/database";
import { applicationOf } from "./client-adapter";
import { releaseTo } from "./released";

/** An application's identifier for a person: random, stored for its sector, never the account's id. */
export const subjectForApplication = (application: Application, userId: string): Promise<string> =>
  subjectFor(database().orm, {
    userId,
    sector: application.subjectSector,
    candidate: randomBytes(16).toString("base64url"),
  });

/**
 * A person's claims for the application that asks. This only decides where claims go: always to userinfo, and into the
 * ID token if the application is set up so.
 */
export const findAccount: FindAccount = (ctx, userId) => ({
  accountId: userId,
  async claims(use, scope, asked) {
    const client = ctx.oidc.client;
    if (!client) return { sub: userId };
    const application = applicationOf(client);
    if (use === "id_token" && !application.claimsInIdToken) return { sub: userId };
    const released = await releaseTo(application, userId, {
      scopes: scope.split(" ").filter(Boolean),
      claims: Object.keys(asked ?? {}),
    });
    // The library replaces `sub` by the application's own identifier.
    return { ...released?.claims, sub: userId };
  },
});
