"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ImportState } from "../components/ImportForm";
import { guardedAction } from "@/platform/action";
import { purposeFlash } from "../flash-messages";
import { importPurposes } from "./mutations";

/** Characters of a file; the wrapper of actions takes 128 KB in all, and the answer has the text once more. */
const longest = 60_000;

const purposesImported = guardedAction({
  role: "administrator",
  input: z.object({ content: z.string().check(z.minLength(1, "empty"), z.maxLength(longest, "too-long")) }),
  run: ({ user }, { content }) => importPurposes(user, content),
});

/** Makes drafts of what a file holds, or says line by line what is wrong with it. What was sent comes back. */
export async function importFileAction(state: ImportState, data: FormData): Promise<ImportState> {
  const chosen = data.get("file");
  const typed = data.get("content");
  const fromFile = chosen instanceof File && chosen.size > 0;
  const content = fromFile ? await chosen.text() : typeof typed === "string" ? typed : "";
  const result = await purposesImported({ content });
  const say = (news: Partial<ImportState>): ImportState => ({
    ...{ attempt: state.attempt + 1, content: content.slice(0, longest), problems: [], failure: null },
    ...news,
  });
  if (!result.ok) {
    const code = result.code === "invalid-input" ? (result.fields?.["content"] ?? "empty") : result.code;
    return say({ failure: { code, reference: result.reference ?? "" } });
  }
  if (!result.value.ok) return say({ problems: result.value.problems });
  await purposeFlash.set("purposes-imported");
  redirect("/admin/purposes");
}
