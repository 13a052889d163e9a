import { getTranslations } from "next-intl/server";
import { SheetSection } from "@/ui/Sheet";
import { wayBack, type WayBackError } from "../way-back";

interface BackToApplicationProps {
  /** Where the person wanted to go, by the address of the page. */
  readonly to: string;
  /** What the application is told. */
  readonly error: WayBackError;
}

/** Part of a sheet: the way back to the application that the person came from. Nothing if they came from none. */
export async function BackToApplication({ to, error }: BackToApplicationProps) {
  const way = await wayBack(to, error);
  if (way === null) return null;
  const t = await getTranslations("applications.back");
  const application = way.name;
  return (
    <SheetSection title={t("title", { application })} text={t(way.waits ? "text" : "over", { application })}>
      {way.href !== null && (
        <div className="mt-4 flex flex-wrap gap-3">
          <a className="button" href={way.href}>
            {t("go", { application })}
          </a>
        </div>
      )}
    </SheetSection>
  );
}
