import { getTranslations } from "next-intl/server";
import { FocusMoved } from "@/components/admin/FocusMoved";
import { ForgetNote } from "@/components/admin/ForgetNote";
import { Notice } from "@/components/Notice";
import { type Note, readNote } from "./note";
import { restorePurpose } from "./purposes/actions";

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
  const { code, tone, purpose, provider, reference } = note;
  const { id } = purpose ?? provider ?? {};
  const gone = t(code.startsWith("provider-") ? "providerGone" : "gone");
  const text =
    code === "failed" && reference
      ? t("failedReference", { reference })
      : t(code, { name: purpose?.name ?? provider?.name ?? gone });
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
        {code === "purpose-archived" && purpose && (
          <form action={restorePurpose}>
            <input type="hidden" name="purpose" value={purpose.id} />
            <button className="button" type="submit">
              {t("undo")}
            </button>
          </form>
        )}
      </div>
    </Notice>
  );
}
