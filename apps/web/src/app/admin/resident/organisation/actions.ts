"use server";

import { redirect } from "next/navigation";
import type { SectionsState } from "@/components/admin/SectionsForm";
import { guardedAction } from "@/server/action";
import { organisationFields, organisationInput, saveOrganisation } from "@/server/controller";
import { heldSetupLink } from "@/server/setup";
import { leaveNote } from "../../note";
import { textOf } from "../../posted-text";

const organisationSaved = guardedAction({
  role: "operator",
  input: organisationInput,
  run: ({ by }, input) => saveOrganisation(by, input),
});

/** Saves who is responsible. What was typed comes back when something is wrong with it. */
export async function editOrganisation(state: SectionsState, data: FormData): Promise<SectionsState> {
  const typed = Object.fromEntries(organisationFields.map((field) => [field, textOf(data, field)]));
  const result = await organisationSaved(typed);
  if (!result.ok) {
    const { code, fields = {}, reference = "" } = result;
    return {
      attempt: state.attempt + 1,
      typed,
      problems: fields,
      failure: code === "invalid-input" ? null : { code, reference },
    };
  }
  if (await heldSetupLink()) redirect("/setup/provider");
  await leaveNote("organisation-saved");
  redirect("/admin/resident");
}
