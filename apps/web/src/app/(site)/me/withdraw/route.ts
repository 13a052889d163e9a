import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { withdrawMyConsent } from "@/features/my-data/mutations";

const withdrawn = guardedAction({
  role: "person",
  input: z.object({ purpose: z.uuid(), attribute: z.string().check(z.maxLength(100)) }),
  run: ({ user }, item) => withdrawMyConsent(user, item),
});

/** Withdraws one optional attribute with one press. */
export const POST = formRoute(withdrawn, "/me");
