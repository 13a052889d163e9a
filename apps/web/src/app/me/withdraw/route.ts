import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { formRoute } from "@/server/form-route";
import { withdrawItem } from "@/server/my-consents";

const withdrawn = guardedAction({
  role: "person",
  input: z.object({ purpose: z.uuid(), attribute: z.string().check(z.maxLength(100)) }),
  run: ({ user }, item) => withdrawItem(user, item),
});

/** Withdraws one optional detail: one press, no question. */
export const POST = formRoute(withdrawn, "/me");
