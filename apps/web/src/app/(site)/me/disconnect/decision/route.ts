import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { disconnect } from "@/features/my-data/identities/mutations";

const disconnected = guardedAction({
  role: "person",
  input: z.object({ provider: z.string().check(z.maxLength(100)) }),
  fresh: true,
  run: ({ user }, { provider }) => disconnect(user, provider),
});

/** Disconnects a provider, after a page that explains it. */
export const POST = formRoute(
  disconnected,
  "/me",
  ({ provider = "" }) => `/me/disconnect/${encodeURIComponent(provider)}`,
);
