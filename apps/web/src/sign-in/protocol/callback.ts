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
import { authFor, type Outcome } from "./auth";
import { takeConnectAnswer } from "../connect/connect";
import { cookieNames } from "@/platform/session/cookies";
import { problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { takeTestAnswer } from "../try-out/test-sign-in";
import { withoutSession } from "./without-session";

/**
 * The provider's answer arrives here. Auth.js takes the protocol steps, the gate decides, and whatever fails ends on
 * the sign-in page with nothing stored.
 */
export async function answerFromProvider(request: NextRequest, slug: string): Promise<Response> {
  const provider = await findBySlug(database().orm, slug);
  if (!provider) return NextResponse.redirect(unknownProviderPage());
  if (await isTooMany("answer", slug)) return NextResponse.redirect(tooManyPage());
  const test = await takeTestAnswer(request, provider.id);
  if (test) return test;
  const connecting = await takeConnectAnswer(request, provider);
  if (connecting) return connecting;
  const outcome: Outcome = {};
  const failed = async (error: unknown) => {
    const page = problemPage(error, slug, request.nextUrl.searchParams.get("error"));
    if (new URL(page).searchParams.get("problem") === "failed") await noteFailure(provider);
    return NextResponse.redirect(page);
  };
  try {
    // A sign-in always makes a session of its own.
    const response = await authFor(provider, outcome, { sessionSeconds: await longestSession() }).handlers.GET(
      withoutSession(request),
    );
    if (outcome.error) return await failed(outcome.error);
    if (outcome.answer?.go === "in") await endSessionOf(request);
    return response;
  } catch (error) {
    return failed(outcome.error ?? error);
  }
}

/** One more of this day, so that administrators see that a provider fails before people tell them. */
async function noteFailure({ id, slug }: { readonly id: string; readonly slug: string }): Promise<void> {
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
