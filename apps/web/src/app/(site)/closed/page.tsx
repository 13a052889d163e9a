import { getTranslations } from "next-intl/server";
import { OutcomePage } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { ReceiptFiles } from "@/features/records/components/ReceiptFiles";
import { closingReceipt } from "@/features/records/receipts/queries";
import { BackToApplication } from "@/applications/components/BackToApplication";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import type { SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("closing"))("done.title"));

/** Shown after an account was closed. There is no data about the person to show any more. */
export default async function Closed({ searchParams }: { searchParams: SearchParams }) {
  const [receipt, controller, t, to] = await Promise.all([
    closingReceipt(),
    currentOrganisation(),
    getTranslations("closing"),
    wantedPage(searchParams),
  ]);
  const name = controller.displayName;
  const lead = t("done.lead", { organisation: name });
  return (
    <OutcomePage organisation={controller} path={withReturn("/closed", to)} title={t("done.title")} lead={lead}>
      <SheetSection title={t("done.what")} text={t("goneText", { organisation: name })} />
      <SheetSection title={t("stays")} text={t("staysText")} />
      {receipt && (
        <SheetSection title={t("done.receipt")} text={t("done.receiptText")}>
          <ReceiptFiles base="/closed/receipt" />
        </SheetSection>
      )}
      <SheetSection title={t("files")} text={t("filesText")} />
      <BackToApplication to={to} error="access_denied" />
    </OutcomePage>
  );
}
