"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { viewFlash } from "./flash-messages";
import type { FormState } from "@/ui/form/form-state";
import { formText } from "@/ui/form/form-text";
import { viewName } from "./schema";
import { deleteMyView, saveMyView, renameMyView } from "./mutations";
import type { ActionResult } from "@/platform/result";
import { formAnswer } from "@/ui/form/posted-form";

const viewKept = guardedAction({
  role: "administrator",
  input: z.object({ name: viewName, search: z.string().check(z.maxLength(1000)) }),
  run: ({ user }, view) => saveMyView(user, view),
});

/** Saves the filter of the page under a name. */
export async function saveViewAction(state: FormState, data: FormData): Promise<FormState> {
  const [name, search] = [formText(data, "name"), formText(data, "search")];
  return answer(state, name, await viewKept({ name, search }), "view-saved", `/admin/records?${search}`);
}

const viewNamed = guardedAction({
  role: "administrator",
  input: z.object({ viewId: z.uuid(), name: viewName }),
  run: ({ user }, { viewId, name }) => renameMyView(user, viewId, name),
});

const viewForgotten = guardedAction({
  role: "administrator",
  input: z.object({ viewId: z.uuid() }),
  run: ({ user }, { viewId }) => deleteMyView(user, viewId),
});

/** Renames or deletes a view of the administrator; the button says which. */
export async function changeViewAction(state: FormState, data: FormData): Promise<FormState> {
  const [name, viewId] = [formText(data, "name"), formText(data, "view")];
  const list = "/admin/records/views";
  if (formText(data, "do") === "delete")
    return answer(state, name, await viewForgotten({ viewId }), "view-deleted", list);
  return answer(state, name, await viewNamed({ viewId, name }), "view-renamed", list);
}

async function answer(
  state: FormState,
  name: string,
  result: ActionResult<void>,
  done: "view-saved" | "view-renamed" | "view-deleted",
  path: string,
): Promise<FormState> {
  if (result.ok) {
    await viewFlash.set(done);
    redirect(path);
  }
  const { code, reference = "", fields = {} } = result;
  const [problem = ""] = Object.values(fields);
  const ofAll = code === "not-allowed" || code === "unexpected";
  return formAnswer(
    state,
    { name },
    null,
    ofAll ? { failure: { code, reference } } : { problems: { name: problem || code } },
  );
}
