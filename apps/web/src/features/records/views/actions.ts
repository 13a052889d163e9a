"use server";

import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ViewState } from "../components/ViewForm";
import { guardedAction } from "@/platform/action";
import { maxViews } from "./queries";
import { viewFlash } from "./flash-messages";
import { formText } from "@/ui/form/form-text";
import { viewName } from "./schema";
import { deleteMyView, saveMyView, renameMyView } from "./mutations";
import type { ActionResult } from "@/platform/result";

const viewKept = guardedAction({
  role: "administrator",
  input: z.object({ name: viewName, search: z.string().check(z.maxLength(1000)) }),
  run: ({ user }, view) => saveMyView(user, view),
});

/** Saves the filter of the page under a name. */
export async function saveViewAction(state: ViewState, data: FormData): Promise<ViewState> {
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
export async function changeViewAction(state: ViewState, data: FormData): Promise<ViewState> {
  const [name, viewId] = [formText(data, "name"), formText(data, "view")];
  const list = "/admin/records/views";
  if (formText(data, "do") === "delete")
    return answer(state, name, await viewForgotten({ viewId }), "view-deleted", list);
  return answer(state, name, await viewNamed({ viewId, name }), "view-renamed", list);
}

async function answer(
  { attempt }: ViewState,
  typed: string,
  result: ActionResult<void>,
  done: "view-saved" | "view-renamed" | "view-deleted",
  path: string,
): Promise<ViewState> {
  if (result.ok) {
    await viewFlash.set(done);
    redirect(path);
  }
  const t = await getTranslations("admin-records.views.problem");
  const [field] = Object.values(result.fields ?? {});
  const code = field ?? result.code;
  const reference = result.reference ?? "";
  return {
    ...{ attempt: attempt + 1, typed },
    problem: t.has(code) ? t(code, { most: maxViews }) : t("unexpected", { reference }),
  };
}
