import { getTranslations } from "next-intl/server";

const looks = { active: "status", suspended: "status status-warn", closed: "status status-off" } as const;

/** A status as shape and word. */
export async function UserStatusBadge({ status }: { readonly status: keyof typeof looks }) {
  const t = await getTranslations("admin.users");
  return <span className={looks[status]}>{t(status)}</span>;
}
