import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { objectToPurpose } from "@/features/my-data/mutations";

const objected = guardedAction({
  role: "person",
  input: z.object({ purpose: z.uuid() }),
  run: ({ user }, { purpose }) => objectToPurpose(user, purpose),
});

/** Objects to what is kept for one purpose. */
export const POST = formRoute(objected, "/me");
