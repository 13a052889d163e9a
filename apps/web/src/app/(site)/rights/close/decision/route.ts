import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { closeWithoutSession } from "@/features/my-data/mutations";
import { requireAccess } from "@/sign-in/rights/access";

const closed = guardedAction({
  role: "anyone",
  input: z.object({ sure: z.literal("close") }),
  run: async () => closeWithoutSession(await requireAccess()),
});

/** Closes the account of a person who cannot sign in, after a page that explains it. */
export const POST = formRoute(closed, "/rights/close");
