"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { AttributeState } from "./components/AttributeForm";
import { guardedAction } from "@/platform/action";
import { attributeFlash } from "./flash-messages";
import { formText } from "@/ui/form/form-text";
import { storedAgainstTyped } from "./stored-against-typed";
import { attributeLanguages, attributeToAdd, attributeToChange } from "./schema";
import { addAttribute, removeAttribute, saveAttribute } from "./mutations";
import type { ActionResult } from "@/platform/result";

const attributeAdded = guardedAction({
  role: "administrator",
  input: attributeToAdd,
  run: ({ user }, attribute) => addAttribute(user, attribute),
});

const attributeChanged = guardedAction({
  role: "administrator",
  input: attributeToChange,
  run: ({ user }, { key, ...change }) => saveAttribute(user, key, change),
});

/** Adds an attribute, or changes one. What was typed comes back when something is wrong with it. */
export async function editAttributeAction(state: AttributeState, data: FormData): Promise<AttributeState> {
  const read = (name: string) => formText(data, name);
  const attribute = {
    sensitive: read("sensitive") !== "",
    selfAssertable: read("selfAssertable") !== "",
    masked: read("masked") !== "",
    texts: Object.fromEntries(
      attributeLanguages.map(({ code }) => [
        code,
        { label: read(`texts.${code}.label`), explanation: read(`texts.${code}.explanation`) },
      ]),
    ),
  };
  const revision = read("revision");
  const result =
    revision === ""
      ? await attributeAdded({ ...attribute, key: read("key"), type: read("type") })
      : await attributeChanged({ key: read("key"), revision, attribute, reviewed: read("reviewed") });
  if (!result.ok) return refused(state, data, result);
  if (result.value && result.value.kind !== "saved") {
    const { kind, stored } = result.value;
    return {
      ...refused(state, data, { ok: false, code: "invalid-input" }),
      revision: stored.revision,
      reviewed: kind === "review" ? result.value.digest : "",
      compared: await storedAgainstTyped(kind, stored, attribute),
    };
  }
  await attributeFlash.set(revision === "" ? "attribute-added" : "attribute-saved");
  redirect("/admin/attributes");
}

type Refused = Extract<ActionResult<void>, { readonly ok: false }>;

function refused(
  { attempt }: AttributeState,
  data: FormData,
  { code, reference, fields = {} }: Refused,
): AttributeState {
  const typed = [...data].flatMap(([name]) => (name.startsWith("$") ? [] : [[name, formText(data, name)]]));
  const problems = Object.fromEntries(
    Object.entries(fields).map(([path, problem]) => [path.replace(/^attribute\./, ""), problem]),
  );
  const taken = code === "key-taken";
  return {
    attempt: attempt + 1,
    typed: Object.fromEntries(typed) as Record<string, string>,
    problems: taken ? { key: "key-taken" } : problems,
    ...{ revision: null, reviewed: "", compared: null },
    failure: taken || code === "invalid-input" ? null : { code, reference: reference ?? "" },
  };
}

const attributeRemoved = guardedAction({
  role: "administrator",
  input: z.object({ key: z.string().check(z.maxLength(63)) }),
  run: ({ user }, { key }) => removeAttribute(user, key),
});

/** Deletes an attribute to which nothing refers. */
export async function deleteAttributeAction(data: FormData): Promise<void> {
  const key = formText(data, "key");
  const result = await attributeRemoved({ key });
  if (result.ok) await attributeFlash.set("attribute-deleted");
  else await attributeFlash.setFailure(result);
  redirect(
    !result.ok && result.code === "in-use" ? `/admin/attributes/${encodeURIComponent(key)}` : "/admin/attributes",
  );
}
