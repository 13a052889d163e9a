import "server-only";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { countFailure } from "@assent/database/providers/provider-days";
import { endSession } from "@assent/database/users/sessions";
import { type NextRequest, NextResponse } from "next/server";
import { database } from "@/platform/database";
import { maxSessionSeconds } from "@/platform/installation";
import { sessionTokenHash } from "@/platform/session/session-token";
import { describeError, log } from "@/platform/log";
import { isTooMany } from "./attempt-limit";
import { authFor, type AuthRun, withoutSession } from "./auth";
import { receiveConnectAnswer } from "../connect/connect";
import { cookieNames } from "@/platform/session/cookies";
import { problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { receiveTestAnswer } from "../try-out/test-sign-in";

/**
 * Takes a provider's answer. Auth.js does the protocol steps and the gate decides. Every failure leads to the sign-in
 * page, and nothing is stored then.
 */
export async function answerFromProvider(request: NextRequest, slug: string): Promise<Response> {
  const provider = await findBySlug(database().orm, slug);
  if (!provider) return NextResponse.redirect(unknownProviderPage());
  if (await isTooMany("answer", slug)) return NextResponse.redirect(tooManyPage());
  const test = await receiveTestAnswer(request, provider.id);
  if (test) return test;
  const connecting = await receiveConnectAnswer(request, provider);
  if (connecting) return connecting;
  const run: AuthRun = {};
  const failed = async (error: unknown) => {
    const page = problemPage(error, slug, request.nextUrl.searchParams.get("error"));
    if (new URL(page).searchParams.get("problem") === "failed") await countProviderFailure(provider);
    return NextResponse.redirect(page);
  };
  try {
    // Without the earlier session, so that a sign-in always makes one of its own.
    const response = await authFor(provider, run, { sessionSeconds: await maxSessionSeconds() }).handlers.GET(
      withoutSession(request),
    );
    if (run.error) return await failed(run.error);
    if (run.answer?.kind === "allow") await endSessionOf(request);
    return response;
  } catch (error) {
    return failed(run.error ?? error);
  }
}

/** Counts a failure of this day, so that administrators see it before people complain. */
async function countProviderFailure({ id, slug }: { readonly id: string; readonly slug: string }): Promise<void> {
  try {
    await countFailure(database().orm, id);
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}

/** Ends the session that this browser had before: a new one takes its place. */
async function endSessionOf(request: NextRequest): Promise<void> {
  const token = request.cookies.get(cookieNames().session)?.value;
  if (token) await endSession(database().orm, sessionTokenHash(token));
}
