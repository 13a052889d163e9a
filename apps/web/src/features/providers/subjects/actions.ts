"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formText } from "@/ui/form/form-text";
import type { FormState } from "@/ui/form/form-state";
import { formAnswer, formRefusal } from "@/ui/form/posted-form";
import { providerFlash } from "../flash-messages";
import { movePeople } from "./mutations";

const moved = guardedAction({
  role: "administrator",
  input: z.object({
    fromProvider: z.uuid(),
    toProvider: z.uuid(),
    list: z.string().check(z.maxLength(50_000, "list-too-long")),
  }),
  fresh: true,
  run: ({ user }, input) => movePeople(user, input),
});

/** Moves the people of the list to their new identifiers, all or none. */
export async function moveSubjectsAction(state: FormState, data: FormData): Promise<FormState> {
  const [fromProvider, toProvider, list] = [
    formText(data, "provider"),
    formText(data, "target"),
    formText(data, "list"),
  ];
  const say = (news: Partial<FormState>) => formAnswer(state, { target: toProvider, list }, null, news);
  const result = await moved({ fromProvider, toProvider, list });
  if (!result.ok) return say(formRefusal(result, (path) => (path === "list" ? "list" : null)));
  if (result.value.problem) return say({ problems: { list: result.value.problem } });
  await providerFlash.set("provider-subjects-moved", fromProvider);
  redirect(`/admin/identity-providers/${fromProvider}`);
}
