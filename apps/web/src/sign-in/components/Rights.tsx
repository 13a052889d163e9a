import type { ShownRight } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import { More } from "@/ui/More";
import { FactList } from "@/ui/Sheet";

/** The rights that a shown text names, folded: a line for each. */
export async function Rights({ rights }: { readonly rights: readonly ShownRight[] }) {
  const t = await getTranslations("consent");
  return (
    <div className="sheet-part py-5 sm:py-6">
      <div className="-my-2 text-14">
        <More aligned summary={t("rights")}>
          <FactList facts={rights.map(({ name, words }) => ({ name, text: words }))} />
        </More>
      </div>
    </div>
  );
}
