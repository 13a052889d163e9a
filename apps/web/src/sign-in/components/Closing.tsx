import { getTranslations } from "next-intl/server";
import { FactList, SheetSection } from "@/ui/Sheet";

/** Says what closing an account deletes and when, and what stays and why. */
export async function ClosingFacts({ organisation }: { readonly organisation: string }) {
  const t = await getTranslations("closing");
  return (
    <FactList
      facts={[
        { name: t("gone"), text: t("goneText", { organisation }) },
        { name: t("files"), text: t("filesText") },
        { name: t("stays"), text: t("staysText") },
        { name: t("final"), text: t("finalText") },
      ]}
    />
  );
}

/** Shown to the last administrator instead of the button that closes their account. */
export async function LastAdministrator() {
  const t = await getTranslations("closing.last");
  return (
    <SheetSection title={t("title")} text={t("text")}>
      <div className="mt-4 flex flex-wrap gap-3">
        <a className="button" href="/admin/settings/administrators">
          {t("go")}
        </a>
      </div>
    </SheetSection>
  );
}
