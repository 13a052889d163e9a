import { type AccountLink, accountDigest } from "@assent/consent/ledger/account-digest";
import type { DigestedEvent, Sha256 } from "@assent/consent/ledger/ledger";
import { inArray, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { event } from "../schema/event.ts";
import type { LedgerPayload } from "../schema/ledger-entry.ts";
import { users } from "../schema/users.ts";
import type { Finding } from "./ledger-problem.ts";

export type AccountCheck = (payload: LedgerPayload, event: DigestedEvent | undefined) => Finding | null;

/** Checks entries that tie an account to its pseudonym, against the accounts as they are now. */
export async function accountCheck(
  executor: Executor,
  events: ReadonlyMap<string, DigestedEvent>,
  entries: readonly { readonly payload: LedgerPayload }[],
  sha256: Sha256,
): Promise<AccountCheck> {
  const tied = entries.filter(({ payload }) => payload.account !== undefined);
  const pseudonyms = tied.flatMap(({ payload }) => events.get(payload.event)?.pseudonym ?? []);
  const accounts = pseudonyms.length === 0 ? [] : await readAccounts(executor, pseudonyms);
  // After the accounts, so that one which is closed in between is found here.
  const closed = pseudonyms.length === 0 ? new Set() : await readClosed(executor, pseudonyms);
  const byPseudonym = new Map(accounts.map((one) => [one.pseudonym, one]));
  return ({ account: digest }, about) => {
    const pseudonym = about?.pseudonym;
    if (digest === undefined || !pseudonym) return null;
    const found = byPseudonym.get(pseudonym);
    if (!found) return closed.has(pseudonym) ? null : { problem: "account-missing", about: { account: pseudonym } };
    const same = accountDigest(found, sha256) === digest;
    return same && !closed.has(pseudonym) ? null : { problem: "account-changed", about: { account: pseudonym } };
  };
}

async function readAccounts(executor: Executor, pseudonyms: readonly string[]): Promise<AccountLink[]> {
  const rows = await executor
    .select({ account: users.id, pseudonym: users.pseudonym, salt: users.linkSalt })
    .from(users)
    .where(inArray(users.pseudonym, [...pseudonyms]));
  return rows.map(({ account, pseudonym, salt }) => ({ account, pseudonym: pseudonym ?? "", salt: salt ?? "" }));
}

async function readClosed(executor: Executor, pseudonyms: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await executor
    .selectDistinct({ pseudonym: event.pseudonym })
    .from(event)
    .where(sql`${event.type} = 'closed' and ${inArray(event.pseudonym, [...pseudonyms])}`);
  return new Set(rows.map(({ pseudonym }) => pseudonym ?? ""));
}
