"use server";

import { purposeInput } from "@assent/consent/purpose/purpose-input";
import { redirect, RedirectType } from "next/navigation";
import * as z from "zod/mini";
import { fieldsOfDraft, withoutHiddenReasons } from "./editor/draft";
import { isFinish, readSubmitted, type RowStep } from "./editor/form-fields";
import { changeRows, isUnaddedChoice } from "./editor/rows";
import { guardedAction } from "@/platform/action";
import {
  attributeKeys,
  movePurposeInList,
  removals,
  removePurpose,
  restoreArchivedPurpose,
  savePurpose,
  discardPurposeDraft,
  publishDraft,
} from "./mutations";
import { legalBases } from "@assent/consent/purpose/purpose";
import { purposeFlash } from "./flash-messages";
import { editorAnswer, editorField, editorRowsAnswer } from "./editor/answers";
import type { FormState } from "@/ui/form/form-state";
import { formRefusal } from "@/ui/form/posted-form";
import { isId } from "@/platform/request-input";

const row = z.object({
  key: z.string(),
  mandatory: z.boolean(),
  basis: z.optional(z.enum(legalBases)),
  reason: z.string(),
});

const rowsChanged = guardedAction({
  role: "administrator",
  // The step was read by `readSubmitted` above so it cannot be another one.
  input: z.object({ rows: z.array(row), step: z.custom<RowStep>(), chosen: z.string() }),
  run: async (_context, { rows, step, chosen }) => changeRows(rows, step, chosen, await attributeKeys()),
});

const purposeSaved = guardedAction({
  role: "administrator",
  input: z.object({
    purposeId: z.nullable(z.uuid()),
    base: z.nullable(z.uuid()),
    forgotten: z.literal(false, "not-added"),
    purpose: purposeInput,
  }),
  run: ({ user }, input) => savePurpose(user, input),
});

/**
 * Every button of the editor: buttons of the rows change them and show the form again; Finish saves. What was typed
 * always comes back.
 */
export async function editPurposeAction(state: FormState, data: FormData): Promise<FormState> {
  const posted = readSubmitted(data);
  const { purposeId, base, draft, chosen, step } = posted;
  if (!isFinish(step)) {
    const changed = await rowsChanged({ rows: draft.attributes, step, chosen });
    return changed.ok
      ? editorRowsAnswer(state, posted, changed.value)
      : editorAnswer(state, posted, formRefusal(changed, editorField));
  }
  const forgotten = isUnaddedChoice(draft.attributes, chosen);
  const result = await purposeSaved({ purposeId, base, forgotten, purpose: withoutHiddenReasons(draft) });
  if (!result.ok) return editorAnswer(state, posted, formRefusal(result, editorField));
  const saved = result.value;
  if (saved.kind === "refused") return editorAnswer(state, posted, { problems: saved.fields });
  if (saved.kind === "gone") return editorAnswer(state, posted, { failure: { code: "gone", reference: "" } });
  if (saved.kind === "conflict") {
    return editorAnswer(state, posted, { conflict: fieldsOfDraft(saved.stored), base: saved.base });
  }
  if (saved.change === "drafted") {
    redirect(`/admin/purposes/${saved.purposeId}/review${step.do === "finish-another" ? "?another=1" : ""}`);
  }
  await purposeFlash.set(`purpose-${saved.change}`, saved.purposeId);
  redirect(step.do === "finish-another" ? `/admin/purposes/new?after=${saved.purposeId}` : "/admin/purposes");
}

const purposePublished = guardedAction({
  role: "administrator",
  input: z.object({
    purposeId: z.uuid(),
    versionId: z.uuid(),
    asks: z.enum(["nobody", "new", "all"]),
    from: z.union([z.literal(""), z.iso.date()]),
    // Empty where nothing that people agreed to is taken off.
    dropped: z.enum(["", "stay", "end"]),
  }),
  fresh: true,
  run: ({ user }, { purposeId, versionId, asks, from, dropped }) =>
    publishDraft(user, {
      ...{ purposeId, versionId, asksAll: asks === "all", askFrom: from || null },
      endsDropped: dropped === "" ? null : dropped === "end",
    }),
});

