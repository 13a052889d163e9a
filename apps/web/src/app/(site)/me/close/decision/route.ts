import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { closeMyAccount } from "@/features/my-data/mutations";

const closed = guardedAction({
  role: "person",
  input: z.object({ sure: z.literal("close") }),
  fresh: true,
  run: ({ user }) => closeMyAccount(user),
});

/** Closes the account, after a page that explains it. */
export const POST = formRoute(closed, "/me/close");
