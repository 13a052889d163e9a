import { previewStates } from "@assent/consent/purpose/purpose-preview";
import { getTranslations } from "next-intl/server";
import { emptyPurposeDraft } from "@/features/purposes/editor/draft";
import { LivePreview } from "@/features/purposes/editor/LivePreview";
import { ConsentScreen } from "@/sign-in/components/ConsentScreen";
import { administrationLanguage } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { previewPrompt } from "@/features/purposes/preview/queries";
import { purposeTemplate } from "@/features/purposes/template-queries";
import { editedPurpose, purposeCopy } from "@/features/purposes/queries";
import { drawPreviewAction } from "@/features/purposes/preview/actions";
import { firstValue, type SearchParams, isId } from "@/platform/request-input";

const words = () => getTranslations({ locale: administrationLanguage, namespace: "admin-editor.preview" });

export const generateMetadata = async () => pageTitle((await words())("frame"));

/**
 * The preview of a purpose, for the frame beside its editor or for a separate tab. It looks like a public page, so it
 * is outside the administration's layout, but only administrators may open it.
 */
export default async function Preview({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const asked = await searchParams;
  const purposeId = firstValue(asked["purpose"]) ?? null;
  const stored = purposeId === null ? null : await editedPurpose(purposeId);
  if (purposeId !== null && !stored) redirectToNotFound();
  const begun =
    (await purposeCopy(firstValue(asked["from"]))) ?? (await purposeTemplate(firstValue(asked["template"])));
  const state = previewStates.find((known) => known === firstValue(asked["state"])) ?? "usual";
  const editor = firstValue(asked["editor"]) ?? "";
  const prompt = await previewPrompt({ purposeId, state, text: stored?.draft ?? begun ?? emptyPurposeDraft });
  return (
    <LivePreview
      editor={isId(editor) ? editor : ""}
      draw={drawPreviewAction.bind(null, { purposeId, state })}
      failed={(await words())("failed")}
    >
      <ConsentScreen prompt={prompt} failed={undefined} />
    </LivePreview>
  );
}
