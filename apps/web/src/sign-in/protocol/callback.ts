import "server-only";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { countFailure } from "@assent/database/providers/provider-days";
import { endSession } from "@assent/database/users/sessions";
import { type NextRequest, NextResponse } from "next/server";
import { database } from "@/platform/database";
import { longestSession } from "@/platform/installation";
import { sessionTokenHash } from "@/platform/session/session-token";
import { describeError, log } from "@/platform/log";
import { isTooMany } from "./attempt-limit";
import { authFor, type AuthRun } from "./auth";
import { receiveConnectAnswer } from "../connect/connect";
import { cookieNames } from "@/platform/session/cookies";
import { problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { receiveTestAnswer } from "../try-out/test-sign-in";
import { withoutSession } from "./without-session";

/**
 * The provider's answer arrives here. Auth.js takes the protocol steps, the gate decides, and whatever fails ends on
 * the sign-in page with nothing stored.
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
    // A sign-in always makes a session of its own.
    const response = await authFor(provider, run, { sessionSeconds: await longestSession() }).handlers.GET(
      withoutSession(request),
    );
    if (run.error) return await failed(run.error);
    if (run.answer?.kind === "allow") await endSessionOf(request);
    return response;
  } catch (error) {
    return failed(run.error ?? error);
  }
}

/** One more of this day, so that administrators see that a provider fails before people tell them. */
async function countProviderFailure({ id, slug }: { readonly id: string; readonly slug: string }): Promise<void> {
  try {
    await countFailure(database().orm, id);
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}

/** The session that this browser had before is replaced, so it ends. */
async function endSessionOf(request: NextRequest): Promise<void> {
  const token = request.cookies.get(cookieNames().session)?.value;
  if (token) await endSession(database().orm, sessionTokenHash(token));
}
