import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type AuditCursor, type AuditEntry, type AuditFilter, countAudit, listActors, listAudit } from "./audit.ts";
import { appendEvent } from "./events.ts";
import { runRetention } from "../retention/retention.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeAdministrator, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { closeAccount } from "../provisioning/close-account.ts";

describe("the audit log", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  let [ada, grace, purposeId] = ["", "", ""];

  async function pages(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    const all: AuditEntry[] = [];
    let after: AuditCursor | null = null;
    do {
      const page = await listAudit(orm(), filter, { limit, after });
      all.push(...page.entries);
      after = page.next;
    } while (after !== null);
    return all;
  }

  beforeAll(async () => {
    purposeId = (await makePurpose(database())).purposeId;
    const provider = await makeProvider(database());
    const { userId } = await makePerson(database(), provider);
    ada = (await makeAdministrator(database())).userId;
    grace = (await makeAdministrator(database())).userId;
    for (const by of [ada, grace, ada, null, grace]) {
      await appendEvent(orm(), {
        type: "purpose-moved",
        actor: by === null ? "system" : { kind: "administrator", userId: by },
        purposeId,
        details: { direction: "up" },
      });
    }
    // Neither actions of people nor automatic ones are changes by the administration.
    await closeAccount(database(), { userId });
    await orm().execute(
      sql`insert into event (type, actor_kind) values ('expired', 'system'), ('refreshed', 'system')`,
    );
    await runRetention(database(), { refusalDays: 1 });
  });

  test("lists what administrators and the operator did, newest first, and nothing else", async () => {
    const all = await pages({}, 100);
    expect(all.map(({ type }) => type)).not.toContain("provisioned");
    expect(new Set(all.map(({ type }) => type))).toEqual(
      new Set(["purpose-moved", "purpose-created", "provider-created"]),
    );
    expect(all.map(({ at }) => at.getTime())).toEqual(all.map(({ at }) => at.getTime()).sort((a, b) => b - a));
    for (const limit of [1, 2, 3]) expect(await pages({}, limit)).toEqual(all);
    expect(all.find(({ actor }) => actor?.userId === grace)).toMatchObject({
      type: "purpose-moved",
      purposeId,
      purpose: expect.any(String),
      provider: null,
      details: { direction: "up" },
    });
  });

  test("can be filtered by actor, type and time", async () => {
    const all = await pages({}, 100);
    const middle = all[2]?.at ?? new Date(0);
    expect((await pages({ actor: { userId: ada } }, 2)).length).toBe(2);
    expect(await pages({ actor: { userId: ada } }, 1)).toEqual(all.filter(({ actor }) => actor?.userId === ada));
    expect(await pages({ actor: "system" }, 2)).toEqual(all.filter(({ actor }) => actor === null));
    expect(await pages({ type: "purpose-created" }, 2)).toEqual(all.filter(({ type }) => type === "purpose-created"));
    expect(await pages({ since: middle }, 2)).toEqual(all.filter(({ at }) => at >= middle));
    expect(await pages({ before: middle }, 2)).toEqual(all.filter(({ at }) => at < middle));
    expect(await pages({ type: "provisioned" }, 2)).toEqual([]);
    expect(await pages({ actor: { userId: purposeId } }, 2)).toEqual([]);
    expect(await countAudit(orm(), { actor: { userId: ada } }, 9)).toBe(2);
    expect(await countAudit(orm(), {}, 3)).toBe(4);
    expect(await countAudit(orm(), {}, null)).toBe((await listAudit(orm(), {}, { limit: 100 })).entries.length);
  });

  test("names an administrator with a closed account by pseudonym only", async () => {
    const before = await pages({ actor: { userId: grace } }, 9);
    await closeAccount(database(), { userId: grace });
    const pseudonym = before[0]?.actor?.pseudonym;
    const after = (await pages({}, 100)).filter(({ actor }) => actor?.pseudonym === pseudonym);
    expect(after).toEqual(before.map((entry) => ({ ...entry, actor: { pseudonym, userId: null } })));
    expect(await listActors(orm())).toEqual([ada]);
  });
});
