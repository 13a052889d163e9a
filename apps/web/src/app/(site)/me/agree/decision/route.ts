import * as z from "zod/mini";
import { findLanguage } from "@/platform/i18n/languages";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { giveLateConsent } from "@/features/my-data/late-consent/mutations";

const agreed = guardedAction({
  role: "person",
  input: z.object({
    purpose: z.uuid(),
    attribute: z.string().check(z.maxLength(100)),
    shown: z.string().check(z.maxLength(64)),
    language: z.string().check(z.refine((code) => findLanguage(code) !== undefined)),
    typed: z._default(z.string().check(z.maxLength(8000)), ""),
  }),
  run: ({ user }, answer) => giveLateConsent(user, answer),
});

/** Agrees to something that was refused, withdrawn or not sent before. */
export const POST = formRoute(agreed, "/me");
