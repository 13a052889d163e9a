"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ImportState } from "../components/ImportForm";
import { guardedAction } from "@/platform/action";
import { formAnswer } from "@/ui/form/posted-form";
import { purposeFlash } from "../flash-messages";
import { importPurposes } from "./mutations";

/** Characters of a file. An action accepts 128 KB, and the answer contains the text again. */
const longest = 60_000;

const purposesImported = guardedAction({
  role: "administrator",
  input: z.object({ content: z.string().check(z.minLength(1, "empty"), z.maxLength(longest, "too-long")) }),
  run: ({ user }, { content }) => importPurposes(user, content),
});

/** Makes drafts of the purposes in a file, or reports its problems by line and returns the text. */
export async function importFileAction(state: ImportState, data: FormData): Promise<ImportState> {
  const chosen = data.get("file");
  const typed = data.get("content");
  const fromFile = chosen instanceof File && chosen.size > 0;
  const content = fromFile ? await chosen.text() : typeof typed === "string" ? typed : "";
  const result = await purposesImported({ content });
  const say = (news: Partial<ImportState>) =>
    formAnswer(state, { content: content.slice(0, longest) }, null, { mistakes: [], ...news });
  if (!result.ok) {
    const code = result.code === "invalid-input" ? (result.fields?.["content"] ?? "empty") : result.code;
    return say({ failure: { code, reference: result.reference ?? "" } });
  }
  if (!result.value.ok) return say({ mistakes: result.value.problems });
  await purposeFlash.set("purposes-imported");
  redirect("/admin/purposes");
}
