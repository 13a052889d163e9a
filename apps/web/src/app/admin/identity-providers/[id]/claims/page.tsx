import { getLocale, getTranslations } from "next-intl/server";
import { ClaimsForm } from "@/components/admin/provider/ClaimsForm";
import { openedForm } from "@/components/admin/form/form-state";
import { ProviderHead } from "@/components/admin/provider/ProviderHead";
import { datesOf } from "@/i18n/dates";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { managedProvider } from "@/server/identity-providers";
import { one, pageTitle, type Search } from "@/server/page";
import { claimsListed, claimsSeen, mappableAttributes, testSuggestions } from "@/server/provider-claims";
import { AdminNote } from "../../../AdminNote";
import { enableProvider } from "../../actions";
import { Texts } from "../../../Texts";
import { editClaims } from "./actions";
import { shownMapping } from "./rows";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const [found, t] = [await managedProvider((await params).id), await getTranslations("identity-providers.tabs")];
  return pageTitle(found ? `${t("claims")}: ${found.name}` : "");
}

/** Which claim of a provider becomes which attribute. */
export default async function Claims({ params, searchParams }: { params: Params; searchParams: Search }) {
  await requireAdministrator();
  const provider = await managedProvider((await params).id);
  if (!provider) missing();
  const { id, revision, mappings } = provider;
  const [attributes, listed, tested, seen] = await Promise.all([
    mappableAttributes(),
    claimsListed(id),
    testSuggestions(id),
    claimsSeen(provider),
  ]);
  return (
    <>
      <AdminNote />
      <ProviderHead provider={provider} tab="claims" switchProvider={enableProvider} />
      <Texts of={["claims", "mapping"]}>
        <ClaimsForm
          // After it was saved the form starts anew, although it is the same page.
          key={one((await searchParams)["saved"]) ?? "opened"}
          action={editClaims}
          opened={{ ...openedForm, preview: null, suggested: null, taken: null }}
          provider={{ id, revision }}
          attributes={attributes}
          stored={shownMapping(mappings)}
          listed={listed}
          seen={seen}
          tested={tested && { day: datesOf(await getLocale()).day(tested.on), suggestions: tested.suggestions }}
        />
      </Texts>
    </>
  );
}
