"use server";

import { translationInput } from "@assent/consent/purpose/purpose-input";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { guardedAction } from "@/platform/action";
import { purposeFlash } from "../flash-messages";
import { formAnswer } from "@/ui/form/posted-form";
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
  if (!result.ok) {
    const { code, fields = {}, reference = "" } = result;
    const problems = Object.entries(fields).map(([path, problem]) => [fieldOf(path), problem] as const);
    const stray = code === "invalid-input" && !problems.some(([field]) => field in typed);
    return formAnswer(state, typed, null, {
      problems: Object.fromEntries(problems),
      failure: code !== "invalid-input" ? { code, reference } : stray ? { code: "not-found", reference } : null,
    });
  }
  await purposeFlash.set(words ? "purpose-translated" : "purpose-translation-removed", purposeId);
  redirect(`/admin/purposes/${purposeId}`);
}

const isField = (name: string) =>
  ["name", "description", "details", "legalNote"].includes(name) || name.startsWith("reason.");

const fieldOf = (path: string) => path.replace(/^words\./, "").replace(/^reasons\./, "reason.");

function wordsOf(typed: Readonly<Record<string, string>>) {
  const { name = "", description = "", details = "", legalNote = "", ...rest } = typed;
  const reasons = Object.entries(rest).map(([field, reason]) => [field.slice("reason.".length), reason]);
  return { name, description, details, legalNote, reasons: Object.fromEntries(reasons) as Record<string, string> };
}
