import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { OneTimeLink } from "@/features/setup/components/OneTimeLink";
import { organisation } from "@/platform/organisation";
import { one, pageTitle, type Search } from "@/platform/page";
import { heldSetupLink, setupLinkWorks } from "@/platform/session/setup-link";
import { nextStepPath } from "@/features/setup/setup-progress";
import { takeSetupLink } from "@/features/setup/actions";

export const generateMetadata = async () => pageTitle((await getTranslations("sign-in.setUp"))("title"));

/** The printed link leads here. Opening it changes nothing; the button does. */
export default async function SetUp({ searchParams }: { searchParams: Search }) {
  const given = (await searchParams)["link"];
  // Whoever has begun needs no link to go on.
  if (given === undefined && (await heldSetupLink())) redirect(await nextStepPath());
  const link = one(given) ?? "";
  const [controller, works] = await Promise.all([organisation(), setupLinkWorks(link)]);
  return <OneTimeLink organisation={controller} kind="setUp" link={works ? link : null} action={takeSetupLink} />;
}
