import { getTranslations } from "next-intl/server";
import type { purposeRemovalImpact } from "../queries";
import { AgreedChoice } from "./AgreedChoice";

type RemovalImpact = NonNullable<Awaited<ReturnType<typeof purposeRemovalImpact>>>;

/** What happens to what people agreed to when a purpose is archived. */
export async function RemovalChoice({ found: { people, grants, values } }: { readonly found: RemovalImpact }) {
  const t = await getTranslations("admin.remove");
  const choices = [
    { value: "archive", title: t("stay"), text: t("stayText", { people }) },
    { value: "archive-and-end", title: t("end"), text: t("endText", { people, grants, values }) },
  ];
  return <AgreedChoice name="how" legend={t("agreed")} choices={choices} />;
}
