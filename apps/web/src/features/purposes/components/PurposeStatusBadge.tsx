import { getTranslations } from "next-intl/server";

const looks = { live: "status", draft: "status status-draft", archived: "status status-off" } as const;

/** The status of a purpose as a shape and a word. */
export async function PurposeStatusBadge({
  status,
  text,
}: {
  readonly status: keyof typeof looks;
  readonly text?: string;
}) {
  const t = await getTranslations("admin.purposes");
  return <span className={looks[status]}>{text ?? t(status)}</span>;
}
