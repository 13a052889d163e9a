import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { FormMessages } from "@/ui/form/FormMessages";
import { maxViews } from "../views/queries";
import { ViewForm } from "./ViewForm";

const codes = [
  ...(["name-missing", "name-too-long", "control-characters", "name-taken"] as const),
  ...(["too-many", "nothing-chosen", "not-found"] as const),
];

/** The form of one view, with the sentences for its problems. */
export async function NamedView(view: Omit<ComponentProps<typeof ViewForm>, "problems">) {
  const t = await getTranslations("admin-records.views.problem");
  return (
    <FormMessages>
      <ViewForm {...view} problems={Object.fromEntries(codes.map((code) => [code, t(code, { most: maxViews })]))} />
    </FormMessages>
  );
}
