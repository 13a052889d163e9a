import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/Icon";

interface ExportLinksProps {
  /** Without its ending. */
  readonly file: string;
  /** The filter, as it stands in the address. */
  readonly search: string;
}

/** The whole list as it is filtered now, as a file. */
export async function ExportLinks({ file, search }: ExportLinksProps) {
  const t = await getTranslations("admin-lists");
  return (["csv", "json"] as const).map((format) => (
    <a key={format} className="button" href={`${file}.${format}${search}`} download>
      <Icon name="down" />
      {t(`export.${format}`)}
    </a>
  ));
}
