import "server-only";
import { reasonToAsk } from "@assent/consent/evaluate/consent-state";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { isAskedThrough } from "@assent/consent/release/release";
import type { Application } from "@assent/database/applications/applications";
import { readConsentState } from "@assent/database/provisioning/consent-state";
import { livePurposes } from "@assent/database/purposes/purposes";
import { database } from "@/platform/database";

interface Coming {
  readonly userId: string;
  /** Through which provider the session was opened: it says which purposes are asked. */
  readonly providerId: string | null;
}

/** "open": everything of this application was decided. "undecided": the person is asked before they go on. */
export async function entryOf(coming: Coming, application: Pick<Application, "id">): Promise<"open" | "undecided"> {
  const { asked, state } = await whatIsAsked(coming, application);
  const open = asked.every((version) => version.attributes.every((one) => reasonToAsk(version, one, state) === null));
  return open ? "open" : "undecided";
}

/**
 * Whether somebody who was asked may go on: what is mandatory for this application alone is granted. What they refused of it
 * costs them this application only; the account and everything else stay. What is mandatory for the organisation was
 * decided with the account.
 */
export async function mayEnter(coming: Coming, application: Pick<Application, "id">): Promise<boolean> {
  const { asked, state } = await whatIsAsked(coming, application);
  const granted = (purposeId: string, key: string) =>
    state.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === key);
  const own = asked.filter(({ recipients }) => !recipients.organisation);
  return own.every(({ purposeId, attributes }) =>
    attributes.every(({ key, mandatory }) => !mandatory || granted(purposeId, key)),
  );
}

async function whatIsAsked({ userId, providerId }: Coming, { id }: Pick<Application, "id">) {
  const { orm } = database();
  const [purposes, state] = await Promise.all([
    providerId === null ? ([] as PurposeVersion[]) : livePurposes(orm, providerId),
    readConsentState(orm, userId),
  ]);
  return { asked: purposes.filter(({ recipients }) => isAskedThrough(recipients, id)), state };
}
