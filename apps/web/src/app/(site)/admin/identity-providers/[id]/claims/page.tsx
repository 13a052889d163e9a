import { getLocale, getTranslations } from "next-intl/server";
import { ClaimsForm } from "@/features/providers/components/ClaimsForm";
import { ProviderHead } from "@/features/providers/components/ProviderHead";
import { datesOf } from "@/platform/i18n/dates";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { managedProvider } from "@/features/providers/queries";
import { pageTitle } from "@/platform/page";
import { claimsListed, claimsSeen, mappableAttributes, testSuggestions } from "@/features/providers/claims/queries";
import { AdminFlash } from "../../../AdminFlash";
import { enableProviderAction } from "@/features/providers/actions";
import { providerTexts } from "@/features/providers/components/provider-texts";
import { FormMessages } from "@/ui/form/FormMessages";
import { editClaimsAction } from "@/features/providers/claims/actions";
import { shownMapping } from "@/features/providers/claims/rows";
import { firstValue, type SearchParams } from "@/platform/request-input";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = await Promise.all([
    managedProvider((await params).id),
    getTranslations("identity-providers.tabs"),
  ]);
  return pageTitle(found ? `${t("claims")}: ${found.name}` : "");
}

/** Which claim of a provider becomes which attribute. */
export default async function Claims({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) redirectToNotFound();
  const { id, revision, mappings } = provider;
  const [attributes, listed, tested, seen] = await Promise.all([
    mappableAttributes(),
    claimsListed(id),
    testSuggestions(id),
    claimsSeen(provider),
  ]);
  return (
    <>
      <AdminFlash />
      <ProviderHead provider={provider} tab="claims" switchProvider={enableProviderAction} />
      <FormMessages of={providerTexts("claims", "mapping")}>
        <ClaimsForm
          // After saving, the form starts again from the saved values, although the page is the same.
          key={firstValue((await searchParams)["saved"]) ?? "opened"}
          action={editClaimsAction}
          provider={{ id, revision }}
          attributes={attributes}
          stored={shownMapping(mappings)}
          listed={listed}
          seen={seen}
          tested={tested && { day: datesOf(await getLocale()).day(tested.on), suggestions: tested.suggestions }}
        />
      </FormMessages>
    </>
  );
}
