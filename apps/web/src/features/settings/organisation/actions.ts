"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { guardedAction } from "@/platform/action";
import { openedSetupLink } from "@/platform/session/setup-link";
import { settingsFlash } from "../flash-messages";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { formText } from "@/ui/form/form-text";
import { organisationFields, organisationInput } from "./schema";
import { saveOrganisation } from "./mutations";

const organisationSaved = guardedAction({
  role: "setup-or-administrator",
  input: z.object({ base: z.int().check(z.nonnegative()), typed: organisationInput }),
  run: ({ by }, input) => saveOrganisation(by, input),
});

/** Saves the organisation. If there is a problem, the form comes back with what was typed. */
export async function editOrganisationAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = Object.fromEntries(organisationFields.map((field) => [field, formText(data, field)]));
  const base = Number(formText(data, "base"));
  const result = await organisationSaved({ base, typed });
  if (!result.ok) return formAnswer(state, typed, base, formRefusal(result, below("typed")));
  if (result.value) return formAnswer(state, typed, result.value.base, { conflict: result.value.values });
  if (await openedSetupLink()) redirect("/setup/provider");
  await settingsFlash.set("organisation-saved");
  redirect("/admin/resident");
}
