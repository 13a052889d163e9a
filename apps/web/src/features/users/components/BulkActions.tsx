import { getTranslations } from "next-intl/server";

/** The actions on the selected accounts. Each button leads to a page that asks first. */
export async function BulkActions() {
  const t = await getTranslations("admin-users.bulk");
  return (
    <fieldset className="flex flex-wrap items-center gap-2 border-t border-border px-5 py-3">
      <legend className="float-start me-2 text-muted">{t("legend")}</legend>
      {(["suspend", "restore", "end-sessions"] as const).map((act) => (
        <button className="button" type="submit" name="what" value={act} key={act}>
          {t(`act.${act}`)}
        </button>
      ))}
    </fieldset>
  );
}
