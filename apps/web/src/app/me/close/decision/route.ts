import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { formRoute } from "@/server/form-route";
import { closeOwnAccount } from "@/server/my-consents";

const closed = guardedAction({
  role: "person",
  input: z.object({ sure: z.literal("close") }),
  run: ({ user }) => closeOwnAccount(user),
});

/** Closes the account, after a page that says what that means. */
export const POST = formRoute(closed, "/me/close");
