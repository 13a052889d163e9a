import "server-only";
import type { Application } from "@assent/database/applications/applications";
import { oidcKeys } from "@assent/database/applications/oidc-keys";
import { namedByThumbprint } from "@assent/crypto/thumbprint";
import { verifyAccessToken } from "@assent/federation/access-token";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { apiAddress, type ApiScope } from "./api";
import { ApiProblem } from "./problem-details";

/**
 * The application that asks, by its access token: RFC 6750, section 2.1. A token in the address or in a body is ignored.
 * The application is read at every request, so a disabled one is refused even while its token is valid.
 * Errors: ApiProblem `token-missing`, `token-invalid`, `scope-missing`.
 */
export async function callerOf(request: Request, scope: ApiScope): Promise<Application> {
  const header = request.headers.get("authorization") ?? "";
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (token === undefined) throw new ApiProblem(header === "" ? "token-missing" : "token-invalid", scope);
  const { orm } = database();
  const named = await namedByThumbprint(await oidcKeys(orm));
  const keys = named.map(({ publicKey, kid, algorithm }) => ({ ...publicKey, kid, alg: algorithm }));
  const checks = { issuer: env().origin, audience: apiAddress(), keys: { keys }, now: new Date() };
  const verified = await verifyAccessToken(token, checks);
  const application = verified && (await administered.findClient(verified.clientId));
  if (!application) throw new ApiProblem("token-invalid", scope);
  if (!verified.scopes.has(scope)) throw new ApiProblem("scope-missing", scope);
  return application;
}
