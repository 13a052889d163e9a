import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { formRoute } from "@/server/form-route";
import { connectFound, leaveUnconnected } from "@/server/my-identities";

const decided = guardedAction({
  role: "person",
  input: z.object({ provider: z.string().check(z.maxLength(100)), intent: z.enum(["connect", "leave"]) }),
  run: ({ user }, { provider, intent }) => (intent === "connect" ? connectFound(user, provider) : leaveUnconnected()),
});

/** Connects the provider at which the person has just signed in, or does not. */
export const POST = formRoute(decided, "/me");
