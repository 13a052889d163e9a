"use server";

import { translationInput } from "@assent/consent/purpose/purpose-input";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { guardedAction } from "@/platform/action";
import { purposeFlash } from "../flash-messages";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { formText } from "@/ui/form/form-text";
import { saveTranslation } from "./mutations";

const translationSaved = guardedAction({
  role: "administrator",
  input: z.object({
    ...{ purposeId: z.uuid(), versionId: z.uuid(), language: z.string() },
    words: z.nullable(translationInput),
  }),
  run: ({ user }, input) => saveTranslation(user, input),
});

/** Saves or removes the words of a purpose in another language. If that fails, what was typed comes back. */
export async function editTranslationAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = Object.fromEntries([...data.keys()].filter(isField).map((name) => [name, formText(data, name)]));
  const [purposeId, versionId] = [formText(data, "purpose"), formText(data, "version")];
  const words = formText(data, "do") === "remove" ? null : wordsOf(typed);
  const result = await translationSaved({ purposeId, versionId, language: formText(data, "language"), words });
  if (!result.ok) return formAnswer(state, typed, null, formRefusal(result, fieldOf));
  await purposeFlash.set(words ? "purpose-translated" : "purpose-translation-removed", purposeId);
  redirect(`/admin/purposes/${purposeId}`);
}

const isField = (name: string) =>
  ["name", "description", "details", "legalNote", "logic", "consequences"].includes(name) || name.startsWith("reason.");

/** Of a path in the action's input. */
const fieldOf = (path: string) => below("words")(path)?.replace(/^reasons\./, "reason.") ?? null;

function wordsOf(typed: Readonly<Record<string, string>>) {
  const { name = "", description = "", details = "", legalNote = "", logic = "", consequences = "", ...rest } = typed;
  const reasons = Object.entries(rest).map(([field, reason]) => [field.slice("reason.".length), reason]);
  const words = { name, description, details, legalNote, logic, consequences };
  return { ...words, reasons: Object.fromEntries(reasons) as Record<string, string> };
}
