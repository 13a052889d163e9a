import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { PublicFrame } from "@/ui/PublicFrame";
import { ReceiptFiles } from "@/features/records/components/ReceiptFiles";
import { ReceiptView } from "@/features/records/components/ReceiptView";
import { SignOutForm } from "@/ui/SignOutForm";
import { currentOrganisation } from "@/platform/organisation";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { myReceipt } from "@/features/records/receipts/queries";

export const generateMetadata = async () => pageTitle((await getTranslations("receipt"))("title"));

export default async function MyReceipt({ params }: { params: Promise<{ number: string }> }) {
  const receipt = await myReceipt((await params).number);
  if (!receipt) redirectToNotFound();
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("receipt")]);
  return (
    <PublicFrame organisation={controller} path={`/me/receipts/${receipt.number}`} signOut={<SignOutForm />}>
      <div className="mx-auto w-full max-w-receipt print:max-w-none">
        <div className="mb-6 flex flex-wrap items-center justify-between gap-3 print:hidden">
          <a className="inline-flex min-h-11 items-center gap-2" href="/me#history">
            <Icon name="back" />
            {t("back")}
          </a>
        </div>
        <ReceiptView receipt={receipt} />
        <div className="mt-6 print:hidden">
          <ReceiptFiles base={`/me/receipts/${receipt.number}`} />
        </div>
      </div>
    </PublicFrame>
  );
}
