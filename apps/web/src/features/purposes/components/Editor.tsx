import { randomUUID } from "node:crypto";
import { FormMessages } from "@/ui/form/FormMessages";
import type { PurposeDraft } from "../editor/draft";
import { PurposeEditor } from "../editor/PurposeEditor";
import { currentOrganisation } from "@/platform/organisation";
import { purposeLanguages } from "../translation/queries";
import { type EditedPurpose, readEditorContext } from "../queries";
import { editPurposeAction } from "../actions";

interface EditorProps {
  readonly stored: EditedPurpose | null;
  /** What a new purpose begins with. */
  readonly start?: PurposeDraft | null;
  /** The source of `start`, for its preview. */
  readonly about?: Readonly<Record<string, string>>;
}

/** The editor, with only the texts that it needs in the browser. */
export async function Editor({ stored, start = null, about = {} }: EditorProps) {
  const world = await readEditorContext();
  const { defaultLanguage: original, languages: offered } = await currentOrganisation();
  const preview = {
    ...{ editor: randomUUID(), original, about: stored ? { purpose: stored.id } : about },
    languages: purposeLanguages(stored?.version ?? { texts: {} }, { original, offered }),
  };
  return (
    <FormMessages of={["admin-editor", "admin-terms", "notice.retention"]}>
      <PurposeEditor
        action={editPurposeAction}
        stored={stored && storedPurpose(stored)}
        start={start}
        world={world}
        preview={preview}
      />
    </FormMessages>
  );
}

const storedPurpose = ({ id, draft, version, outdated, language, people, status }: EditedPurpose) => ({
  ...{ id, draft, version, outdated, people },
  translations: Object.keys(version.texts).filter((code) => code !== language),
  isPublished: status !== "draft",
});
