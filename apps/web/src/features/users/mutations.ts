import "server-only";
import type { RequestChannel } from "@assent/consent/receipt/snapshot";
import { endSessionsFor, restoreAccount, suspendAccount } from "@assent/database/users/administration";
import { releaseClosedAccount } from "@assent/database/users/closed-account";
import { recordArchiveGiven } from "@assent/database/users/given-archive";
import { archiveFor } from "@/features/my-data/archive/queries";
import { catalogue } from "@assent/database/attributes/attributes";
import { getUser } from "@assent/database/users/user-detail";
import type { RestrictionGround } from "@assent/database/schema/users";
import { endRestrictionIn, restrictUse } from "@assent/database/users/restriction";
import { closeAccount } from "@assent/database/provisioning/close-account";
import { readMaskedValue, recordMaskedSearch } from "@assent/database/users/shown-value";
import { withdraw } from "@assent/database/provisioning/withdraw";
import { getTranslations } from "next-intl/server";
import { findLanguage } from "@/platform/i18n/languages";
import { shownTextHash } from "@/sign-in/shown-text/shown-text";
import { inSentence } from "@/sign-in/shown-text/problem-sentence";
import type { SignedIn } from "@/platform/access";
import type { BulkAction } from "./bulk";
import { saveSearch } from "./search";
import { database } from "@/platform/database";
import { newReceiptNumber, singleItemText } from "@/sign-in/shown-text/single-item-text";
import { currentOrganisation } from "@/platform/organisation";
import { ExpectedError } from "@/platform/result";

export { requestChannels } from "@assent/consent/receipt/snapshot";
export { restrictionGrounds } from "@assent/database/schema/users";
export { restrictionNotice } from "@assent/database/users/restriction";

// What administrators do to accounts. Guarded actions only call these: `by` is an administrator, and the database
// checks again. None of these gives consent; only the person can.

const acts = { suspend: suspendAccount, restore: restoreAccount, "end-sessions": endSessionsFor };

/** Errors: "self", "not-allowed", and "changed" if the account is no longer in the state that the page showed. */
export async function changeAccount(by: SignedIn, userId: string, what: BulkAction): Promise<void> {
  requireChanged(await acts[what](database(), { userId, by: by.id }));
}

/**
 * The same for several accounts, each in its own transaction, so that one failure does not stop the others. Errors:
 * "not-allowed"; the next page reads what happened to each.
 */
export async function changeAccounts(by: SignedIn, userIds: readonly string[], what: BulkAction): Promise<void> {
  for (const userId of userIds) {
    const result = await acts[what](database(), { userId, by: by.id });
    if (!result.ok && result.code === "not-allowed") requireChanged(result);
  }
}

/**
 * Everything that is stored about a person, for them. The audit log records it before it is read. Errors: "changed" if the
 * account is closed.
 */
export async function giveArchive(by: SignedIn, userId: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!(await recordArchiveGiven(database(), { userId, by: by.id }))) throw new ExpectedError("changed");
  return archiveFor(userId);
}

/** Lets the sign-in of a closed account make a new one. Errors: "not-allowed", "changed". */
export async function releaseClosed(by: SignedIn, userId: string): Promise<void> {
  requireChanged(await releaseClosedAccount(database(), { userId, by: by.id }));
}

/** Restricts the use of what is stored about a person who has asked for it. Errors: "self", "not-allowed", "changed". */
export async function restrictFor(by: SignedIn, userId: string, ground: RestrictionGround): Promise<void> {
  requireChanged(await restrictUse(database(), { userId, by: by.id, ground }));
}

/** Settles that a restriction ends in so many days; the person reads it at once. Errors: as above. */
export async function endRestrictionFor(by: SignedIn, userId: string, days: number): Promise<void> {
  requireChanged(await endRestrictionIn(database(), { userId, by: by.id, days }));
}

/** Closes an account for good. Errors: "self", "not-allowed", "changed". */
export async function closeAccountFor(by: SignedIn, userId: string): Promise<void> {
  requireChanged(await closeAccount(database(), { userId, by: by.id }));
}

export interface RequestedWithdrawal {
  readonly userId: string;
  readonly purposeId: string;
  readonly attribute: string;
  readonly reason: RequestChannel;
}

/**
 * Withdraws one optional attribute because the person asked for it by letter, email or in another way. The receipt is
 * in their language. Errors: "self", "not-allowed", and "changed" if it is no longer agreed to, or withdrawing would
 * close the account.
 */
export async function withdrawOnRequest(by: SignedIn, request: RequestedWithdrawal): Promise<void> {
  const { userId, purposeId, attribute, reason } = request;
  const { orm } = database();
  const user = await getUser(orm, userId);
  const decision = user?.decisions.find((one) => one.purposeId === purposeId && one.attribute === attribute);
  const version = user?.versions.find(({ versionId }) => versionId === decision?.versionId);
  if (!user || !decision?.grant || !version) throw new ExpectedError("changed");
  const language = findLanguage(user.language)?.code ?? (await currentOrganisation()).defaultLanguage;
  const attributes = await catalogue(orm, language);
  const providerName = user.identities[0]?.provider.name ?? "";
  const about = { version, attribute, mandatory: decision.mandatory, providerName, attributes, language };
  const drawn = await singleItemText({ what: "withdraw", offer: { kind: "not-sent" }, ...about });
  const t = await getTranslations({ locale: language, namespace: "on-request" });
  const label = inSentence(attributes.get(attribute)?.label ?? attribute, language);
  const lead = t("lead", {
    organisation: (await currentOrganisation()).displayName,
    reason: t(`reason.${reason}`),
    label,
  });
  // No button was pressed, so the receipt has no labels of buttons.
  const notice = { ...drawn.notice, lead, acceptLabel: "", declineLabel: "" };
  requireChanged(
    await withdraw(database(), {
      ...{
        userId,
        purposeId,
        versionId: version.versionId,
        attribute,
        language,
        notice,
        noticeHash: shownTextHash(notice),
      },
      receiptNumber: newReceiptNumber(),
      onRequest: { by: by.id, reason },
    }),
  );
}

/** Keeps what is searched for in the administrator's browser. Returns the search's number for the address. */
export async function searchUsers(by: SignedIn, search: Parameters<typeof saveSearch>[0]): Promise<string> {
  await recordMaskedSearch(database().orm, { attribute: search.attribute, by: by.id });
  return saveSearch(search);
}

/** One masked value in full; the audit log records that it was shown. Errors: "changed" if it is no longer stored. */
export async function revealMaskedValue(by: SignedIn, userId: string, attribute: string): Promise<string> {
  const value = await readMaskedValue(database(), { userId, attribute, by: by.id });
  if (value === null) throw new ExpectedError("changed");
  return value;
}

/**
 * Passes on the refusals that the pages have a sentence for; anything else means that the account was changed in the
 * meantime.
 */
function requireChanged(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (result.ok) return;
  const known = (["self", "not-allowed"] as const).find((code) => code === result.code);
  throw new ExpectedError(known ?? "changed");
}
