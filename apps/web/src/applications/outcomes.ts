import "server-only";
import { countOutcome, noteSignIn } from "@assent/database/applications/application-days";
import type { ApplicationOutcome } from "@assent/database/schema/application-day";
import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import { database } from "@/platform/database";
import { describeError, log } from "@/platform/log";
import { applicationOf } from "./client-adapter";
import { failedOutcome } from "./failed-outcome";
import { isTrying } from "./try-out/trying";

/**
 * Counts how the requests of applications end, before they are answered. If counting fails, it is logged and the answer
 * is still sent.
 */
export function countRequests(provider: Provider): void {
  const ended = new WeakMap<KoaContextWithOIDC, ApplicationOutcome>();
  const failed = (ctx: KoaContextWithOIDC, { error }: { error: string }) => {
    const outcome = failedOutcome(error, ctx.oidc.params?.["grant_type"]);
    if (outcome !== null) ended.set(ctx, outcome);
  };
  provider.on("authorization.error", failed);
  provider.on("grant.error", failed);
  provider.on("grant.success", (ctx) => {
    if (ctx.oidc.params?.["grant_type"] === "authorization_code") ended.set(ctx, "signed-in");
  });
  provider.use(async (ctx, next) => {
    await next();
    const outcome = ended.get(ctx as KoaContextWithOIDC);
    // An administrator's trial does not count as use of the application.
    if (outcome === undefined || isTrying()) return;
    await count(ctx as KoaContextWithOIDC, outcome).catch((error: unknown) => {
      log("error", "count-failed", { route: "/oidc", ...describeError(error) });
    });
  });
}

async function count({ oidc }: KoaContextWithOIDC, outcome: ApplicationOutcome): Promise<void> {
  if (!oidc.client) return;
  const { orm } = database();
  const { id: applicationId } = applicationOf(oidc.client);
  if (outcome !== "signed-in") return countOutcome(orm, { applicationId, outcome });
  const code = oidc.entities.AuthorizationCode;
  if (code?.accountId) await noteSignIn(orm, { userId: code.accountId, applicationId, scopes: code.scope ?? "openid" });
}
