import "server-only";
import { maxBoxes } from "@assent/consent/purpose/purpose-input";
import * as z from "zod/mini";
import type { SignedIn } from "@/platform/access";
import { env } from "@/platform/env";
import { chooseLanguage } from "@/platform/i18n/choose-language";
import { isLanguage } from "@/platform/i18n/languages";
import { returnPath, withReturn } from "@/platform/links/return-path";
import type { ActionResult } from "@/platform/result";
import { decide } from "./decide";
import type { ConsentSubmission } from "./decide-form";

const submission = z.object({
  intent: z.enum(["accept", "decline", "later", "more-time", "close", "language"]),
  shown: z.string().check(z.maxLength(64)),
  request: z.string().check(z.maxLength(64)),
  language: z.string().check(z.refine(isLanguage)),
  to: z.optional(z.string().check(z.refine(isLanguage))),
  granted: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(maxBoxes)),
  typed: z.record(z.string().check(z.maxLength(100)), z.string().check(z.maxLength(4000))),
});

/** A form of the consent page, and where the person wanted to go. */
interface PostedAnswer {
  readonly form: ConsentSubmission;
  /** A path of ours. */
  readonly returnTo: string;
}

/** Unchecked, as it came. */
export interface UnreadAnswer {
  readonly form: unknown;
  readonly returnTo: string;
}

/** For the guarded action and for the route of the old page: what they accept, and what they do. */
export const answering = {
  input: z.object({ form: submission, returnTo: z.string() }),
  run: async ({ user }: { readonly user: SignedIn | null }, { form, returnTo }: PostedAnswer) => {
    if (form.intent === "language" && form.to) await chooseLanguage(user, form.to);
    return decide(form, returnTo);
  },
};

/** Sorts the fields of the form. `returnTo` is where the person wanted to go, as the form or its address says it. */
export function readAnswer(data: FormData, returnTo: string | null): UnreadAnswer {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const typed = [...data].flatMap(([name, value]): [string, string][] =>
    name.startsWith("typed.") && typeof value === "string" ? [[name.slice("typed.".length), value]] : [],
  );
  const form = {
    ...(data.has("to") ? { intent: "language", to: text("to") } : { intent: text("intent") }),
    shown: text("shown"),
    request: text("request"),
    language: text("language"),
    granted: data.getAll("grant").filter((value) => typeof value === "string"),
    typed: Object.fromEntries(typed),
  };
  return { form, returnTo: returnPath(returnTo, env().origin) };
}

/** The page that comes next, as a path. */
export function pageAfter(result: ActionResult<string | null>, returnTo: string): string {
  if (result.ok) return result.value ?? notOurs;
  if (result.code !== "unexpected") return notOurs;
  return withReturn(`/consent?failed=${result.reference ?? ""}`, returnTo);
}

/** For a form that no page of ours can have sent. Nothing was stored, and the pending sign-in can still be answered. */
export const notOurs = "/refused";
