import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { findById } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { safeClaims } from "@assent/federation/claims";
import { discoverAnew } from "@assent/federation/discovery";
import { metadataDemands } from "@assent/federation/metadata-demands";
import { FederationError } from "@assent/federation/federation-error";
import type { Account } from "next-auth";
import { NextRequest, NextResponse } from "next/server";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { describeError, log } from "@/platform/log";
import { openedSetupLink } from "@/platform/session/setup-link";
import { type SideSignIn, authFor, type AuthRun } from "../protocol/auth";
import { cookieNames, testCookieNames } from "@/platform/session/cookies";
import { currentSession } from "@/platform/session/current-session";
import { postedUser } from "../protocol/posted-answer";
import { refusesAtOnce } from "../protocol/refuses-at-once";
import { providerFetch, responseModeOf } from "../protocol/provider-config";
import { redirectUri } from "@/platform/links/redirect-uri";
import { isTestOver, readTest, type TestOrigin, writeTest } from "./test-cookie";
import { type ProviderWords, providerWords, type TestProblem, testProblem } from "./test-problem";
import { type TestStep, verifyTestAnswer } from "./test-steps";
import { requestCookies } from "@/platform/request";

// A test sign-in runs the code of a real one, with cookies of other names, and ends before the gate. Nothing is stored,
// no session is made and no consent cookie is touched. It needs an administrator, or the set-up link, at the beginning
// and at the end.

const hashOf = (text: string) => createHash("sha256").update(`test state: ${text}`).digest("hex");

const pageOf = (home: TestOrigin, providerId: string) => `${home}/${providerId}/test`;

const holder = async () => (await openedSetupLink()) ?? (await currentSession())?.tokenHash ?? null;

/**
 * Begins a test and returns where the browser goes. We first send the request ourselves, because most providers show
 * their own error page if the redirect URI or the client ID is wrong, and the browser would not come back.
 */
export async function startTest(
  providerId: string,
  options: { readonly unasked: boolean; readonly home: TestOrigin },
): Promise<string> {
  const [provider, by] = await Promise.all([findById(database().orm, providerId), holder()]);
  const page = pageOf(options.home, providerId);
  if (!provider || !by) return "/not-found";
  const authRun: AuthRun = {};
  try {
    const { begin } = authFor(provider, authRun, { side: { names: testCookieNames(), arrived: () => {} } });
    const address = await begin("/", responseModeOf(provider));
    if (authRun.error) return `${page}?problem=${testProblem(authRun.error)}`;
    const [demand] = metadataDemands(await discoverAnew(provider.issuer, providerFetch()), provider.responseMode);
    if (!options.unasked && demand) return `${page}?problem=demands-${demand}`;
    if (!options.unasked && (await refusesAtOnce(address))) return `${page}?problem=refused-at-once`;
    const state = new URL(address).searchParams.get("state") ?? "";
    const run = { id: randomBytes(16).toString("base64url"), providerId, stateHash: hashOf(state), answer: null };
    await writeTest({ ...run, holder: by, origin: options.home, startedAt: Date.now() });
    return address;
  } catch (error) {
    log("info", "test-sign-in-failed", { provider: provider.slug, ...describeError(error) });
    return `${page}?problem=${testProblem(authRun.error ?? error)}`;
  }
}

/**
 * Takes the provider's answer to a test that this browser began, found by its `state`, and seals it for the page that
 * shows the result. Null for any other answer.
 */
export async function receiveTestAnswer(request: NextRequest, providerId: string): Promise<Response | null> {
  const run = await readTest();
  if (!run || run.providerId !== providerId) return null;
  if (run.stateHash !== hashOf(request.nextUrl.searchParams.get("state") ?? "")) return null;
  const page = pageOf(run.origin, providerId);
  if (isTestOver(run)) return NextResponse.redirect(new URL(`${page}?problem=interrupted`, env().origin), 303);
  const fits = await writeTest({ ...run, answer: request.nextUrl.search });
  const to = fits ? `${page}/result` : `${page}?problem=answer-too-long`;
  return NextResponse.redirect(new URL(to, env().origin), 303);
}

