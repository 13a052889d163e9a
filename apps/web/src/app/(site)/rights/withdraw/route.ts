import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";
import { withdrawMyConsent } from "@/features/my-data/mutations";
import { requireAccess } from "@/sign-in/rights/access";

const withdrawn = guardedAction({
  role: "anyone",
  input: z.object({ purpose: z.uuid(), attribute: z.string().check(z.maxLength(100)) }),
  run: async (_context, item) => withdrawMyConsent(await requireAccess(), item, "/rights"),
});

/** Withdraws one optional attribute of a person who cannot sign in. */
export const POST = formRoute(withdrawn, "/rights");
