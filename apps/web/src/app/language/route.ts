import * as z from "zod/mini";
import { env } from "@/env";
import { isLanguage } from "@/i18n/languages";
import { guardedAction } from "@/server/action";
import { formRoute } from "@/server/form-route";
import { chooseLanguage } from "@/server/language";
import { returnPath } from "@/sign-in/return-path";

const chosen = guardedAction({
  role: "anyone",
  input: z.object({ to: z.string().check(z.refine(isLanguage)), back: z.string().check(z.maxLength(2000)) }),
  run: async ({ user }, { to, back }) => {
    await chooseLanguage(user, to);
    return returnPath(back, env().origin);
  },
});

/** Goes on in the chosen language, on the page it was chosen on. */
export const POST = formRoute(chosen, "/sign-in");
