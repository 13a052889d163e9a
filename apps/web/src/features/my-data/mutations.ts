import "server-only";
import { type AttributeType, readValue, type ValueProblem } from "@assent/consent/attribute/attribute";
import type { AskedItem } from "@assent/consent/request/consent-request";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes/attributes";
import { getUser, type UserDetail } from "@assent/database/users/user-detail";
import { closeAccount } from "@assent/database/provisioning/close-account";
import { correctValue } from "@assent/database/provisioning/correct";
import { grantLater } from "@assent/database/provisioning/grant-later";
import { livePurposes } from "@assent/database/purposes/purposes";
import { endSessionsOf } from "@assent/database/users/sessions";
import { withdraw } from "@assent/database/provisioning/withdraw";
import { getLocale } from "next-intl/server";
import { currentSession } from "@/platform/session/current-session";
import { endOwnSession } from "@/sign-in/protocol/sign-out";
import { requirePerson, type SignedIn } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";
import { newReceiptNumber, singleItemText } from "@/sign-in/shown-text/single-item-text";

// What people do with their own data. Everything that writes is called by guarded actions only; whose data it is comes
// from the session and never from a form.

type Item = { readonly purpose: string; readonly attribute: string };

const done = (what: string, { purpose, attribute }: Item) =>
  `/me?done=${what}&of=${encodeURIComponent(`${purpose}.${attribute}`)}`;

/** Withdraws one optional detail of one purpose. Returns where to go. */
export async function withdrawMyConsent(by: SignedIn, item: Item): Promise<string> {
  const language = await getLocale();
  const [user, attributes] = await Promise.all([getUser(database().orm, by.id), catalogue(database().orm, language)]);
  const decision = user?.decisions.find(
    ({ purposeId, attribute }) => purposeId === item.purpose && attribute === item.attribute,
  );
  const version = user?.versions.find(({ versionId }) => versionId === decision?.versionId);
  if (!user || !decision || !version) throw new ExpectedError("not-granted");
  // Pressed twice, or on a page from before: it is withdrawn already, and the page says how things are. So it does about
  // what is kept without a consent.
  if (!decision.grant || version.basis.kind === "notice") return "/me";
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
  });
  if (result.ok) return done("withdrawn", item);
  // They agreed to a newer version in another tab, and want out of it all the same: its text goes on the receipt.
  if (result.code === "changed") return withdrawMyConsent(by, item);
  if (result.code === "mandatory") return `/me/close?of=${encodeURIComponent(`${item.purpose}.${item.attribute}`)}`;
  return "/me";
}

export interface LateConsentPrompt {
  readonly notice: Awaited<ReturnType<typeof singleItemText>>["notice"];
  readonly noticeHash: string;
  readonly item: AskedItem;
  readonly version: PurposeVersion;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly provider: UserDetail["identities"][number]["provider"];
}

/**
 * The question about something that the person of this request does not agree to today, in the words of today; null when
 * there is no such question, or they agree already.
 */
export async function lateConsentPrompt(item: Item, language: string): Promise<LateConsentPrompt | null> {
  const { id } = await requirePerson();
  const { orm } = database();
  const [user, attributes] = await Promise.all([getUser(orm, id), catalogue(orm, language)]);
  const held = user?.decisions.find((d) => d.purposeId === item.purpose && d.attribute === item.attribute);
  if (!user || !held || held.grant) return null;
  const { provider, version } = (await askedBy(user.identities, item.purpose)) ?? {};
  const asked = version?.attributes.find(({ key }) => key === item.attribute);
  if (!provider || !version || !asked) return null;
  const stored = user.values.find(({ attribute }) => attribute === item.attribute);
  const typeable = attributes.get(item.attribute)?.selfAssertable === true;
  const offer: AskedItem["offer"] = stored
    ? { kind: "value", value: stored.value, source: stored.source }
    : { kind: typeable ? "type-it" : "not-sent" };
  const { mandatory } = asked;
  const about = { version, attribute: item.attribute, mandatory, offer, attributes, language };
  const drawn = await singleItemText({ what: "agree", ...about, providerName: provider.name });
  const { purposeId, versionId } = version;
  const question = { id: `${versionId}.${item.attribute}`, purposeId, versionId, attribute: item.attribute };
  return { ...drawn, version, attributes, provider, item: { ...question, mandatory, offer } };
}

