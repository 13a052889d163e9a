import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { EditedPurpose } from "../queries";

export async function PurposeLinks({ purpose: { id, wasShown, status } }: { readonly purpose: EditedPurpose }) {
  const t = await getTranslations("admin.purpose");
  return (
    <>
      <Link className="button" href={`/admin/purposes/${id}/history`} prefetch={false}>
        {t("history")}
      </Link>
      <Link className="button" href={`/admin/purposes/new?from=${id}`} prefetch={false}>
        {t("duplicate")}
      </Link>
      {status !== "archived" && (
        <Link className="button" href={`/admin/purposes/${id}/remove`} prefetch={false}>
          {t(wasShown ? "archive" : "delete")}
        </Link>
      )}
    </>
  );
}
