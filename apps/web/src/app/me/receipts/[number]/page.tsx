import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/Icon";
import { PublicFrame } from "@/components/PublicFrame";
import { ReceiptFiles } from "@/components/ReceiptFiles";
import { ReceiptView } from "@/components/ReceiptView";
import { SignOutForm } from "@/components/SignOutForm";
import { organisation } from "@/server/organisation";
import { missing } from "@/server/drawn";
import { pageTitle } from "@/server/page";
import { myReceipt } from "@/server/receipts";

export const generateMetadata = async () => pageTitle((await getTranslations("receipt"))("title"));

export default async function MyReceipt({ params }: { params: Promise<{ number: string }> }) {
  const receipt = await myReceipt((await params).number);
  if (!receipt) missing();
  const [controller, t] = [await organisation(), await getTranslations("receipt")];
  return (
    <PublicFrame organisation={controller} path={`/me/receipts/${receipt.number}`} signOut={<SignOutForm />}>
      <div className="receipt-page">
        <div className="receipt-tools">
          <a className="back" href="/me#history">
            <Icon name="back" />
            {t("back")}
          </a>
          <ReceiptFiles base={`/me/receipts/${receipt.number}`} />
        </div>
        <ReceiptView receipt={receipt} />
      </div>
    </PublicFrame>
  );
}
