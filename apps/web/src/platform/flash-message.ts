import "server-only";
import { cookies } from "next/headers";
import { env } from "./env";
import { isId } from "./request-input";
import type { Refusal } from "./result";

/** `quiet` ones are only announced, because the page already shows what they say. */
export type FlashTone = "success" | "info" | "warning" | "quiet";

/** What a message can name. The page that shows it looks the name up, so that the cookie has no text. */
export type FlashSubject = "purpose" | "provider" | "application";

/** The raw field of a form. Only an id gets into the cookie. */
type Id = string | File | null;

/** The messages that one feature can leave for the next page of the administration. */
export interface FlashMessages<Code extends string> {
  readonly tones: Readonly<Record<Code, FlashTone>>;
  readonly subject: FlashSubject | null;
  /** Leaves a message about the action just done. It lasts until it is shown, or 15 seconds. */
  set(code: Code, id?: Id): Promise<void>;
  /** Leaves a message about why a guarded action did nothing. */
  setFailure(refusal: Pick<Refusal, "code" | "reference">, id?: Id): Promise<void>;
}

interface Declaration<Code extends string> {
  /** Codes of sentences in the messages `admin.note`. */
  readonly tones: Readonly<Record<Code, FlashTone>>;
  /** Code of a refusal → message, if the refusal has another name than the warning in this list. */
  readonly failures?: Readonly<Record<string, NoInfer<Code>>>;
  readonly subject?: FlashSubject;
}

/** What can go wrong with every action. */
const commonTones = {
  failed: "warning",
  "not-allowed": "warning",
  "sign-in-again": "warning",
} as const satisfies Record<string, FlashTone>;
type CommonCode = keyof typeof commonTones;

/** Declares the messages of a feature. The administration shows only messages of the lists that it knows. */
export function flashMessages<const Code extends string>({
  tones: own,
  failures = {},
  subject,
}: Declaration<Code>): FlashMessages<Code | CommonCode> {
  const tones: Readonly<Record<Code | CommonCode, FlashTone>> = { ...commonTones, ...own };
  const isWarning = (code: string): code is Code | CommonCode =>
    Object.hasOwn(tones, code) && tones[code as Code] === "warning";
  return {
    tones,
    subject: subject ?? null,
    set: (code, id = null) => writeFlash(code, id, ""),
    async setFailure({ code, reference = "" }, id = null) {
      const named = Object.hasOwn(failures, code) ? failures[code] : undefined;
      await writeFlash(named ?? (isWarning(code) ? code : "failed"), id, reference);
    },
  };
}

const cookieName = () => `${env().cookiePrefix}-note`;

async function writeFlash(code: string, id: Id, reference: string): Promise<void> {
  (await cookies()).set(cookieName(), [code, typeof id === "string" && isId(id) ? id : "", reference].join(":"), {
    path: "/admin",
    maxAge: 15,
    sameSite: "lax",
    secure: env().secureCookies,
    // A script on the page that shows the message removes the cookie.
    httpOnly: false,
  });
}

/** The codes of one of several lists. */
export type FlashCode<List> = List extends { readonly tones: Readonly<Record<infer Code extends string, FlashTone>> }
  ? Code
  : never;

export interface FlashMessage<Code extends string> {
  readonly code: Code;
  readonly tone: FlashTone;
  readonly subject: FlashSubject | null;
  readonly id: string | null;
  /** Finds the log line of a failure. */
  readonly reference: string | null;
  /** The name of the cookie, for the page that removes it. */
  readonly cookie: string;
}

/**
 * The message that the action before this page left, or null. It comes from the browser, so it chooses among `lists`.
 */
export async function readFlash<List extends Pick<FlashMessages<string>, "tones" | "subject">>(
  lists: readonly List[],
): Promise<FlashMessage<FlashCode<List>> | null> {
  const cookie = cookieName();
  const [code = "", id = "", reference = ""] = ((await cookies()).get(cookie)?.value ?? "").split(":");
  const list = lists.find(({ tones }) => Object.hasOwn(tones, code));
  const tone = list?.tones[code];
  if (!list || !tone) return null;
  return {
    code: code as FlashCode<List>,
    tone,
    subject: list.subject,
    id: isId(id) ? id : null,
    reference: /^[\w-]{1,40}$/.test(reference) ? reference : null,
    cookie,
  };
}
