import { getTranslations } from "next-intl/server";
import { SubjectsForm } from "@/features/providers/components/SubjectsForm";
import { providerTexts } from "@/features/providers/components/provider-texts";
import { managedProvider, providerListing } from "@/features/providers/queries";
import { moveSubjectsAction } from "@/features/providers/subjects/actions";
import { FormMessages } from "@/ui/form/FormMessages";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";

type Params = Promise<{ id: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("identity-providers.subjects"))("title"));

/** Gives the people of a provider new identifiers, after its issuer or client ID has changed. */
export default async function Subjects({ params }: { params: Params }) {
  await requireAdministrator();
  const [provider, all] = await Promise.all([managedProvider((await params).id), providerListing()]);
  if (!provider) redirectToNotFound();
  const t = await getTranslations("identity-providers");
  const { id, name } = provider;
  return (
    <>
      <PageHead
        title={t("subjects.title")}
        lead={t("subjects.lead", { name })}
        above={[
          { href: "/admin/identity-providers", text: t("list.title") },
          { href: `/admin/identity-providers/${id}`, text: name },
        ]}
        here={t("subjects.here")}
      />
      <RecentSignIn />
      <FormMessages of={providerTexts("subjects")}>
        <SubjectsForm
          action={moveSubjectsAction}
          provider={{ id, name }}
          targets={[provider, ...all.filter((one) => one.id !== id)].map((one) => ({ id: one.id, name: one.name }))}
        />
      </FormMessages>
    </>
  );
}
