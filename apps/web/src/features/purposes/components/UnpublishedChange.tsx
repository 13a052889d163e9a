import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";

export async function UnpublishedChange({ id }: { readonly id: string }) {
  const t = await getTranslations("admin.purpose");
  return (
    <div className="mb-6">
      <Message title={t("unpublished")}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p>{t("unpublishedText")}</p>
          <Link className="button" href={`/admin/purposes/${id}/review`} prefetch={false}>
            {t("review")}
          </Link>
        </div>
      </Message>
    </div>
  );
}