export interface TestSignInResult {
  readonly steps: readonly TestStep[];
  readonly problem: TestProblem | null;
  /** What the provider itself said about it. */
  readonly said: ProviderWords | null;
  /** What the provider said; null if the test failed earlier. */
  readonly claims: object | null;
}

/** Ids of tests that were shown → when. A code works only once at the provider too (RFC 6749, section 4.1.2). */
const shown = new Map<string, number>();

/**
 * Runs the rest of this browser's test, once, for the page that shows the result. Null if there is no test, or if
 * it was shown before, has expired, is for another provider, or began in another session.
 */
export async function runTest(provider: IdentityProvider): Promise<TestSignInResult | null> {
  const [run, by] = await Promise.all([readTest(), holder()]);
  if (!run || isTestOver(run) || run.answer === null || run.providerId !== provider.id) return null;
  if (by !== run.holder || shown.has(run.id)) return null;
  for (const [id, at] of shown) if (Date.now() - at > 60 * 60_000) shown.delete(id);
  shown.set(run.id, Date.now());
  const result = await runSteps(provider, run.answer);
  if (result.problem) log("info", "test-sign-in-failed", { provider: provider.slug, code: result.problem });
  return result;
}

async function runSteps(provider: IdentityProvider, answer: string): Promise<TestSignInResult> {
  const steps: TestStep[] = [];
  const began = performance.now();
  try {
    await discoverAnew(provider.issuer, providerFetch());
  } catch (error) {
    steps.push({ name: "metadata", ok: false, ms: performance.now() - began });
    return { steps, problem: testProblem(error), said: providerWords(error, null), claims: null };
  }
  steps.push({ name: "metadata", ok: true, ms: performance.now() - began });
  const { account, error, token } = await exchange(provider, answer);
  const answered = token !== null || account !== null;
  steps.push({ name: "answer", ok: answered, ms: null });
  const said = account ? null : providerWords(error, answered ? null : answer);
  if (!answered) return { steps, problem: testProblem(error, answer), said, claims: null };
  const problem = account ? null : testProblem(error, null, token?.status ?? null);
  const tokenRefused = !account && !isAboutIdToken(problem);
  steps.push({ name: "code", ok: !tokenRefused, ms: token?.ms ?? null });
  if (tokenRefused) return { steps, problem, said, claims: null };
  if (!account) return { steps: [...steps, { name: "id-token", ok: false, ms: null }], problem, said, claims: null };
  const result = await verifyTestAnswer(provider, account, steps);
  const user = postedUser(answer, provider);
  return user && result.claims ? { ...result, claims: safeClaims({ user, ...result.claims }) } : result;
}

const isAboutIdToken = (problem: TestProblem | null) =>
  problem !== null &&
  ["clock", "issuer-wrong", "tenant", "audience-wrong", "nonce-wrong", "signature"].includes(problem);

/** Runs Auth.js with the answer and the cookies of the test. Its cookies are not sent to the browser. */
async function exchange(provider: IdentityProvider, answer: string) {
  const authRun: AuthRun = {};
  const got: { account: Account | null; token: { ms: number; status: number | null } | null } = {
    account: null,
    token: null,
  };
  const side: SideSignIn = {
    names: testCookieNames(),
    // Apart from the metadata, Auth.js requests only the token endpoint.
    exchanged: ({ ms, status }) => void (got.token = { ms, status }),
    arrived: (account) => void (got.account = account),
  };
  const { handlers } = authFor(provider, authRun, { side });
  const names = cookieNames();
  const kept = (await requestCookies()).getAll().filter(({ name }) => !name.startsWith(names.session));
  const headers = { cookie: kept.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ") };
  const address = `${redirectUri(env().origin, provider.slug)}${answer}`;
  try {
    await handlers.GET(new NextRequest(address, { headers }));
  } catch (error) {
    authRun.error ??= error;
  }
  return { ...got, error: authRun.error ?? new FederationError("token-malformed") };
}
