import { getTranslations } from "next-intl/server";
import { Status } from "@/ui/Status";

const shapes = { live: "on", draft: "draft", archived: "off" } as const;

/** The status of a purpose as a shape and a word. */
export async function PurposeStatusBadge({
  status,
  text,
}: {
  readonly status: keyof typeof shapes;
  readonly text?: string;
}) {
  const t = await getTranslations("admin.purposes");
  return <Status shape={shapes[status]}>{text ?? t(status)}</Status>;
}
