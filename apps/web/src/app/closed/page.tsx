import { getTranslations } from "next-intl/server";
import { OutcomePage } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";

export const generateMetadata = async () => pageTitle((await getTranslations("closing"))("done.title"));

/** Shown after an account was closed. Nothing about the person is left to be shown. */
export default async function Closed() {
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("closing")]);
  const name = controller.displayName;
  const lead = t("done.lead", { organisation: name });
  return (
    <OutcomePage organisation={controller} path="/closed" title={t("done.title")} lead={lead}>
      <SheetSection title={t("done.what")} text={t("goneText", { organisation: name })} />
      <SheetSection title={t("stays")} text={t("staysText")} />
      <SheetSection title={t("files")} text={t("filesText")} />
    </OutcomePage>
  );
}
