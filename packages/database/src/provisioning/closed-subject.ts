import { createHash, createHmac, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/**
 * The key lives on globalThis, because the bundler may load this module more than once in a process: the start of the
 * process opens it, and pages use it.
 */
const holder = globalThis as typeof globalThis & { assentClosedSubjectKey?: Buffer };

/** From now on this process recognises closed accounts with this key. */
export function useClosedSubjectKey(key: Buffer): void {
  holder.assentClosedSubjectKey = key;
}

/**
 * What stays of a sign-in identifier when its account is closed: a keyed hash that recognises the identifier, so that the
 * account stays closed. Without the key, which is in no table that opens without AUTH_SECRET, no one can find out whether
 * an identifier that they know had an account here.
 */
export const closedSubject = (providerId: string, subject: string): string => keyed(digest(providerId, subject));

/** The same of what earlier versions kept, which was a hash without a key; null for anything else. */
export function keyedClosedSubject(stored: string): string | null {
  const hash = /^closed:([0-9a-f]{64})$/.exec(stored)?.[1];
  return hash === undefined ? null : keyed(hash);
}

/** All that can be stored for an identifier: itself, or what stays of it, also from an instance of an earlier version. */
export const storedSubjects = (providerId: string, subject: string): string[] => [
  subject,
  closedSubject(providerId, subject),
  `closed:${digest(providerId, subject)}`,
];

/**
 * What a closed account keeps: its keyed hash, or a random word where another closed account has the same one and keeps the
 * identifier out already. That happens when an instance of an earlier version, which does not know keyed hashes, has made a
 * second account.
 */
export async function subjectToKeep(executor: Executor, providerId: string, keyedSubject: string): Promise<string> {
  const found = await executor.execute(sql`
    select from federated_identity where provider_id = ${providerId} and subject = ${keyedSubject}`);
  return found.length === 0 ? keyedSubject : `closed:again:${randomUUID()}`;
}

const digest = (providerId: string, subject: string) =>
  createHash("sha256").update(`${providerId} ${subject}`).digest("hex");

function keyed(hash: string): string {
  const key = holder.assentClosedSubjectKey;
  if (!key) throw new Error("The key of closed accounts is not open");
  return `closed:keyed:${createHmac("sha256", key).update(hash).digest("hex")}`;
}
