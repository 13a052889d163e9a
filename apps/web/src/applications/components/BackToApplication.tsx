import { getTranslations } from "next-intl/server";
import { SheetSection } from "@/ui/Sheet";
import { wayBack, type WayBackError } from "../way-back";

interface BackToApplicationProps {
  /** Where the person wanted to go, from the address of the page. */
  readonly to: string;
  /** The error that the application gets. */
  readonly error: WayBackError;
}

/** Part of a sheet: a link back to the application that the person came from. Renders nothing if there is none. */
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
