import { getTranslations } from "next-intl/server";
import { SheetSection } from "@/ui/Sheet";

/** Shown to the last administrator instead of the button that closes their account. */
export async function LastAdministrator() {
  const t = await getTranslations("closing.last");
  return (
    <SheetSection title={t("title")} text={t("text")}>
      <div className="part-actions">
        <a className="button" href="/admin/settings/administrators">
          {t("go")}
        </a>
      </div>
    </SheetSection>
  );
}
