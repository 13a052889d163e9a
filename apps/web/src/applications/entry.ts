import "server-only";
import { randomBytes } from "node:crypto";
import { type EntryFacts, isUndecided, mayEnter } from "@assent/consent/release/entry";
import { enterApplication, versionsBeforeEntry } from "@assent/database/applications/application-sessions";
import type { Application } from "@assent/database/applications/applications";
import { readConsentState } from "@assent/database/provisioning/consent-state";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";

/** A session, and the provider that it was opened through, which decides the purposes that are asked. */
interface Coming {
  readonly tokenHash: string;
  readonly userId: string;
  readonly providerId: string | null;
}

/** Whether this session continues to the application, or is asked something first. */
export async function entryOf(coming: Coming, application: Pick<Application, "id">): Promise<"open" | "undecided"> {
  const key = { tokenHash: coming.tokenHash, applicationId: application.id };
  const [facts, before] = await Promise.all([
    entryFacts(coming, application),
    versionsBeforeEntry(database().orm, key),
  ]);
  return isUndecided(facts, before) ? "undecided" : "open";
}

/** Lets a session that was asked continue to the application, unless the person refused what the application needs. */
export async function enter(coming: Coming, application: Pick<Application, "id">): Promise<boolean> {
  if (!mayEnter(await entryFacts(coming, application))) return false;
  const sid = randomBytes(16).toString("base64url");
  await enterApplication(database().orm, { tokenHash: coming.tokenHash, applicationId: application.id, sid });
  return true;
}

async function entryFacts({ userId, providerId }: Coming, { id }: Pick<Application, "id">): Promise<EntryFacts> {
  const { orm } = database();
  const [purposes, consentState] = await Promise.all([
    providerId === null ? [] : administered.livePurposes(providerId),
    readConsentState(orm, userId),
  ]);
  return { applicationId: id, purposes, consentState, now: new Date() };
}
