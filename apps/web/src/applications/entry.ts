import "server-only";
import { randomBytes } from "node:crypto";
import { canWaitUntil, type ConsentState, reasonToAsk } from "@assent/consent/evaluate/consent-state";
import type { PurposeAttribute, PurposeVersion } from "@assent/consent/purpose/purpose";
import { namesApplication } from "@assent/consent/release/release";
import { enterApplication, versionsBeforeEntry } from "@assent/database/applications/application-sessions";
import type { Application } from "@assent/database/applications/applications";
import { readConsentState } from "@assent/database/provisioning/consent-state";
import { livePurposes } from "@assent/database/purposes/purposes";
import { database } from "@/platform/database";

/** A session, and through which provider it was opened: that one says which purposes are asked. */
interface Coming {
  readonly tokenHash: string;
  readonly userId: string;
  readonly providerId: string | null;
}

/**
 * "open": everything of this application was decided, as far as it could be asked. "undecided": the person is asked
 * before they go on. The organisation's other purposes are asked at the next sign-in, as ever.
 */
export async function entryOf(coming: Coming, application: Pick<Application, "id">): Promise<"open" | "undecided"> {
  const [{ versions, state }, before] = await Promise.all([
    decidedOf(coming, application),
    versionsBeforeEntry(database().orm, { tokenHash: coming.tokenHash, applicationId: application.id }),
  ]);
  const isSettled = (version: PurposeVersion, asked: PurposeAttribute): boolean => {
    const reason = reasonToAsk(version, asked, state);
    if (reason === null) return true;
    // A question that had no box, or that was put off, must not send the person to their provider again each time.
    return reason !== "expired" && before.has(version.versionId) && !keepsOut(version, asked, state);
  };
  const open = versions.every((version) => version.attributes.every((asked) => isSettled(version, asked)));
  return open ? "open" : "undecided";
}

/**
 * Whether a person who was asked may go on: what is mandatory for this application alone is granted. What they refused of
 * it costs them this application only; the account and everything else stay. What is mandatory for the organisation was
 * decided with the account.
 */
export async function mayEnter(coming: Coming, application: Pick<Application, "id">): Promise<boolean> {
  const { versions, state } = await decidedOf(coming, application);
  const may = versions.every((version) => version.attributes.every((asked) => !keepsOut(version, asked, state)));
  const { tokenHash } = coming;
  const sid = randomBytes(16).toString("base64url");
  if (may) await enterApplication(database().orm, { tokenHash, applicationId: application.id, sid });
  return may;
}

/** Whether it is mandatory for applications alone, not granted, and due. */
function keepsOut(version: PurposeVersion, asked: PurposeAttribute, consentState: ConsentState): boolean {
  if (!asked.mandatory || version.recipients.organisation) return false;
  const { purposeId } = version;
  if (consentState.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === asked.key)) return false;
  const reason = reasonToAsk(version, asked, consentState);
  return reason === null || canWaitUntil(version, asked, reason, { consentState, now: new Date() }) === null;
}

async function decidedOf({ userId, providerId }: Coming, { id }: Pick<Application, "id">) {
  const { orm } = database();
  const [purposes, state] = await Promise.all([
    providerId === null ? ([] as PurposeVersion[]) : livePurposes(orm, providerId),
    readConsentState(orm, userId),
  ]);
  return { versions: purposes.filter(({ recipients }) => namesApplication(recipients, id)), state };
}
