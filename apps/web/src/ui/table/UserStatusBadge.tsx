import { getTranslations } from "next-intl/server";
import { Status } from "../Status";

const shapes = { active: "on", suspended: "warning", closed: "off" } as const;

/** A status as shape and word. */
export async function UserStatusBadge({ status }: { readonly status: keyof typeof shapes }) {
  const t = await getTranslations("admin.users");
  return <Status shape={shapes[status]}>{t(status)}</Status>;
}
