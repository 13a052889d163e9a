import "server-only";
import { cookies } from "next/headers";
import { env } from "./env";
import { isId } from "./id";

const codes = {
  "purpose-created": "success",
  "purpose-published": "success",
  "purpose-published-wording": "success",
  "purpose-published-from": "success",
  "purpose-discarded": "success",
  "purposes-imported": "success",
  "purpose-translated": "success",
  "purpose-translation-removed": "success",
  "purpose-unchanged": "info",
  "purpose-deleted": "success",
  "purpose-archived": "success",
  "purpose-ended": "success",
  "purpose-restored": "success",
  "purpose-moved-up": "quiet",
  "purpose-moved-down": "quiet",
  "organisation-saved": "success",
  "settings-saved": "success",
  "administrator-removed": "success",
  "administrator-gone": "warning",
  "administrator-self": "warning",
  "administrator-sign-in-again": "warning",
  "invitation-revoked": "success",
  "invitation-gone": "warning",
  "draft-conflict": "warning",
  "ask-from-past": "warning",
  "ask-from-far": "warning",
  "nothing-asked": "warning",
  "name-taken": "warning",
  malformed: "warning",
  "attribute-added": "success",
  "attribute-saved": "success",
  "attribute-deleted": "success",
  "attribute-in-use": "warning",
  "attribute-gone": "warning",
  "user-suspended": "success",
  "user-restored": "success",
  "user-sessions-ended": "success",
  "user-closed": "success",
  "user-withdrawn": "success",
  "user-changed": "warning",
  "user-self": "warning",
  "user-sign-in-again": "warning",
  "search-missing": "warning",
  "view-saved": "success",
  "view-renamed": "success",
  "view-deleted": "success",
  "provider-created": "success",
  "provider-changed": "success",
  "provider-enabled": "success",
  "provider-disabled": "success",
  "provider-deleted": "success",
  "provider-key-added": "success",
  "provider-key-used": "success",
  "provider-key-removed": "success",
  "provider-key-in-use": "warning",
  "provider-too-many-keys": "warning",
  "provider-no-new-key": "warning",
  "provider-logo-saved": "success",
  "provider-logo-removed": "success",
  "logo-saved": "success",
  "logo-removed": "success",
  "logo-conflict": "warning",
  "logo-missing": "warning",
  "logo-too-large": "warning",
  "logo-no-picture": "warning",
  "logo-pixels": "warning",
  "logo-moves": "warning",
  "provider-moved-up": "quiet",
  "provider-moved-down": "quiet",
  "provider-not-found": "warning",
  "provider-in-use": "warning",
  "provider-conflict": "warning",
  "provider-last-way-in": "warning",
  failed: "warning",
  "not-found": "warning",
  shown: "warning",
  "still-ending": "warning",
  "not-allowed": "warning",
} as const;

export type FlashCode = keyof typeof codes;
const isFlashCode = (code: string): code is FlashCode => Object.hasOwn(codes, code);

export interface FlashMessage {
  readonly code: FlashCode;
  /** Quiet ones are read out and not shown: what they say can be seen. */
  readonly tone: (typeof codes)[FlashCode];
  /** What it is about. Its name is looked up by the page that shows the message, so that no text travels. */
  readonly kind: "purpose" | "provider";
  readonly id: string | null;
  /** Finds the log line of a failure. */
  readonly reference: string | null;
  /** The page that shows the message forgets this cookie. */
  readonly cookie: string;
}

/** The port is part of the name because cookies of one host are shared by all its ports. */
const cookieName = () => `assent-${env().port}-note`;

interface About {
  readonly purposeId?: string | File | null;
  readonly providerId?: string | File | null;
  readonly reference?: string;
}

/** What the next page says about the change just made. Seconds later it is forgotten, by script or by itself. */
export async function setFlash(code: FlashCode, about: About = {}): Promise<void> {
  const { purposeId, providerId = purposeId, reference = "" } = about;
  // From a form: only an id may pass into a cookie.
  const id = typeof providerId === "string" && isId(providerId) ? providerId : "";
  (await cookies()).set(cookieName(), [code, id, reference].join(":"), {
    path: "/admin",
    maxAge: 15,
    sameSite: "lax",
    secure: env().secureCookies,
    // The page that shows it removes it.
    httpOnly: false,
  });
}

/** Says on the next page why a guarded action did nothing. */
export async function flashFailure(
  result: { readonly code: string; readonly reference?: string },
  about: { readonly kind?: "purpose" | "provider"; readonly purposeId?: About["purposeId"] } = {},
): Promise<void> {
  const { kind = "purpose", purposeId = null } = about;
  const own = kind === "purpose" ? result.code : `provider-${result.code}`;
  const code = [own, result.code].find((known) => isFlashCode(known) && codes[known] === "warning") ?? "failed";
  if (!isFlashCode(code)) return;
  await setFlash(code, { purposeId, ...(result.reference ? { reference: result.reference } : {}) });
}

/** What the action before this page left, or null. It comes from the browser, so it chooses among fixed sentences. */
export async function readFlash(): Promise<FlashMessage | null> {
  const cookie = cookieName();
  const [code = "", id = "", reference = ""] = ((await cookies()).get(cookie)?.value ?? "").split(":");
  if (!isFlashCode(code)) return null;
  return {
    code,
    tone: codes[code],
    kind: code.startsWith("provider-") ? "provider" : "purpose",
    id: isId(id) ? id : null,
    reference: /^[\w-]{1,40}$/.test(reference) ? reference : null,
    cookie,
  };
}