/** Publishes a reviewed draft. If it cannot be published, the page keeps what was chosen for the same text. */
export async function publishPurposeAction(data: FormData): Promise<void> {
  const [purposeId, versionId] = [text(data, "purpose"), text(data, "version")];
  const [asks, from, dropped] = [text(data, "asks"), text(data, "from"), text(data, "dropped")];
  const result = await purposePublished({ purposeId, versionId, asks, from, dropped });
  const another = data.has("another");
  if (result.ok) {
    const what = asks === "nobody" ? "-wording" : from ? "-from" : "";
    await purposeFlash.set(`purpose-published${what}`, purposeId);
    redirect(another ? `/admin/purposes/new?after=${purposeId}` : "/admin/purposes");
  }
  const code = result.code === "invalid-input" ? "malformed" : result.code;
  await purposeFlash.setFailure({ ...result, code }, purposeId);
  if (!isId(purposeId) || code === "not-found") redirect("/admin/purposes");
  const chosen = new URLSearchParams(another ? { another: "1" } : {});
  // The draft is another one now, so the choices are not kept.
  for (const [name, value] of code === "draft-conflict" ? [] : Object.entries({ problem: code, asks, from, dropped })) {
    if (/^[\w-]{1,20}$/.test(value)) chosen.set(name, value);
  }
  redirect(`/admin/purposes/${purposeId}/review?${chosen.toString()}`);
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

const draftDiscarded = guardedAction({
  role: "administrator",
  input: z.object({ purposeId: z.uuid(), versionId: z.uuid() }),
  run: ({ user }, { purposeId, versionId }) => discardPurposeDraft(user, purposeId, versionId),
});

/** Discards a change that was never published. */
export async function discardChangeAction(data: FormData): Promise<void> {
  const [purposeId, versionId] = [data.get("purpose"), data.get("version")];
  const result = await draftDiscarded({ purposeId, versionId });
  if (result.ok) await purposeFlash.set("purpose-discarded", purposeId);
  else await purposeFlash.setFailure(result, purposeId);
  redirect("/admin/purposes");
}

const purposeMoved = guardedAction({
  role: "administrator",
  input: z.object({ purposeId: z.uuid(), direction: z.enum(["up", "down"]) }),
  run: ({ user }, { purposeId, direction }) => movePurposeInList(user, purposeId, direction),
});

/** Moves a purpose one place up or down in the order that people see. */
export async function movePurposeAction(data: FormData): Promise<void> {
  const [purposeId, direction] = [data.get("purpose"), data.get("direction")];
  const result = await purposeMoved({ purposeId, direction });
  if (result.ok) await purposeFlash.set(direction === "up" ? "purpose-moved-up" : "purpose-moved-down", purposeId);
  else await purposeFlash.setFailure(result);
  redirect("/admin/purposes", RedirectType.replace);
}

const purposeRemoved = guardedAction({
  role: "administrator",
  input: z.object({ purposeId: z.uuid(), how: z.enum(removals) }),
  fresh: ({ how }) => how === "archive-and-end",
  run: ({ user }, { purposeId, how }) => removePurpose(user, purposeId, how),
});

/**
 * Deletes a purpose that was never published, or archives one. The form names which, so that a form from an old page
 * cannot do something else.
 */
export async function removePurposeAction(data: FormData): Promise<void> {
  const [purposeId, how] = [data.get("purpose"), data.get("how")];
  const result = await purposeRemoved({ purposeId, how });
  if (!result.ok) await purposeFlash.setFailure(result);
  else if (how === "delete") await purposeFlash.set("purpose-deleted");
  else await purposeFlash.set(how === "archive" ? "purpose-archived" : "purpose-ended", purposeId);
  redirect("/admin/purposes");
}

const purposeRestored = guardedAction({
  role: "administrator",
  input: z.object({ purposeId: z.uuid() }),
  fresh: true,
  run: ({ user }, { purposeId }) => restoreArchivedPurpose(user, purposeId),
});

/** Restores an archived purpose: live, and last in the order. */
export async function restorePurposeAction(data: FormData): Promise<void> {
  const purposeId = data.get("purpose");
  const result = await purposeRestored({ purposeId });
  if (result.ok) await purposeFlash.set("purpose-restored", purposeId);
  else await purposeFlash.setFailure(result);
  redirect("/admin/purposes");
}
