import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenEngine } from "../engine/engine.ts";
import { type Executor, ormOn } from "../engine/orm.ts";
import { editProvider, makeApplication, makeDecision, makeProvider, makePurpose } from "../testing/factories.ts";
import { useDatabase } from "../testing/databases.ts";
import { noteSignIn } from "../applications/application-days.ts";
import { recordClaimSighting } from "../providers/claim-sightings.ts";
import { administeredReads, administeredRevision } from "./administered.ts";
import { provision } from "../provisioning/provision.ts";

const anyArguments: { readonly [Name in keyof typeof administeredReads]: readonly string[] } = {
  getInstallation: [],
  getController: [],
  organisationLogoHash: [],
  catalogue: ["de"],
  findBySlug: ["a"],
  findById: ["00000000-0000-0000-0000-000000000000"],
  listEnabled: [],
  livePurposes: ["00000000-0000-0000-0000-000000000000"],
  findClient: ["a"],
};

describe("the revision of what administrators set", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const revision = () => administeredRevision(orm());
  let sql: postgres.Sql;
  beforeAll(() => {
    sql = postgres(database().url, { max: 3, onnotice: () => {} });
  });
  afterAll(() => sql.end());

  test.each(Object.keys(administeredReads) as (keyof typeof administeredReads)[])(
    "every table that %s reads has the triggers",
    async (name) => {
      const asked: string[] = [];
      const read = administeredReads[name] as (executor: Executor, ...args: readonly string[]) => Promise<unknown>;
      // Some expect a row, so what they do with none is not looked at.
      await read(recording(asked), ...anyArguments[name]).catch(() => undefined);
      expect(asked.length).toBeGreaterThan(0);
      const tables = new Set((await Promise.all(asked.map((text) => tablesOf(sql, text)))).flat());
      expect(tables.size).toBeGreaterThan(0);
      for (const table of tables) expect(await changesNoted(sql, table), table).toEqual(["DELETE", "INSERT", "UPDATE"]);
    },
  );

  test("changes with a provider, a purpose and an application", async () => {
    const seen = [await revision()];
    const provider = await makeProvider(database());
    seen.push(await revision());
    await editProvider(database(), provider, { name: "Another name" });
    seen.push(await revision());
    await makePurpose(database());
    seen.push(await revision());
    await makeApplication(database());
    seen.push(await revision());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("stays the same when a person signs in, an application asks for other scopes, and a claim is seen", async () => {
    const provider = await makeProvider(database());
    const decision = await makeDecision(database(), provider);
    const application = await makeApplication(database());
    const before = await revision();
    const signedIn = await provision(database(), decision);
    if (!signedIn.ok) expect.fail(signedIn.code);
    await noteSignIn(orm(), { userId: signedIn.userId, applicationId: application.id, scopes: "openid email" });
    await recordClaimSighting(orm(), provider.id, ["email"]);
    await sql`update installation set accent = accent`;
    expect(await revision()).toBe(before);
  });

  test("changes when a transaction commits, in whichever order they began, and none waits for another", async () => {
    const [first, second] = [await makeProvider(database()), await makeProvider(database())];
    const rename = (id: string) => (tx: postgres.TransactionSql) =>
      tx`update identity_provider set hint = ${id} where id = ${id}`;
    const seen = [await revision()];
    await sql.begin(async (one) => {
      await rename(first.id)(one);
      expect(await revision()).toBe(seen[0]);
      await sql.begin(rename(second.id));
      seen.push(await revision());
    });
    seen.push(await revision());
    expect(new Set(seen).size).toBe(3);
  });

  test("is not changed by what is undone", async () => {
    const before = await revision();
    const undone = sql.begin(async (tx) => {
      await tx`update controller set name = 'Undone'`;
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await revision()).toBe(before);
  });

  test("keeps no more rows than transactions that ran at the same time", async () => {
    for (let n = 0; n < 5; n++) await makeProvider(database());
    const [found] = await sql<{ rows: number }[]>`select count(*)::int as rows from administrative_change`;
    expect(found?.rows).toBe(1);
  });
});

/** Answers nothing, and keeps the texts of the statements. */
function recording(asked: string[]): Executor {
  const engine: OpenEngine = {
    query: async ({ text }) => {
      asked.push(text);
      return [];
    },
    transaction: () => Promise.reject(new Error("Only reads")),
    close: async () => {},
  };
  return ormOn(engine);
}

/** The tables that PostgreSQL's own plan of a statement reads. */
async function tablesOf(sql: postgres.Sql, text: string): Promise<string[]> {
  const [plan] = await sql.unsafe(`explain (generic_plan, format json) ${text}`);
  const found = JSON.stringify(plan).matchAll(/"Relation Name":"([^"]+)"/g);
  return [...found].map(([, name]) => name ?? "");
}

/** The kinds of change of a table that its triggers note, from PostgreSQL's own catalogue. */
async function changesNoted(sql: postgres.Sql, table: string): Promise<string[]> {
  const rows = await sql<{ change: string }[]>`
    select event_manipulation as change from information_schema.triggers
    where event_object_table = ${table} and action_statement like '%note_administrative_change%' order by 1`;
  return rows.map(({ change }) => change);
}
