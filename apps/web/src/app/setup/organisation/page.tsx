import { getTranslations } from "next-intl/server";
import { Form } from "@/features/settings/components/OrganisationForm";
import { pageTitle } from "@/platform/page";
import { atStep } from "@/features/setup/setup-progress";
import { Step } from "@/features/setup/components/Step";

export const generateMetadata = async () => pageTitle((await getTranslations("setup"))("step.organisation.title"));

/** Who is responsible: the first step. */
export default async function SetUpOrganisation() {
  const [facts, t] = [await atStep("organisation"), await getTranslations("setup")];
  return (
    <Step step="organisation" facts={facts}>
      <Form save={t("saveAndGoOn")} href="/setup/organisation" cancelHref={null} />
    </Step>
  );
}
