import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { endAccess } from "@/sign-in/rights/access";

const ended = guardedAction({
  role: "anyone",
  input: z.object({}),
  run: async () => {
    await endAccess();
    return "/rights";
  },
});

/** This browser shows nothing any more of the person who could not sign in. */
export const POST = formRoute(ended, "/rights");
