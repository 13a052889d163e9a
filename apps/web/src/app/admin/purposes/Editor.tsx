import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { Draft } from "@/components/admin/purpose-editor/draft";
import { PurposeEditor } from "@/components/admin/purpose-editor/PurposeEditor";
import { type EditedPurpose, editorWorld } from "@/server/purposes";
import { editPurpose } from "./actions";

interface EditorProps {
  readonly stored: EditedPurpose | null;
  /** What a new purpose begins with. */
  readonly start?: Draft | null;
}

/** The editor with the texts it needs in the browser, and no others. */
export async function Editor({ stored, start = null }: EditorProps) {
  const [world, messages, locale] = await Promise.all([editorWorld(), getMessages(), getLocale()]);
  const { "admin-editor": editor, notice, consent } = messages;
  const { whyAsked, legalNote, forPurpose } = consent;
  const { need, retention } = notice;
  return (
    <NextIntlClientProvider
      locale={locale}
      timeZone="UTC"
      messages={{ "admin-editor": editor, notice: { need, retention }, consent: { whyAsked, legalNote, forPurpose } }}
    >
      <PurposeEditor action={editPurpose} stored={stored && storedPurpose(stored)} start={start} world={world} />
    </NextIntlClientProvider>
  );
}

const storedPurpose = ({ id, draft, version, people }: EditedPurpose) => ({ id, draft, version, people });
