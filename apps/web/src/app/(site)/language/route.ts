import * as z from "zod/mini";
import { env } from "@/platform/env";
import { isLanguage } from "@/platform/i18n/languages";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { chooseLanguage } from "@/platform/i18n/choose-language";
import { returnPath } from "@/platform/links/return-path";

const chosen = guardedAction({
  role: "anyone",
  input: z.object({ to: z.string().check(z.refine(isLanguage)), back: z.string().check(z.maxLength(2000)) }),
  run: async ({ user }, { to, back }) => {
    await chooseLanguage(user, to);
    return returnPath(back, env().origin);
  },
});

/** Stores the chosen language and returns to the page. */
export const POST = formRoute(chosen, "/sign-in");
