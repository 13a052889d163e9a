import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { scopesOf } from "@assent/consent/release/scopes";
import type { Application } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import type { ReleaseDecision } from "@assent/consent/release/release";
import type { NextRequest } from "next/server";
import { currentUser } from "@/platform/access";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { seeOther } from "@/platform/links/see-other";
import { currentProvider } from "../answer";
import { explainRelease } from "../released";
import { askProvider } from "./ask-provider";
import { readTry, writeTry } from "./try-cookie";
import { tryRedirectUri, whileTrying } from "./trying";

// A tried sign-in is a real one: the authorization request, the questions, the code, the token endpoint and userinfo
// are those of the application. Only its secret is not needed, because the code is exchanged in this process.

const random = () => randomBytes(32).toString("base64url");

/** Every scope except the one for refresh tokens. */
const allScopes = async () =>
  scopesOf((await catalogue(database().orm)).keys()).filter((scope) => scope !== "offline_access");

/** Begins a sign-in as this application, in the administrator's browser. Returns the address to send the browser to. */
export async function startTry(application: Application, by: string): Promise<string> {
  const [state, nonce, verifier] = [random(), random(), random()];
  const address = new URL("/oidc/auth", env().origin);
  address.search = new URLSearchParams({
    client_id: application.clientId,
    response_type: "code",
    redirect_uri: tryRedirectUri(),
    scope: (await allScopes()).join(" "),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...{ state, nonce },
  }).toString();
  await writeTry({ applicationId: application.id, by, state, nonce, verifier, answer: null, startedAt: Date.now() });
  return address.href;
}

/** Handles the answer to this browser's tried sign-in, and leads to the page that shows it. */
export async function receiveTryAnswer(request: NextRequest): Promise<Response> {
  const [run, query] = [await readTry(), request.nextUrl.searchParams];
  if (!run || query.get("state") !== run.state || query.get("iss") !== env().origin)
    return seeOther("/admin/applications");
  const code = query.get("code");
  await writeTry({ ...run, answer: code === null ? { error: query.get("error") ?? "" } : { code } });
  return seeOther(`/admin/applications/${run.applicationId}/try/result`);
}

export type TriedSignIn =
  | {
      readonly ok: true;
      readonly idToken: Readonly<Record<string, unknown>>;
      readonly userinfo: Readonly<Record<string, unknown>>;
      /** The requested attributes, and why each is or is not there. */
      readonly decisions: readonly ReleaseDecision[];
    }
  /** An error of OAuth 2.0. */
  | { readonly ok: false; readonly error: string };

/** States that were shown → when. A code that is used twice would revoke the application's own tokens. */
const shown = new Map<string, number>();

/**
 * Exchanges the code of this browser's tried sign-in, once, and reads userinfo. Null if there is none, or it was begun
 * for another application or by another administrator.
 */
export async function runTry(application: Application): Promise<TriedSignIn | null> {
  const [run, user] = await Promise.all([readTry(), currentUser()]);
  if (!run?.answer || run.applicationId !== application.id || run.by !== user?.id) return null;
  for (const [state, at] of shown) if (Date.now() - at > 60 * 60_000) shown.delete(state);
  if (shown.has(run.state)) return null;
  shown.set(run.state, Date.now());
  if ("error" in run.answer) return { ok: false, error: run.answer.error };
  const { code } = run.answer;
  return whileTrying(() => exchange(application, { code, verifier: run.verifier, nonce: run.nonce, userId: run.by }));
}

interface Exchange {
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly userId: string;
}

async function exchange(application: Application, { code, verifier, nonce, userId }: Exchange): Promise<TriedSignIn> {
  const provider = await currentProvider();
  const { json: tokens } = await askProvider(provider, {
    method: "POST",
    path: "/oidc/token",
    form: {
      grant_type: "authorization_code",
      client_id: application.clientId,
      redirect_uri: tryRedirectUri(),
      code,
      code_verifier: verifier,
    },
  });
  const idToken = claimsIn(tokens["id_token"]);
  if (typeof tokens["access_token"] !== "string" || idToken === null || idToken["nonce"] !== nonce) {
    return { ok: false, error: typeof tokens["error"] === "string" ? tokens["error"] : "server_error" };
  }
  const { json: userinfo } = await askProvider(provider, {
    method: "GET",
    path: "/oidc/userinfo",
    headers: { authorization: `Bearer ${tokens["access_token"]}` },
  });
  const explained = await explainRelease(application, userId, { scopes: await allScopes(), claims: [] });
  return { ok: true, idToken, userinfo, decisions: explained?.decisions ?? [] };
}

/** The claims of our own token, which needs no verification. */
function claimsIn(token: unknown): Readonly<Record<string, unknown>> | null {
  const payload = typeof token === "string" ? token.split(".")[1] : undefined;
  if (payload === undefined) return null;
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Readonly<Record<string, unknown>>;
}
