"use server";

import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { sayAge } from "./age/say-age";
import type { FinderState } from "./components/ProviderFinder";
import { answering, pageAfter, readAnswer } from "./decide/posted-answer";
import { guardedAction } from "@/platform/action";
import { env } from "@/platform/env";
import { returnPath } from "@/platform/links/return-path";
import { formText } from "@/ui/form/form-text";
import { addressInput, providerForEmail } from "./providers";

const decided = guardedAction({ role: "anyone", ...answering });

/**
 * The person's decision. It always redirects (303 without JavaScript), so that Back and reload write nothing, and every
 * page that follows is a new document, so that nothing of the consent page stays in it: see platform/front/decision-request.ts.
 *
 * The name of an action depends on its file and its name, and open pages of earlier builds post to it: this one must
 * keep both (e2e/journeys/posts-refuse.spec.ts).
 */
export async function decideAction(data: FormData): Promise<void> {
  const posted = readAnswer(data, formText(data, "returnTo"));
  redirect(pageAfter(await decided(posted), posted.returnTo));
}

const findProvider = guardedAction({
  role: "anyone",
  input: addressInput,
  run: (_context, { email }) => providerForEmail(email),
});

/** Changes nothing. The answer contains what was typed, so that it is not in an address. */
export async function findProviderAction({ attempt }: FinderState, data: FormData): Promise<FinderState> {
  const email = data.get("email");
  const result = await findProvider({ email });
  const t = await getTranslations("sign-in");
  const next = { attempt: attempt + 1, typed: typeof email === "string" ? email : "", found: null };
  if (result.ok) {
    if (!result.value) return { ...next, problem: "no-door" };
    const { slug, name } = result.value;
    return { ...next, found: { slug, label: t("continue", { provider: name }) }, problem: null };
  }
  const problem = result.fields?.["email"] === "email-missing" ? "email-missing" : "not-an-email";
  return { ...next, problem: result.code === "invalid-input" ? problem : "failed" };
}

const said = guardedAction({
  role: "anyone",
  input: z.object({
    answer: z.enum(["yes", "no"]),
    request: z.string().check(z.maxLength(64)),
    returnTo: z.string().check(z.maxLength(2000)),
  }),
  run: (_context, { answer, request, returnTo }) => sayAge({ isOldEnough: answer === "yes", request }, returnTo),
});

/** The answer to the question how old a new person is. */
export async function sayAgeAction(data: FormData): Promise<void> {
  const [answer, request] = [formText(data, "answer"), formText(data, "request")];
  const returnTo = returnPath(formText(data, "to"), env().origin);
  const result = await said({ answer, request, returnTo });
  redirect(result.ok ? result.value : "/refused");
}
