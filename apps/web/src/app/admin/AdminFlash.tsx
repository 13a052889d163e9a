import { getTranslations } from "next-intl/server";
import { FocusMoved } from "@/ui/FocusMoved";
import { ClearFlash } from "@/ui/ClearFlash";
import { Message } from "@/ui/Message";
import { purposeName } from "@/features/purposes/queries";
import { managedProvider } from "@/features/providers/queries";
import { type FlashMessage, readFlash } from "@/platform/flash-message";
import { restorePurposeAction } from "@/features/purposes/actions";

/** What the action before this page did, once. */
export async function AdminFlash() {
  const note = await readFlash();
  if (!note) return null;
  return (
    <div className={note.tone === "quiet" ? "vh" : "admin-note"}>
      <NoteText note={note} />
      <ClearFlash cookie={note.cookie} />
    </div>
  );
}

async function NoteText({ note }: { readonly note: FlashMessage }) {
  const t = await getTranslations("admin.note");
  const { code, tone, kind, id, reference } = note;
  const name = await nameOf(note);
  const gone = t(kind === "provider" ? "providerGone" : "gone");
  const text = code === "failed" && reference ? t("failedReference", { reference }) : t(code, { name: name ?? gone });
  if (tone === "quiet") {
    const buttons = [`move-up-${id}`, `move-down-${id}`];
    return (
      <>
        <p role="status">{text}</p>
        <FocusMoved buttons={code.endsWith("-moved-up") ? buttons : buttons.reverse()} />
      </>
    );
  }
  return (
    <Message {...(tone === "info" ? {} : { tone })} role={tone === "warning" ? "alert" : "status"}>
      <div className="admin-note-text">
        <p>{text}</p>
        {code === "purpose-archived" && id && name && (
          <form action={restorePurposeAction}>
            <input type="hidden" name="purpose" value={id} />
            <button className="button" type="submit">
              {t("undo")}
            </button>
          </form>
        )}
      </div>
    </Message>
  );
}

async function nameOf({ kind, id }: FlashMessage): Promise<string | null> {
  if (id === null) return null;
  return kind === "provider" ? ((await managedProvider(id))?.name ?? null) : purposeName(id);
}
