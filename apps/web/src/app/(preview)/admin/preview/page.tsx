import { previewStates } from "@assent/consent/purpose-preview";
import { getTranslations } from "next-intl/server";
import { emptyDraft } from "@/components/admin/purpose-editor/draft";
import { LivePreview } from "@/components/admin/purpose-editor/LivePreview";
import { ConsentScreen } from "@/components/ConsentScreen";
import { administrationLanguage } from "@/i18n/languages";
import { requireAdministrator } from "@/server/access";
import { missing } from "@/server/drawn";
import { isId } from "@/server/id";
import { one, pageTitle, type Search } from "@/server/page";
import { previewAsk } from "@/server/purpose-preview";
import { purposeTemplate } from "@/server/purpose-templates";
import { editedPurpose, purposeCopy } from "@/server/purposes";
import { drawPreview } from "./actions";

const words = () => getTranslations({ locale: administrationLanguage, namespace: "admin-editor.preview" });

export const generateMetadata = async () => pageTitle((await words())("frame"));

/**
 * What people will see of a purpose, for a frame beside its editor or a tab of its own. It is no page of the administration
 * but looks like one of the public ones, so it stands outside their frame; whom it is for is the same.
 */
export default async function Preview({ searchParams }: { searchParams: Search }) {
  await requireAdministrator();
  const asked = await searchParams;
  const purposeId = one(asked["purpose"]) ?? null;
  const stored = purposeId === null ? null : await editedPurpose(purposeId);
  if (purposeId !== null && !stored) missing();
  const begun = (await purposeCopy(one(asked["from"]))) ?? (await purposeTemplate(one(asked["template"])));
  const state = previewStates.find((known) => known === one(asked["state"])) ?? "usual";
  const editor = one(asked["editor"]) ?? "";
  const ask = await previewAsk({ purposeId, state, text: stored?.draft ?? begun ?? emptyDraft });
  return (
    <LivePreview
      editor={isId(editor) ? editor : ""}
      draw={drawPreview.bind(null, { purposeId, state })}
      failed={(await words())("failed")}
    >
      <ConsentScreen ask={ask} failed={undefined} />
    </LivePreview>
  );
}
