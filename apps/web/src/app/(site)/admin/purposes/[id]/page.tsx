import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { PurposeLanguages } from "@/features/purposes/components/PurposeLanguages";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { offeredLanguages } from "@/platform/installation";
import { purposeLanguages } from "@/features/purposes/translation/queries";
import { editedPurpose, purposeName } from "@/features/purposes/queries";
import { AdminFlash } from "../../AdminFlash";
import { ArchivedPurpose } from "@/features/purposes/components/ArchivedPurpose";
import { Editor } from "@/features/purposes/components/Editor";
import { PurposeState, PurposeLinks, UnpublishedChange } from "@/features/purposes/components/PurposeHead";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await purposeName((await params).id)) ?? "");
}

export default async function Purpose({ params }: { params: Params }) {
  await requireAdministrator();
  const { id } = await params;
  const [purpose, list] = await Promise.all([editedPurpose(id), getTranslations("admin.purposes")]);
  if (!purpose) redirectToNotFound();
  const { languages: offered } = await offeredLanguages();
  return (
    <>
      <AdminFlash />
      <PageHead
        title={purpose.draft.name}
        mark={<PurposeState purpose={purpose} />}
        above={[{ href: "/admin/purposes", text: list("title") }]}
        here={purpose.draft.name}
        acts={<PurposeLinks purpose={purpose} />}
      />
      {purpose.isDraft && <UnpublishedChange id={id} />}
      {purpose.status === "archived" ? (
        <ArchivedPurpose purpose={purpose} />
      ) : (
        <>
          <Editor key={id} stored={purpose} />
          <PurposeLanguages
            purposeId={id}
            languages={purposeLanguages(purpose.version, { original: purpose.language, offered })}
            outdated={purpose.outdated}
          />
        </>
      )}
    </>
  );
}
