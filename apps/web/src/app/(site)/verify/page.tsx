import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/ui/PublicFrame";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { verifyReceiptAction } from "@/features/records/receipts/actions";
import { checkingKeys } from "@/features/records/checkpoints/queries";
import { VerifyForm } from "@/features/records/components/VerifyForm";
import { FormMessages } from "@/ui/form/FormMessages";
import { Intro, Split } from "@/ui/Split";

export const generateMetadata = async () => pageTitle((await getTranslations("verify"))("title"));

/** For the holder of a signed receipt. It shows what is in the receipt, and its current state. */
export default async function Verify() {
  const [controller, published, t] = await Promise.all([
    currentOrganisation(),
    checkingKeys(),
    getTranslations("verify"),
  ]);
  return (
    <PublicFrame organisation={controller} path="/verify">
      <Split>
        <Intro title={t("title")} lead={t("lead", { organisation: controller.displayName })}>
          <p>{t.rich("keys", { link: (text) => <a href="/.well-known/jwks.json">{text}</a> })}</p>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <FormMessages of={["verify"]}>
            <VerifyForm action={verifyReceiptAction} published={published} />
          </FormMessages>
        </div>
      </Split>
    </PublicFrame>
  );
}
