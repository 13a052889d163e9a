import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { confirmConnection, cancelConnection } from "@/features/my-data/identities/mutations";

const decided = guardedAction({
  role: "person",
  input: z.object({ provider: z.string().check(z.maxLength(100)), intent: z.enum(["connect", "leave"]) }),
  run: ({ user }, { provider, intent }) =>
    intent === "connect" ? confirmConnection(user, provider) : cancelConnection(),
});

/** Connects the identity that the person just signed in with, or does not. */
export const POST = formRoute(decided, "/me");
