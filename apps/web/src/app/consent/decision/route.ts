import type { NextRequest } from "next/server";
import * as z from "zod/mini";
import { maxBoxes } from "@assent/consent/purpose/purpose-input";
import { isLanguage } from "@/platform/i18n/languages";
import { env } from "@/platform/env";
import { guardedAction } from "@/platform/action";
import { chooseLanguage } from "@/platform/i18n/choose-language";
import { returnPath, withReturn } from "@/platform/links/return-path";
import { seeOther } from "@/platform/links/see-other";
import { decide } from "@/sign-in/decide/decide";
import type { ConsentSubmission } from "@/sign-in/decide/decide-form";

const consentForm = z.object({
  intent: z.enum(["accept", "decline", "later", "more-time", "close", "language"]),
  shown: z.string().check(z.maxLength(64)),
  request: z.string().check(z.maxLength(64)),
  language: z.string().check(z.refine(isLanguage)),
  to: z.optional(z.string().check(z.refine(isLanguage))),
  granted: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(maxBoxes)),
  typed: z.record(z.string().check(z.maxLength(100)), z.string().check(z.maxLength(4000))),
});

const decided = guardedAction({
  role: "anyone",
  input: z.object({ form: consentForm, returnTo: z.string() }),
  run: async ({ user }, { form, returnTo }: { form: ConsentSubmission; returnTo: string }) => {
    if (form.intent === "language" && form.to) await chooseLanguage(user, form.to);
    return decide(form, returnTo);
  },
});

/** Bytes. Our form with all its boxes ticked is half as large. What people type comes in addition. */
const largestForm = 128 * 1024;

/**
 * The person's decision: POST, then a redirect (303), so that Back and reload write nothing.
 *
 * This is a plain form and a route, not a server action. An action is answered inside the page that sent it, and the
 * payload of that page, with every value that was shown, stays in the document after the decision. A form that leaves
 * the document leaves no values behind, works without JavaScript, and can still be answered after an update.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= largestForm)) return notOurs();
  const data = await request.formData().catch(() => null);
  const returnTo = returnPath(request.nextUrl.searchParams.get("to"), env().origin);
  const result = data && (await decided({ form: readForm(data), returnTo }));
  if (!result) return notOurs();
  if (!result.ok)
    return result.code === "unexpected"
      ? seeOther(withReturn(`/consent?failed=${result.reference ?? ""}`, returnTo))
      : notOurs();
  return result.value === null ? notOurs() : seeOther(result.value);
}

function readForm(data: FormData) {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const typed = [...data].flatMap(([name, value]): [string, string][] =>
    name.startsWith("typed.") && typeof value === "string" ? [[name.slice("typed.".length), value]] : [],
  );
  return {
    ...(data.has("to") ? { intent: "language", to: text("to") } : { intent: text("intent") }),
    shown: text("shown"),
    request: text("request"),
    language: text("language"),
    granted: data.getAll("grant").filter((value) => typeof value === "string"),
    typed: Object.fromEntries(typed),
  };
}

/** For a form that no page of ours can have sent. Nothing was stored, and the pending sign-in can still be answered. */
const notOurs = () => seeOther("/refused");
