import { getTranslations } from "next-intl/server";

/** More boxes are harder to read than the words beside them. */
const maxBoxes = 8;

/** Shows "n of m" as filled and empty boxes, and in words. */
export async function AgreementTally({ agreed, asked }: { readonly agreed: number; readonly asked: number }) {
  const t = await getTranslations("admin.users");
  return (
    <span className="whitespace-nowrap">
      {asked <= maxBoxes && (
        <span className="me-1 inline-flex gap-0.5 align-[-1px]" aria-hidden="true">
          {Array.from({ length: asked }, (_, index) => (
            <i
              key={index}
              className={`size-2.5 rounded-[2px] border-[1.5px] forced-color-adjust-none ${index < agreed ? "border-accent bg-accent" : "border-control"}`}
            />
          ))}
        </span>
      )}{" "}
      {t("tally", { agreed, asked })}
    </span>
  );
}
