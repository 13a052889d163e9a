import "server-only";
import type { ValueProblem } from "@assent/consent/attribute/attribute";
import { dayOf, readPlausible } from "@assent/consent/attribute/plausible";
import { legalBasisOf } from "@assent/consent/purpose/purpose";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes/attributes";
import { getUser } from "@assent/database/users/user-detail";
import { closeAccount } from "@assent/database/provisioning/close-account";
import { correctValue } from "@assent/database/provisioning/correct";
import { objectTo } from "@assent/database/provisioning/object";
import { endSessionsOf } from "@assent/database/users/sessions";
import { withdraw } from "@assent/database/provisioning/withdraw";
import { getLocale } from "next-intl/server";
import { handOverReceipt } from "@/platform/session/closing-receipt-cookie";
import { currentSession } from "@/platform/session/current-session";
import { endOwnSession } from "@/sign-in/protocol/sign-out";
import { type SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { newReceiptNumber, singleItemText } from "@/sign-in/shown-text/single-item-text";
import { ExpectedError } from "@/platform/result";
import { endAccess } from "@/sign-in/rights/access";
import type { AccessHolder } from "@/sign-in/rights/access-rule";
import { type ItemOfPurpose } from "./late-consent/queries";

// What people do with their own data. Guarded actions only call these: the account comes from the session and never
// from a form.
export const doneAddress = (what: string, { purpose, attribute }: ItemOfPurpose, at: ActsAt = "/me") =>
  `${at}?done=${what}&of=${encodeURIComponent(`${purpose}.${attribute}`)}`;

/** Where a person acts: in My data, or on the page for people who cannot sign in. */
type ActsAt = "/me" | "/rights";

/** Withdraws one optional attribute of one purpose. Returns where to go. */
export async function withdrawMyConsent(
  by: Pick<SignedIn, "id">,
  item: ItemOfPurpose,
  at: ActsAt = "/me",
): Promise<string> {
  const language = await getLocale();
  const [user, attributes] = await Promise.all([getUser(database().orm, by.id), catalogue(database().orm, language)]);
  const decision = user?.decisions.find(
    ({ purposeId, attribute }) => purposeId === item.purpose && attribute === item.attribute,
  );
  const version = user?.versions.find(({ versionId }) => versionId === decision?.versionId);
  if (!user || !decision || !version) throw new ExpectedError("not-granted");
  // Already withdrawn (the button was pressed twice, or the page was old), or stored on another legal basis than
  // consent: the page shows the current state.
  if (!decision.grant || legalBasisOf(version, item.attribute) !== "consent") return at;
  const drawn = await singleItemText({
    what: "withdraw",
    version,
    attribute: item.attribute,
    mandatory: decision.mandatory,
    offer: { kind: "not-sent" },
    providerName: user.identities[0]?.provider.name ?? "",
    attributes,
    language,
  });
  const result = await withdraw(database(), {
    userId: by.id,
    purposeId: item.purpose,
    versionId: version.versionId,
    attribute: item.attribute,
    language,
    ...drawn,
    receiptNumber: newReceiptNumber(),
    withoutSession: at === "/rights",
  });
  if (result.ok) return doneAddress("withdrawn", item, at);
  // The person agreed to a newer version in another tab. The withdrawal still applies, and its receipt has the newer
  // text.
  if (result.code === "changed") return withdrawMyConsent(by, item, at);
  if (result.code === "mandatory") return `${at}/close?of=${encodeURIComponent(`${item.purpose}.${item.attribute}`)}`;
  return at;
}

export function readTypedValue(
  attributes: ReadonlyMap<string, CatalogueEntry>,
  attribute: string,
  typed: string,
): { ok: true; value: string } | { ok: false; problem: ValueProblem } {
  const kind = attributes.get(attribute);
  return kind?.selfAssertable ? readPlausible(kind, typed, dayOf(new Date())) : { ok: false, problem: "wrong-type" };
}

/** Replaces what the person entered. Returns where to go. */
export async function correctSelfEntered(
  by: SignedIn,
  { attribute, typed }: { readonly attribute: string; readonly typed: string },
): Promise<string> {
  const attributes = await catalogue(database().orm);
  const read = readTypedValue(attributes, attribute, typed);
  const key = encodeURIComponent(attribute);
  if (!read.ok) return `/me/correct/${key}?problem=${read.problem}`;
  const corrected = await correctValue(database(), { userId: by.id, attribute, value: read.value });
  return corrected ? `/me?done=corrected&of=${encodeURIComponent(`.${attribute}`)}` : "/me";
}

/** Objects to what is kept for one purpose. Returns where to go. */
export async function objectToPurpose(by: SignedIn, purposeId: string): Promise<string> {
  const recorded = await objectTo(database(), { userId: by.id, purposeId, language: await getLocale() });
  return recorded ? `/me?done=objected&of=${purposeId}` : "/me";
}

/** Ends one session by its handle, or all but this one. Returns where to go. */
export async function endMySessions(by: SignedIn, which: string): Promise<string> {
  const session = await currentSession();
  if (!session) throw new ExpectedError("not-signed-in");
  if (which !== "others" && session.tokenHash.startsWith(which)) return "/me";
  const these = which === "others" ? { allBut: session.tokenHash } : { handle: which };
  const ended = await endSessionsOf(database().orm, by.id, these);
  return `/me?done=sessions&of=${ended > 0 ? "ended" : "none"}#sessions`;
}

/** Closes the account for good. Returns where to go. */
export async function closeMyAccount(by: SignedIn): Promise<string> {
  const closed = await closeAccount(database(), { userId: by.id });
  // The page explains why the account cannot be closed.
  if (!closed.ok && closed.code === "last-administrator") return "/me/close";
  await endOwnSession();
  if (closed.ok) await handOverReceipt(closed.receiptId);
  return closed.ok ? "/closed" : "/sign-in";
}

/** The same for a person who cannot sign in, and has just proved who they are. Returns where to go. */
export async function closeWithoutSession(holder: AccessHolder): Promise<string> {
  if (!holder.isFresh) return "/rights/close";
  const closed = await closeAccount(database(), { userId: holder.id });
  if (!closed.ok && closed.code === "last-administrator") return "/rights/close";
  await endAccess();
  return closed.ok ? "/closed" : "/rights";
}
