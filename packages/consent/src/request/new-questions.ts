import {
  type AskReason,
  canWaitUntil,
  type ConsentState,
  newestDecidedVersion,
  reasonToAsk,
  type SigningIn,
  valueToOffer,
} from "../evaluate/consent-state.ts";
import type { PurposeAttribute, PurposeVersion } from "../purpose/purpose.ts";
import {
  askedItem,
  type AskedItem,
  type AskedPurpose,
  type ConsentRequest,
  defaultOffer,
  type ItemOffer,
  type KnownPerson,
  offerWithout,
  type RequestInput,
} from "./asked.ts";

/** One attribute that a person with an account is asked about, and until when that can wait. */
interface Question {
  version: PurposeVersion;
  attribute: PurposeAttribute;
  because: AskReason;
  canWaitUntil: Date | null;
}

/**
 * What a person with an account can answer and has not. A mandatory item that was not sent and may not be typed is left
 * out, so that people do not lose their account over data that they cannot give. Purposes without any box are left
 * out too. What can wait is asked only if nothing is due, so that refusing it never puts the account at stake.
 */
export function newQuestions(
  versions: readonly PurposeVersion[],
  input: RequestInput,
  known: KnownPerson,
): Omit<ConsentRequest, "basis"> {
  const questions = versions.flatMap((version) => questionsOf(version, known));
  const everything = askedOf(versions, questions, input, known);
  const again = { unchanged: unchangedOf(versions, everything, known) };
  // Computed again from what is due alone: a question that can wait must not turn an optional item into one to type.
  const due = askedOf(
    versions,
    questions.filter((question) => question.canWaitUntil === null),
    input,
    known,
  );
  if (due.length > 0 || everything.length === 0) return { purposes: due, blockedBy: [], again };
  const dates = questions.flatMap((question) => question.canWaitUntil ?? []);
  const canWaitUntil = dates.reduce((first, date) => (date < first ? date : first));
  return { purposes: everything, blockedBy: [], again: { ...again, canWaitUntil } };
}

function questionsOf(version: PurposeVersion, known: KnownPerson): Question[] {
  return version.attributes.flatMap((attribute): Question[] => {
    const because = reasonToAsk(version, attribute, known.consentState);
    if (because === null) return [];
    return [{ version, attribute, because, canWaitUntil: canWaitUntil(version, attribute, because, known) }];
  });
}

/** The purposes with at least one box for these questions, in order. */
function askedOf(
  versions: readonly PurposeVersion[],
  questions: readonly Question[],
  input: RequestInput,
  { consentState, signingIn }: KnownPerson,
): AskedPurpose[] {
  const { values, catalogue } = input;
  const offered = (key: string) =>
    catalogue.has(key) ? (valueToOffer(key, values, consentState, signingIn) ?? defaultOffer(input, key)) : undefined;
  const needed = questions.filter(({ attribute }) => attribute.mandatory).map(({ attribute }) => attribute.key);
  const missing = new Set(needed.filter((key) => offered(key) === undefined));
  const offer = (key: string): ItemOffer => {
    const value = offered(key);
    if (value !== undefined) return { kind: "value", value: value.value, source: value.source };
    const isTyped = missing.has(key) && catalogue.get(key)?.selfAssertable === true;
    return offerWithout(input, isTyped ? "type-it" : "not-sent", key);
  };
  return versions.flatMap((version): AskedPurpose[] => {
    const items = questions.flatMap((question): AskedItem[] => {
      if (question.version !== version) return [];
      const made = askedItem(version, question.attribute, offer);
      if (made.mandatory && made.offer.kind === "not-sent") return [];
      // Both say what an answer does, and what is told has none.
      const storedFor = made.basis ? [] : otherPurposesOf(question, consentState, signingIn);
      const byNotice = !made.basis && isStoredByNotice(question, consentState, signingIn);
      return [
        {
          ...made,
          because: question.because,
          ...(made.mandatory && !version.recipients.organisation ? { onlyForEntry: true } : {}),
          ...(storedFor.length > 0 ? { storedFor } : {}),
          ...(byNotice ? { storedByNotice: true } : {}),
        },
      ];
    });
    const before = newestDecidedVersion(version.purposeId, consentState);
    const hasBox = items.some((made) => made.offer.kind !== "not-sent");
    return hasBox ? [{ version, items, ...(before ? { before } : {}) }] : [];
  });
}

function unchangedOf(
  versions: readonly PurposeVersion[],
  asked: readonly AskedPurpose[],
  { consentState }: KnownPerson,
) {
  const isAsked = new Set(asked.map(({ version }) => version));
  return versions.filter((version) => !isAsked.has(version) && newestDecidedVersion(version.purposeId, consentState));
}

/**
 * The other purposes for which the stored value is used. Only for a new item: if an item changed, its value is used for
 * it already.
 */
function otherPurposesOf(
  { version, attribute, because }: Question,
  consentState: ConsentState,
  signingIn: SigningIn,
): PurposeVersion[] {
  if (because !== "new") return [];
  return holding(attribute.key, consentState).filter(
    (other) => other.purposeId !== version.purposeId && !isNoticeOf(other, signingIn),
  );
}

/**
 * Whether refusing this question erases a stored value: only this provider's notice covers the value, and the answer
 * ends the notice.
 */
function isStoredByNotice({ version, attribute }: Question, consentState: ConsentState, signingIn: SigningIn): boolean {
  const holders = holding(attribute.key, consentState);
  return (
    version.basis.kind === "consent" && holders.length > 0 && holders.every((holder) => isNoticeOf(holder, signingIn))
  );
}

/** The purposes, in the versions that were agreed to or told, for which an attribute is stored today. */
function holding(attribute: string, consentState: ConsentState): PurposeVersion[] {
  if (!consentState.values.some((held) => held.attribute === attribute)) return [];
  const grants = consentState.grants.filter((grant) => grant.attribute === attribute);
  return grants.flatMap(({ purposeId }) => newestDecidedVersion(purposeId, consentState) ?? []);
}

const isNoticeOf = ({ basis }: PurposeVersion, { providerId }: SigningIn) =>
  basis.kind === "notice" && basis.providerId === providerId;
