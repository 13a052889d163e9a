"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { AttributeState } from "./components/AttributeForm";
import { guardedAction } from "@/platform/action";
import { attributeFlash } from "./flash-messages";
import { formText } from "@/ui/form/form-text";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { storedAgainstTyped } from "./stored-against-typed";
import { attributeLanguages, attributeToAdd, attributeToChange } from "./schema";
import { addAttribute, removeAttribute, saveAttribute } from "./mutations";

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

/** Adds an attribute, or changes one. If there is a problem, the form comes back with what was typed. */
export async function editAttributeAction(state: AttributeState, data: FormData): Promise<AttributeState> {
  const read = (name: string) => formText(data, name);
  const attribute = {
    sensitive: read("sensitive") !== "",
    selfAssertable: read("selfAssertable") !== "",
    masked: read("masked") !== "",
    category: read("category"),
    texts: Object.fromEntries(
      attributeLanguages.map(({ code }) => [
        code,
        { label: read(`texts.${code}.label`), explanation: read(`texts.${code}.explanation`) },
      ]),
    ),
  };
  const base = read("base");
  const names = [...data.keys()].filter((name) => !name.startsWith("$"));
  const typed = Object.fromEntries(names.map((name) => [name, read(name)]));
  const say = (news: Partial<AttributeState>) =>
    formAnswer(state, typed, base || null, { reviewed: "", compared: null, ...news });
  const result =
    base === ""
      ? await attributeAdded({ ...attribute, key: read("key"), type: read("type") })
      : await attributeChanged({ key: read("key"), revision: base, attribute, reviewed: read("reviewed") });
  if (!result.ok && result.code === "key-taken") return say({ problems: { key: result.code } });
  if (!result.ok) return say(formRefusal(result, base === "" ? (path) => path : below("attribute")));
  if (result.value && result.value.kind !== "saved") {
    const { kind, stored } = result.value;
    return say({
      base: stored.revision,
      reviewed: kind === "review" ? result.value.digest : "",
      compared: await storedAgainstTyped(kind, stored, attribute),
    });
  }
  await attributeFlash.set(base === "" ? "attribute-added" : "attribute-saved");
  redirect("/admin/attributes");
}

const attributeRemoved = guardedAction({
  role: "administrator",
  input: z.object({ key: z.string().check(z.maxLength(63)) }),
  run: ({ user }, { key }) => removeAttribute(user, key),
});

/** Deletes an attribute if nothing refers to it. */
export async function deleteAttributeAction(data: FormData): Promise<void> {
  const key = formText(data, "key");
  const result = await attributeRemoved({ key });
  if (result.ok) await attributeFlash.set("attribute-deleted");
  else await attributeFlash.setFailure(result);
  redirect(
    !result.ok && result.code === "in-use" ? `/admin/attributes/${encodeURIComponent(key)}` : "/admin/attributes",
  );
}
