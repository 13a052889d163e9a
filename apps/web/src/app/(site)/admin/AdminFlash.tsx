import { getTranslations } from "next-intl/server";
import { FocusMoved } from "@/ui/FocusMoved";
import { ClearFlash } from "@/ui/ClearFlash";
import { Message } from "@/ui/Message";
import { managedApplication } from "@/features/applications/queries";
import { purposeName } from "@/features/purposes/queries";
import { managedProvider } from "@/features/providers/queries";
import { readFlash } from "@/platform/flash-message";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { type AdminFlashMessage, flashLists } from "./flash-messages";
import { restorePurposeAction } from "@/features/purposes/actions";

/**
 * The message that the last action left, shown once. `needsFresh`: the page's action needs a fresh sign-in, so the
 * page says so before a person begins.
 */
export async function AdminFlash({ needsFresh = false }: { readonly needsFresh?: boolean }) {
  const message: AdminFlashMessage | null = await readFlash(flashLists);
  if (!message) return needsFresh ? <RecentSignIn /> : null;
  const isAgain = message.code === "sign-in-again";
  return (
    <>
      {(needsFresh || isAgain) && <RecentSignIn refused={isAgain} />}
      <div className={message.tone === "quiet" || isAgain ? "sr-only" : "mb-6"}>
        {!isAgain && <MessageText message={message} />}
        <ClearFlash cookie={message.cookie} />
      </div>
    </>
  );
}

const goneWords = { purpose: "gone", provider: "providerGone", application: "applicationGone" } as const;

async function MessageText({ message }: { readonly message: AdminFlashMessage }) {
  const t = await getTranslations("admin.note");
  const { code, tone, subject, id, reference } = message;
  const name = await nameOf(message);
  const gone = t(subject === null ? "gone" : goneWords[subject]);
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
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
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

async function nameOf({ subject, id }: AdminFlashMessage): Promise<string | null> {
  if (id === null || subject === null) return null;
  if (subject === "application") return (await managedApplication(id))?.name ?? null;
  return subject === "provider" ? ((await managedProvider(id))?.name ?? null) : purposeName(id);
}
