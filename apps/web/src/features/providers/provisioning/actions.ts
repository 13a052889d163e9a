"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { guardedAction } from "@/platform/action";
import { saveProvisioning } from "./mutations";
import { provisioningInput } from "./schema";
import { providerFlash } from "../flash-messages";
import { formAnswer, formRefusal } from "@/ui/form/posted-form";
import { editedProvider, saveProblem } from "../form-fields";
import { provisioningField, provisioningOf, shownProvisioning, typedProvisioning } from "./form-fields";
import { formText } from "@/ui/form/form-text";

const provisioningSaved = guardedAction({
  role: "administrator",
  input: z.object({ edited: z.object({ providerId: z.uuid(), base: z.int() }), provisioning: provisioningInput }),
  // Accounts without asking.
  fresh: ({ provisioning }) => provisioning.jitMode === "notice",
  run: ({ user }, { edited, provisioning }) => saveProvisioning(user, edited, provisioning),
});

/** Adds an empty row for a condition to the form. It needs no stored data. */
const rowAdded = guardedAction({
  role: "administrator",
  input: z.object({ rows: z.int().check(z.nonnegative(), z.maximum(19)) }),
  run: async (_context, { rows }) => rows,
});

export async function editProvisioningAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = typedProvisioning(data);
  const posted = editedProvider(data);
  const say = (news: Partial<FormState>, shown = typed) => formAnswer(state, shown, posted?.base ?? null, news);
  if (formText(data, "do") === "more") {
    const rows = Object.keys(typed).filter((name) => name.startsWith("claim.")).length;
    const added = await rowAdded({ rows });
    return added.ok ? say({}, { ...typed, [`claim.${rows}`]: "" }) : say(formRefusal(added, provisioningField));
  }
  const result = await provisioningSaved({ edited: posted, provisioning: provisioningOf(typed) });
  if (!result.ok) return say(formRefusal(result, provisioningField));
  const news = saveProblem(result.value, shownProvisioning);
  if (news) return say(news);
  await providerFlash.set("provider-changed", posted?.providerId ?? null);
  redirect(`/admin/identity-providers/${posted?.providerId}/provisioning?saved=${(posted?.base ?? 0) + 1}`);
}
