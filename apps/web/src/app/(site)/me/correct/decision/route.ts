import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { correctSelfEntered } from "@/features/my-data/mutations";

const corrected = guardedAction({
  role: "person",
  input: z.object({
    attribute: z.string().check(z.maxLength(100)),
    typed: z.string().check(z.maxLength(8000)),
  }),
  run: ({ user }, entry) => correctSelfEntered(user, entry),
});

/** Replaces what the person entered themselves. */
export const POST = formRoute(corrected, "/me");
