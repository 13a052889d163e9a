import * as z from "zod/mini";
import { restrictionGrounds, restrictMyData } from "@/features/my-data/restriction/mutations";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";

const restricted = guardedAction({
  role: "person",
  input: z.object({ ground: z.enum(restrictionGrounds) }),
  run: ({ user }, { ground }) => restrictMyData(user, ground),
});

/** Restricts the use of what is stored about the person. */
export const POST = formRoute(restricted, "/me");
