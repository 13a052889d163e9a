import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { SheetSection } from "@/ui/Sheet";
import type { MyData } from "../queries";

interface MyRestrictionProps extends Pick<MyData, "restriction"> {
  readonly organisation: string;
}

/** Whether the use of what is stored is restricted, since when and until when, and the way to change it. */
export async function MyRestriction({ restriction, organisation }: MyRestrictionProps) {
  const t = await getTranslations("my-data.restriction");
  const { day } = datesOf(await getLocale());
  if (!restriction) {
    return (
      <SheetSection title={t("title")} text={t("text", { organisation })}>
        <div className="mt-4 flex flex-wrap gap-3">
          <a className="button" href="/me/restrict">
            {t("start")}
          </a>
        </div>
      </SheetSection>
    );
  }
  const { ground, since, until } = restriction;
  return (
    <SheetSection title={t("inForce")} text={t("inForceText", { organisation, date: day(since) })}>
      <p className="mt-1 max-w-text text-muted">{t("because", { ground: t(`ground.${ground}`) })}</p>
      {until && <p className="mt-1 max-w-text font-medium">{t("until", { organisation, date: day(until) })}</p>}
      <form className="mt-4 flex flex-wrap gap-3" action="/me/restrict/end" method="post">
        <button className="button" type="submit">
          {t("end")}
        </button>
        {until && (
          <a className="button" href="/me/restrict">
            {t("again")}
          </a>
        )}
      </form>
    </SheetSection>
  );
}
