import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { endSession } from "@assent/database/users/sessions";
import { type NextRequest, NextResponse } from "next/server";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { returnPath } from "@/platform/links/return-path";
import { maxSessionSeconds } from "@/platform/installation";
import { sessionTokenHash } from "@/platform/session/session-token";
import { seeOther } from "@/platform/links/see-other";
import { isTooMany } from "./attempt-limit";
import { rememberAnswered, returnOfAnswered } from "./answered";
import { authFor, type AuthRun, withoutSession } from "./auth";
import { receiveConnectAnswer } from "../connect/connect";
import { cookieNames } from "@/platform/session/cookies";
import { currentSession } from "@/platform/session/current-session";
import { flowOfAnswer, withFlowEnded } from "./flows";
import { postedUser, takePostedAnswer, withoutPostedAnswer } from "./posted-answer";
import { interruptedPage, problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { receiveTestAnswer } from "../try-out/test-sign-in";

/**
 * Handles a provider's answer. Auth.js does the protocol steps and the gate decides. Every failure leads to the sign-in
 * page, and nothing is stored then. An answer that was posted is in a cookie and not in the address.
 */
export async function answerFromProvider(request: NextRequest, slug: string): Promise<Response> {
  const posted = await takePostedAnswer(request);
  const response = await answered(posted ?? request, slug);
  return posted === null ? response : withoutPostedAnswer(response, request);
}

async function answered(request: NextRequest, slug: string): Promise<Response> {
  const provider = await administered.findBySlug(slug);
  const flow = await flowOfAnswer(request);
  const wanted = flow && request.cookies.get(flow.callbackUrl)?.value.replace(env().origin, "");
  const returnTo = returnPath(wanted, env().origin);
  if (!provider) return NextResponse.redirect(unknownProviderPage(returnTo));
  if (await isTooMany("answer", slug)) return NextResponse.redirect(tooManyPage(returnTo));
  const test = await receiveTestAnswer(request, provider.id);
  if (test) return test;
  const connecting = await receiveConnectAnswer(request, provider);
  if (connecting) return connecting;
  // It was answered in another tab, took too long, or was begun elsewhere. A signed-in person continues.
  if (!flow) {
    const to = returnOfAnswered(request);
    return seeOther((await currentSession()) ? to : interruptedPage(slug, to));
  }
  return rememberAnswered(
    withFlowEnded(await answerIn(request, provider, { flow, returnTo }), flow),
    request,
    returnTo,
  );
}

async function answerIn(
  request: NextRequest,
  provider: IdentityProvider,
  { flow, returnTo }: { readonly flow: ReturnType<typeof cookieNames>; readonly returnTo: string },
): Promise<Response> {
  const run: AuthRun = {};
  const failed = async (error: unknown) =>
    NextResponse.redirect(
      await problemPage(error, { provider, to: returnTo }, request.nextUrl.searchParams.get("error")),
    );
  try {
    const sessionSeconds = await maxSessionSeconds();
    // Without the earlier session, so that a sign-in always makes a new one.
    const auth = authFor(provider, run, {
      flow,
      returnTo,
      posted: postedUser(request.nextUrl.search, provider),
      sessionSeconds,
    });
    const response = await auth.handlers.GET(withoutSession(request));
    if (run.error) return await failed(run.error);
    if (run.answer?.kind !== "allow") return response;
    await endSessionOf(request);
    return straightHome(response, run.answer.home ?? "/");
  } catch (error) {
    return failed(run.error ?? error);
  }
}

/** Auth.js leads to the start page, which would only redirect: one request less for all who sign in. */
function straightHome(response: Response, home: string): Response {
  const start = new URL("/", env().origin).href;
  if (response.headers.get("location") === start) response.headers.set("location", new URL(home, start).href);
  return response;
}

/** Ends the earlier session of this browser, because a new one replaces it. */
async function endSessionOf(request: NextRequest): Promise<void> {
  const token = request.cookies.get(cookieNames().session)?.value;
  if (token) await endSession(database().orm, sessionTokenHash(token));
}
