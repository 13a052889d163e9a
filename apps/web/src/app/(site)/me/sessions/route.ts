import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { endMySessions } from "@/features/my-data/mutations";

const ended = guardedAction({
  role: "person",
  input: z.object({ which: z.string().check(z.regex(/^(others|[0-9a-f]{16})$/)) }),
  run: ({ user }, { which }) => endMySessions(user, which),
});

/** Ends one of the person's sessions, or all others. */
export const POST = formRoute(ended, "/me");
