import { getTranslations } from "next-intl/server";
import type { purposeRemovalImpact } from "../queries";

type RemovalImpact = NonNullable<Awaited<ReturnType<typeof purposeRemovalImpact>>>;

/** What happens to the consent that people gave. No option is preselected: ending it cannot be undone. */
export async function RemovalChoice({ found: { people, grants, values } }: { readonly found: RemovalImpact }) {
  const t = await getTranslations("admin.remove");
  const choices = [
    { value: "archive", title: t("stay"), text: t("stayText", { people }) },
    { value: "archive-and-end", title: t("end"), text: t("endText", { people, grants, values }) },
  ];
  return (
    <fieldset className="mb-4 grid gap-3">
      <legend className="mb-2 font-medium">{t("agreed")}</legend>
      {choices.map(({ value, title, text }) => (
        <label key={value} className="flex min-h-8 cursor-pointer items-start gap-2">
          <input className="mt-0.5 size-4 accent-accent" type="radio" name="how" value={value} required />
          <span>
            {title}
            <small className="block text-muted">{text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
