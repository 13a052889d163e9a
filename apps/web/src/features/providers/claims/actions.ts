"use server";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ClaimsState } from "../components/ClaimsForm";
import { guardedAction } from "@/platform/action";
import { saveMapping } from "./mutations";
import { suggestedPaths, testSuggestions } from "./queries";
import { providerFlash } from "../flash-messages";
import { formAnswer, formRefusal } from "@/ui/form/posted-form";
import { editedProvider, saveProblem } from "../form-fields";
import { mappingField, mappingOf, shownMapping, typedRows } from "./rows";
import { pathField } from "../components/claim-rule-fields";
import { formText } from "@/ui/form/form-text";
import { previewSample } from "./preview";
import { mapping } from "./schema";
const edited = z.object({ providerId: z.uuid(), base: z.int() });

const mappingSaved = guardedAction({
  role: "administrator",
  input: z.object({ edited, mapping }),
  run: ({ user }, input) => saveMapping(user, input.edited, input.mapping),
});

const samplePreviewed = guardedAction({
  role: "administrator",
  input: z.object({ mapping, sample: z.string() }),
  run: (_context, input) => previewSample(input.mapping, input.sample),
});

const pathsSuggested = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid() }),
  run: (_context, { providerId }) => suggestedPaths(providerId),
});

const testSuggested = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid() }),
  run: (_context, { providerId }) => testSuggestions(providerId),
});

/** The buttons of a mapping: some fill in rows or try them on sample claims and store nothing; Save saves. */
export async function editClaimsAction(state: ClaimsState, data: FormData): Promise<ClaimsState> {
  const typed = typedRows(data);
  const posted = editedProvider(data);
  const sample = formText(data, "sample");
  const say = (news: Partial<ClaimsState>, rows = typed) =>
    formAnswer(state, { ...rows, sample }, posted?.base ?? null, {
      preview: null,
      suggested: null,
      taken: null,
      ...news,
    });
  const pressed = formText(data, "do");
  if (pressed.startsWith("take.")) {
    const result = await testSuggested({ providerId: posted?.providerId });
    if (!result.ok) return say(formRefusal(result, mappingField));
    const found = result.value?.suggestions.find(({ attribute }) => attribute === pressed.slice("take.".length));
    // Someone tested or mapped again in the meantime; the answer has the current suggestions.
    if (!found?.attribute) return say({});
    return say({ taken: { attribute: found.attribute } }, { ...typed, [pathField(found.attribute)]: found.path });
  }
  switch (pressed) {
    case "suggest": {
      const result = await pathsSuggested({ providerId: posted?.providerId });
      if (!result.ok) return say(formRefusal(result, mappingField));
      const found = Object.entries(result.value).map(([attribute, path]) => [pathField(attribute), path] as const);
      const empty = found.filter(([field]) => (typed[field] ?? "").trim() === "");
      return say({ suggested: empty.length }, { ...typed, ...Object.fromEntries(empty) });
    }
    case "preview": {
      const result = await samplePreviewed({ mapping: mappingOf(typed), sample });
      if (!result.ok) return say(formRefusal(result, mappingField));
      return say(result.value.ok ? { preview: result.value.preview } : { problems: result.value.fields });
    }
  }
  const result = await mappingSaved({ edited: posted, mapping: mappingOf(typed) });
  if (!result.ok) return say(formRefusal(result, mappingField));
  const news = saveProblem(result.value, ({ mappings }) => shownMapping(mappings));
  if (news) return say(news);
  await providerFlash.set("provider-changed", posted?.providerId ?? null);
  redirect(`/admin/identity-providers/${posted?.providerId}/claims?saved=${(posted?.base ?? 0) + 1}`);
}
