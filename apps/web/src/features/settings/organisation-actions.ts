"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { guardedAction } from "@/platform/action";
import { organisationFields, organisationInput, saveOrganisation } from "./organisation";
import { heldSetupLink } from "@/platform/session/setup-link";
import { leaveNote } from "@/platform/flash-message";
import { answer, refusal } from "@/ui/form/posted-form";
import { textOf } from "@/ui/form/posted-text";

const organisationSaved = guardedAction({
  role: "operator",
  input: z.object({ base: z.int().check(z.nonnegative()), typed: organisationInput }),
  run: ({ by }, input) => saveOrganisation(by, input),
});

/** Saves who is responsible. What was typed comes back when something is wrong with it. */
export async function editOrganisation(state: FormState, data: FormData): Promise<FormState> {
  const typed = Object.fromEntries(organisationFields.map((field) => [field, textOf(data, field)]));
  const base = Number(textOf(data, "base"));
  const result = await organisationSaved({ base, typed });
  if (!result.ok) return answer(state, typed, base, refusal(result, "typed"));
  if (result.value) return answer(state, typed, result.value.base, { conflict: result.value.values });
  if (await heldSetupLink()) redirect("/setup/provider");
  await leaveNote("organisation-saved");
  redirect("/admin/resident");
}
