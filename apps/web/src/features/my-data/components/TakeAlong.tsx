import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { SheetSection } from "@/ui/Sheet";

interface TakeAlongProps {
  readonly organisation: string;
  /** The page that it is on; download and closing are below it. */
  readonly at: "/me" | "/rights";
}

/** How to take along what is stored, and how to delete it. */
export async function TakeAlong({ organisation, at }: TakeAlongProps) {
  const t = await getTranslations("my-data");
  return (
    <>
      <SheetSection title={t("download")} text={t("downloadText", { organisation })}>
        <div className="mt-4 flex flex-wrap gap-3">
          <a className="button" href={`${at}/download`} download>
            <Icon name="down" />
            {t("downloadZip")}
          </a>
        </div>
      </SheetSection>
      <SheetSection title={t("delete")} text={t("deleteText")}>
        <div className="mt-4 flex flex-wrap gap-3">
          <a className="button" href={`${at}/close`}>
            {t("delete")}
          </a>
        </div>
      </SheetSection>
    </>
  );
}
