import { createHash } from "node:crypto";
import { accountDigest } from "@assent/consent/ledger/account-digest";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { closeAccount } from "../provisioning/close-account.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { latestEntries, verifyLedger } from "./ledger.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the entry of an account", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** Accounts, open or closed, that an entry can be shown to be of with anything that is in the database. */
  async function accountsOf(digest: string): Promise<string[]> {
    const ids = await orm().execute<{ id: string }>(sql`select id from users`);
    const pseudonyms = await orm().execute<{ pseudonym: string }>(sql`select distinct pseudonym from receipt`);
    const everyId = new Set(
      (await dumpTables(orm())).match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g),
    );
    const salts = ["", ...everyId];
    return ids
      .filter(({ id: account }) =>
        pseudonyms.some(({ pseudonym }) =>
          salts.some((salt) => accountDigest({ account, pseudonym, salt }, sha256) === digest),
        ),
      )
      .map(({ id }) => id);
  }

  test("is of its id and pseudonym, and when it is closed nothing in the database says so any more", async () => {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const [one, other] = [await makePerson(database(), provider), await makePerson(database(), provider)];
    const digests = (await latestEntries(orm(), 2)).map(({ payload }) => payload.account ?? "").reverse();
    expect(await accountsOf(digests[0] ?? "")).toEqual([one.userId]);
    expect(await accountsOf(digests[1] ?? "")).toEqual([other.userId]);
    expect(await closeAccount(database(), { userId: one.userId })).toMatchObject({ ok: true });
    expect(await accountsOf(digests[0] ?? "")).toEqual([]);
    expect(await accountsOf(digests[1] ?? "")).toEqual([other.userId]);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("is verified while accounts are made and closed", async () => {
    const provider = await makeProvider(database());
    const people = await Promise.all(Array.from({ length: 12 }, () => makePerson(database(), provider)));
    const closing = people.map(({ userId }) => closeAccount(database(), { userId }));
    const verified = await Promise.all(Array.from({ length: 4 }, () => verifyLedger(orm(), { batch: 3 })));
    await Promise.all(closing);
    for (const found of verified) expect(found).toMatchObject({ ok: true });
  });
});
