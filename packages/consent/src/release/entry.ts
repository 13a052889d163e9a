import { canWaitUntil, type ConsentState, reasonToAsk } from "../evaluate/consent-state.ts";
import type { PurposeAttribute, PurposeVersion } from "../purpose/purpose.ts";
import { namesApplication } from "./release.ts";

/** A person with a session on the way to an application. */
export interface EntryFacts {
  applicationId: string;
  /** The live version of each purpose that the person's provider asks. */
  purposes: readonly PurposeVersion[];
  consentState: ConsentState;
  now: Date;
}

/**
 * Whether the person is asked before they continue: something of this application was never decided, or has ended. The
 * organisation's other purposes are asked at the next sign-in. `before`: ids of versions that were live when this
 * session last continued to the application. What was left open then had no box or was postponed, and must not send
 * the person to their provider each time.
 */
export function isUndecided(facts: EntryFacts, before: ReadonlySet<string>): boolean {
  return itemsOf(facts).some(([version, asked]) => {
    const reason = reasonToAsk(version, asked, facts.consentState);
    if (reason === null) return false;
    return reason === "expired" || !before.has(version.versionId) || keepsOut(version, asked, facts);
  });
}

/**
 * Whether the person may continue after the question: what is mandatory only for applications is granted, or not due
 * yet. If they refuse it, they only lose the application. What is mandatory for the organisation was decided with the
 * account.
 */
export const mayEnter = (facts: EntryFacts): boolean =>
  itemsOf(facts).every(([version, asked]) => !keepsOut(version, asked, facts));

const itemsOf = ({ purposes, applicationId }: EntryFacts) =>
  purposes
    .filter(({ recipients }) => namesApplication(recipients, applicationId))
    .flatMap((version) => version.attributes.map((asked) => [version, asked] as const));

function keepsOut(version: PurposeVersion, asked: PurposeAttribute, { consentState, now }: EntryFacts): boolean {
  if (!asked.mandatory || version.recipients.organisation) return false;
  const { purposeId } = version;
  if (consentState.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === asked.key)) return false;
  const reason = reasonToAsk(version, asked, consentState);
  return reason === null || canWaitUntil(version, asked, reason, { consentState, now }) === null;
}
