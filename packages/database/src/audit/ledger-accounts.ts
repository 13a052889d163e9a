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
  const { accounts, closed } = await readAccounts(executor, pseudonyms);
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

/** In one statement, so that an account which is being closed is either open or closed. */
async function readAccounts(executor: Executor, pseudonyms: readonly string[]) {
  type Row = { account: string | null; pseudonym: string; salt: string | null; closed: boolean };
  const rows =
    pseudonyms.length === 0
      ? []
      : await executor.execute<Row>(sql`
          select id as account, pseudonym, link_salt as salt, false as closed from users
          where ${inArray(users.pseudonym, [...pseudonyms])}
          union all select null, pseudonym, null, true from event
          where type = 'closed' and ${inArray(event.pseudonym, [...pseudonyms])}`);
  const accounts: AccountLink[] = rows.flatMap(({ account, pseudonym, salt }) =>
    account === null ? [] : [{ account, pseudonym, salt: salt ?? "" }],
  );
  return { accounts, closed: new Set(rows.filter((row) => row.closed).map(({ pseudonym }) => pseudonym)) };
}
