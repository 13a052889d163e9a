import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { ReceiptFiles } from "@/features/records/components/ReceiptFiles";
import { ReceiptView } from "@/features/records/components/ReceiptView";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { anyReceipt } from "@/features/records/receipts/queries";

type Params = Promise<{ number: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await getTranslations("admin.receipt"))("title", { number: (await params).number }));
}

/** The receipt as the person sees it. */
export default async function Receipt({ params }: { params: Params }) {
  await requireAdministrator();
  const receipt = await anyReceipt((await params).number);
  if (!receipt) redirectToNotFound();
  const t = await getTranslations("admin.receipt");
  return (
    <div className="mx-auto w-full max-w-receipt print:max-w-none admin-receipt">
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3 print:hidden">
        {receipt.userId ? (
          <Link
            className="inline-flex min-h-11 items-center gap-2"
            href={`/admin/users/${receipt.userId}`}
            prefetch={false}
          >
            <Icon name="back" />
            {t("backTo")}
          </Link>
        ) : (
          <span className="text-muted">{t("cut")}</span>
        )}
      </div>
      <ReceiptView receipt={receipt} />
      <div className="mt-6 print:hidden">
        <ReceiptFiles base={`/admin/receipts/${receipt.number}`} />
      </div>
    </div>
  );
}