/** The first of a person's providers that asks this purpose, those through which they can come in before the others. */
async function askedBy(identities: UserDetail["identities"], purpose: string) {
  const providers = identities.map(({ provider }) => provider).sort((a, b) => Number(b.enabled) - Number(a.enabled));
  for (const provider of providers) {
    const version = (await livePurposes(database().orm, provider.id)).find(({ purposeId }) => purposeId === purpose);
    if (version?.basis.kind === "consent") return { provider, version };
  }
  return null;
}

export interface LateConsent extends Item {
  /** Hash of the text that was shown. */
  readonly shown: string;
  readonly language: string;
  readonly typed: string;
}

const agreePage = ({ purpose, attribute }: Item) =>
  `/me/agree/${encodeURIComponent(purpose)}/${encodeURIComponent(attribute)}`;

/** Agrees later, to what was shown and nothing else. Returns where to go. */
export async function giveLateConsent(by: SignedIn, answer: LateConsent): Promise<string> {
  const question = await lateConsentPrompt(answer, answer.language);
  if (!question) return "/me";
  if (question.noticeHash !== answer.shown) return `${agreePage(answer)}?changed=1`;
  let typed: string | null = null;
  if (question.item.offer.kind === "type-it" && answer.typed !== "") {
    const read = readTypedValue(question.attributes, answer.attribute, answer.typed);
    if (!read.ok) return `${agreePage(answer)}?problem=${read.problem}`;
    typed = read.value;
  }
  const { versionId, attribute, mandatory } = question.item;
  const result = await grantLater(database(), {
    userId: by.id,
    provider: question.provider,
    item: { versionId, attribute, mandatory },
    typed,
    language: answer.language,
    notice: question.notice,
    noticeHash: question.noticeHash,
    receiptNumber: newReceiptNumber(),
  });
  if (result.ok) return done("agreed", answer);
  return result.code === "purposes-changed" ? `${agreePage(answer)}?changed=1` : "/me";
}

function readTypedValue(
  attributes: ReadonlyMap<string, CatalogueEntry>,
  attribute: string,
  typed: string,
): { ok: true; value: string } | { ok: false; problem: ValueProblem } {
  const kind = attributes.get(attribute);
  return kind?.selfAssertable ? readValue(kind.type, typed) : { ok: false, problem: "wrong-type" };
}

export interface SelfEntered {
  readonly label: string;
  readonly type: AttributeType;
  readonly value: string;
  /** Whether it is what the organisation has set. */
  readonly isDefault: boolean;
}

/**
 * What the person entered about themselves under this attribute, or what the organisation has set and they may enter; null
 * when there is nothing for them to correct.
 */
export async function selfEntered(attribute: string): Promise<SelfEntered | null> {
  const { id } = await requirePerson();
  const { orm } = database();
  const [user, attributes] = await Promise.all([getUser(orm, id), catalogue(orm, await getLocale())]);
  const entry = user?.values.find((held) => held.attribute === attribute);
  const isDefault = entry?.source === "default";
  const { label = attribute, type = "text", selfAssertable: mayEnter = false } = attributes.get(attribute) ?? {};
  if (!entry || !(entry.source === "self" || (isDefault && mayEnter))) return null;
  return { label, type, value: entry.value, isDefault };
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

/** Ends one session by its handle, or all but this one. Returns where to go. */
export async function endMySessions(by: SignedIn, which: string): Promise<string> {
  const session = await currentSession();
  if (!session) throw new ExpectedError("not-signed-in");
  if (which !== "others" && session.tokenHash.startsWith(which)) return "/me";
  const these = which === "others" ? { allBut: session.tokenHash } : { handle: which };
  const ended = await endSessionsOf(database().orm, by.id, these);
  return `/me?done=sessions&of=${ended > 0 ? "ended" : "none"}#sessions`;
}

/** Closes the account for good, if its owner signed in just now. Returns where to go. */
export async function closeMyAccount(by: SignedIn): Promise<string> {
  if (!(await currentSession())?.isRecent) return "/me/close";
  const closed = await closeAccount(database(), { userId: by.id });
  // The page says why not, and what to do.
  if (!closed.ok && closed.code === "last-administrator") return "/me/close";
  await endOwnSession();
  return closed.ok ? "/closed" : "/sign-in";
}
