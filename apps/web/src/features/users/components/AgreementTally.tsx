import { getTranslations } from "next-intl/server";

/** More boxes than this say less than the words beside them. */
const mostBoxes = 8;

/** So many of so many, as filled and empty boxes, and in words. */
export async function AgreementTally({ agreed, asked }: { readonly agreed: number; readonly asked: number }) {
  const t = await getTranslations("admin.users");
  return (
    <span className="nowrap">
      {asked <= mostBoxes && (
        <span className="tally" aria-hidden="true">
          {Array.from({ length: asked }, (_, index) => (
            <i key={index} className={index < agreed ? "on" : undefined} />
          ))}
        </span>
      )}{" "}
      {t("tally", { agreed, asked })}
    </span>
  );
}
