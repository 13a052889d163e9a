"use server";

import { writeClaimPath } from "@assent/consent/claim-path";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ClaimsState } from "@/components/admin/provider/ClaimsForm";
import { guardedAction } from "@/server/action";
import { previewSample, saveMapping } from "@/server/mapping-changes";
import { suggestedPaths } from "@/server/provider-claims";
import { leaveNote } from "../../../note";
import { answer, editedOf, refusal, textOf, unsaved } from "../../form-fields";

const paths = z.record(z.string(), z.string().check(z.maxLength(1024, "too-long")));
const edited = z.object({ providerId: z.uuid(), base: z.int() });

const mappingSaved = guardedAction({
  role: "administrator",
  input: z.object({ edited, paths }),
  run: ({ user }, input) => saveMapping(user, input.edited, input.paths),
});

const samplePreviewed = guardedAction({
  role: "administrator",
  input: z.object({ paths, sample: z.string() }),
  run: (_context, input) => previewSample(input.paths, input.sample),
});

const pathsSuggested = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid() }),
  run: (_context, { providerId }) => suggestedPaths(providerId),
});

/** The buttons of a mapping: rows are filled in, or tried on sample claims, and nothing is stored; Save saves. */
export async function editClaims(state: ClaimsState, data: FormData): Promise<ClaimsState> {
  const typed = typedPaths(data);
  const posted = editedOf(data);
  const sample = textOf(data, "sample");
  const say = (news: Partial<ClaimsState>, rows = typed) =>
    answer(state, { ...rows, sample }, posted?.base ?? null, { preview: null, suggested: null, ...news });
  switch (textOf(data, "do")) {
    case "suggest": {
      const result = await pathsSuggested({ providerId: posted?.providerId });
      if (!result.ok) return say(refusal(result, "paths"));
      const empty = Object.entries(result.value).filter(([key]) => (typed[key] ?? "").trim() === "");
      return say({ suggested: empty.length }, { ...typed, ...Object.fromEntries(empty) });
    }
    case "preview": {
      const result = await samplePreviewed({ paths: typed, sample });
      if (!result.ok) return say(refusal(result, "paths"));
      return say(result.value.ok ? { preview: result.value.preview } : { problems: result.value.fields });
    }
  }
  const result = await mappingSaved({ edited: posted, paths: typed });
  if (!result.ok) return say(refusal(result, "paths"));
  const news = unsaved(result.value, ({ mappings }) =>
    Object.fromEntries(mappings.map(({ attribute, path }) => [attribute, writeClaimPath(path)])),
  );
  if (news) return say(news);
  await leaveNote("provider-changed", { providerId: posted?.providerId ?? null });
  redirect(`/admin/identity-providers/${posted?.providerId}/claims?saved=${(posted?.base ?? 0) + 1}`);
}

/** The rows of the form, by key of their attribute. */
function typedPaths(data: FormData): Record<string, string> {
  const rows = [...data.keys()].filter((name) => name.startsWith("path."));
  return Object.fromEntries(rows.map((name) => [name.slice("path.".length), textOf(data, name)]));
}
