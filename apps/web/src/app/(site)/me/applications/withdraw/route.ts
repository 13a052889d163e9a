import * as z from "zod/mini";
import { withdrawForApplication } from "@/features/my-data/applications/mutations";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";

const withdrawn = guardedAction({
  role: "person",
  input: z.object({ application: z.uuid() }),
  run: ({ user }, { application }) => withdrawForApplication(user, application),
});

/** Withdraws everything that an application gets and the account does not need, with one press. */
export const POST = formRoute(withdrawn, "/me");
