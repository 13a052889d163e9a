import { getTranslations } from "next-intl/server";
import { FocusMoved } from "@/ui/FocusMoved";
import { ForgetNote } from "@/ui/ForgetNote";
import { Notice } from "@/ui/Notice";
import { purposeName } from "@/features/purposes/queries";
import { managedProvider } from "@/features/providers/queries";
import { type Note, readNote } from "@/platform/flash-message";
import { restorePurpose } from "@/features/purposes/actions";

/** What the action before this page did, once. */
export async function AdminNote() {
  const note = await readNote();
  if (!note) return null;
  return (
    <div className={note.tone === "quiet" ? "vh" : "admin-note"}>
      <NoteText note={note} />
      <ForgetNote cookie={note.cookie} />
    </div>
  );
}

async function NoteText({ note }: { readonly note: Note }) {
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
    <Notice {...(tone === "info" ? {} : { tone })} role={tone === "warning" ? "alert" : "status"}>
      <div className="admin-note-text">
        <p>{text}</p>
        {code === "purpose-archived" && id && name && (
          <form action={restorePurpose}>
            <input type="hidden" name="purpose" value={id} />
            <button className="button" type="submit">
              {t("undo")}
            </button>
          </form>
        )}
      </div>
    </Notice>
  );
}

async function nameOf({ kind, id }: Note): Promise<string | null> {
  if (id === null) return null;
  return kind === "provider" ? ((await managedProvider(id))?.name ?? null) : purposeName(id);
}
