// The table of docs/proof.md: each change, who makes it, and what stops or finds it.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addFirstOidcKeys } from "../applications/oidc-keys.ts";
import { grantAppRole } from "../engine/app-role.ts";
import { DatabaseError } from "../engine/database-error.ts";
import { type Database, openDatabase } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { withdraw } from "../provisioning/withdraw.ts";
import { saveController } from "../settings/settings.ts";
import { useDatabase } from "../testing/databases.ts";
import { acme, asks, makePerson, makeProvider, makePurpose, makeShown } from "../testing/factories.ts";
import { rewriteLedger, undone } from "../testing/tampering.ts";
import type { ChainHead } from "@assent/consent/ledger/ledger";
import { ledgerHead, verifyLedger } from "./ledger.ts";
import { addFirstSigningKey, rotateSigningKey } from "./signing-keys.ts";

/**
 * What becomes of a change. "grant", "trigger", "foreign key": what refuses it ("grant": the rights of the role). "kept head":
 * only a head that was kept elsewhere shows it. Else what the verifier calls it.
 */
type Outcome = string;

interface Change {
  readonly what: string;
  readonly statements: readonly string[];
  /** By the role of the app; by the owner of the tables, with their triggers off; by a superuser. */
  readonly app: Outcome;
  readonly owner: Outcome;
  readonly superuser: Outcome;
}

const byOwners = (found: Outcome) => ({ owner: found, superuser: found });
const refusedOr = (app: "grant" | "trigger", found: Outcome) => ({ app, ...byOwners(found) });

const ana = `(select u.id from users u join federated_identity f on f.user_id = u.id where f.subject = 'ana')`;
const ben = `(select u.id from users u join federated_identity f on f.user_id = u.id where f.subject = 'ben')`;
const anasReceipt = `(select r.id from receipt r join users u on u.pseudonym = r.pseudonym where u.id = ${ana} and r.kind = 'consent' and r.number <> '0000-0000')`;
/** Published, and no one decided on it, so that no foreign key holds its rows. */
const unused = `(select v.id from purpose_version v join purpose p on p.id = v.purpose_id where p.name = 'Unused')`;
const closedPseudonym = `(select pseudonym from event where type = 'closed')`;
const sixty = "repeat('6', 64)";
/** A decision of yesterday, made today. */
const backdated = [
  `insert into receipt select (jsonb_populate_record(r, jsonb_build_object('id', '00000000-0000-4000-8000-000000000001',
    'number', '0000-0000', 'decided_at', r.decided_at - interval '1 day'))).* from receipt r where r.id = ${anasReceipt}`,
  `insert into receipt_item select (jsonb_populate_record(i, jsonb_build_object(
    'receipt_id', '00000000-0000-4000-8000-000000000001', 'decided_at', i.decided_at - interval '1 day',
    'state', 'denied', 'source', null))).* from receipt_item i where i.receipt_id = ${anasReceipt}`,
];
const backdatedEvent = `insert into event (id, at, type, actor_kind, actor_id, pseudonym, receipt_id)
  select '00000000-0000-4000-8000-000000000002', r.decided_at, 'denied', 'person', r.pseudonym, r.pseudonym, r.id
  from receipt r where r.number = '0000-0000'`;
const append = (event: string) =>
  `do $$ declare "e" event; begin
    select * into "e" from event where id = ${event}; perform append_ledger_entry("e"); end $$`;
/** The newest entry is of an event that changed nothing else. */
const lastEvent = `(select (payload ->> 'event')::uuid from ledger_entry order by seq desc limit 1)`;

const changes: readonly Change[] = [
  {
    what: "a pseudonym is replaced",
    statements: [`update users set pseudonym = gen_random_uuid() where id = ${ana}`],
    ...refusedOr("trigger", "account-missing"),
  },
  {
    what: "two accounts exchange their pseudonyms",
    statements: [
      `create temp table spare on commit drop as select id, pseudonym from users`,
      `update users set pseudonym = gen_random_uuid() where id in (${ana}, ${ben})`,
      `update users u set pseudonym = s.pseudonym from spare s where s.id <> u.id and u.id in (${ana}, ${ben}) and s.id in (${ana}, ${ben})`,
    ],
    ...refusedOr("trigger", "account-changed"),
  },
  {
    what: "an account gets the pseudonym of a closed one",
    statements: [`update users set pseudonym = ${closedPseudonym} where id = ${ana}`],
    ...refusedOr("trigger", "account-missing"),
  },
  {
    what: "a closed account gets its pseudonym back",
    statements: [
      `update users set status = 'active', closed_at = null, link_salt = gen_random_uuid(), pseudonym = ${closedPseudonym} where status = 'closed'`,
    ],
    ...refusedOr("trigger", "account-changed"),
  },
  {
    what: "an account is there that no one made",
    statements: ["insert into users (pseudonym, language) values (gen_random_uuid(), 'en')"],
    app: "account-unlisted",
    ...byOwners("account-unlisted"),
  },
  {
    what: "a closed account gets a grant",
    statements: [
      `insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id)
        select (select id from users where status = 'closed'), g.purpose_id, g.purpose_version_id, g.attribute_key, g.receipt_id
        from consent_grant g where g.user_id = ${ben} limit 1`,
    ],
    app: "account-kept",
    ...byOwners("account-kept"),
  },
  {
    what: "a grant is revived",
    statements: [
      `update consent_grant set ended_at = null, end_reason = null where user_id = ${ana} and ended_at is not null`,
    ],
    ...refusedOr("trigger", "grant-revived"),
  },
  {
    what: "a grant lasts longer",
    statements: [`update consent_grant set expires_at = null where user_id = ${ana} and attribute_key = 'email'`],
    ...refusedOr("trigger", "grant-lengthened"),
  },
  {
    what: "a grant is invented",
    statements: [
      `insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id)
        select ${ben}, v.purpose_id, v.id, i.attribute_key, i.receipt_id from receipt_item i
        join purpose_version v on v.id = i.purpose_version_id join receipt r on r.id = i.receipt_id
        join users u on u.pseudonym = r.pseudonym where u.id = ${ben} and i.state = 'denied' limit 1`,
    ],
    app: "grant-invented",
    ...byOwners("grant-invented"),
  },
  {
    what: "a grant is ended",
    statements: [
      `delete from attribute_value where user_id = ${ben}`,
      `update consent_grant set ended_at = now(), end_reason = 'withdrawn' where user_id = ${ben}`,
    ],
    app: "grant-ended",
    ...byOwners("grant-ended"),
  },
  {
    what: "a grant is deleted",
    statements: [
      `delete from attribute_value where user_id = ${ben}`,
      `delete from consent_grant where user_id = ${ben}`,
    ],
    app: "grant-missing",
    ...byOwners("grant-missing"),
  },
  {
    what: "a text of a published version is replaced",
    statements: ["update purpose_version_text set description = 'So that we can sell it.'"],
    ...refusedOr("trigger", "version-changed"),
  },
  {
    what: "a mandatory flag is replaced",
    statements: [`update purpose_version_attribute set mandatory = not mandatory where version_id = ${unused}`],
    ...refusedOr("trigger", "version-changed"),
  },
  {
    what: "an attribute is added to a published version",
    statements: [
      `insert into purpose_version_attribute (version_id, attribute_key, position, mandatory) values (${unused}, 'name', 9, false)`,
    ],
    ...refusedOr("trigger", "version-changed"),
  },
  {
    what: "a retention period is replaced",
    statements: [`update purpose_version set retention_kind = 'withdrawn' where id = ${unused}`],
    ...refusedOr("trigger", "version-changed"),
  },
  {
    what: "a version is published that no one published",
    statements: [
      `insert into purpose_version (purpose_id, number, retention_kind, material, published_at)
        select purpose_id, number + 1, 'withdrawn', true, now() from purpose_version where id = ${unused}`,
    ],
    app: "version-unlisted",
    ...byOwners("version-unlisted"),
  },
  {
    what: "the text in a receipt is replaced",
    statements: [`update receipt set notice = notice || '{"title": "Another"}' where id = ${anasReceipt}`],
    ...refusedOr("grant", "receipt-changed"),
  },
  {
    what: "a public key is replaced",
    statements: [
      `update signing_key set public_key = public_key || '{"x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}' where retired_at is null`,
    ],
    ...refusedOr("grant", "key-changed"),
  },
  {
    what: "a public key is replaced with its name",
    statements: [
      `update signing_key set public_key = public_key || '{"x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
        kid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' where retired_at is null`,
    ],
    ...refusedOr("grant", "key-unlisted"),
  },
  {
    what: "a public key is added that never signed",
    statements: [
      `insert into signing_key (kid, public_key, retired_at) values ('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
        '{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}', now())`,
    ],
    app: "key-unlisted",
    ...byOwners("key-unlisted"),
  },
  {
    what: "a public key of tokens is replaced",
    statements: [
      `update oidc_key set public_key = public_key || '{"x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'`,
    ],
    ...refusedOr("trigger", "key-changed"),
  },
  {
    what: "a public key is deleted",
    statements: ["delete from signing_key where retired_at is not null"],
    ...refusedOr("grant", "key-missing"),
  },
  {
    what: "a receipt is backdated",
    statements: [
      `update receipt_item set decided_at = decided_at - interval '1 day' where receipt_id = ${anasReceipt}`,
      `update receipt set decided_at = decided_at - interval '1 day' where id = ${anasReceipt}`,
    ],
    app: "grant",
    // Between a receipt and its items; the owner can only drop it.
    owner: "foreign key",
    superuser: "receipt-changed",
  },
  {
    what: "an event is backdated",
    statements: [`update event set at = at - interval '1 day' where id = ${lastEvent}`],
    ...refusedOr("grant", "event-changed"),
  },
  {
    what: "a receipt is inserted with an earlier time",
    statements: [...backdated, backdatedEvent, append("'00000000-0000-4000-8000-000000000002'")],
    ...refusedOr("trigger", "backdated"),
  },
  {
    what: "an event is inserted with an earlier time",
    statements: [
      `insert into event (id, at, type, actor_kind) values ('00000000-0000-4000-8000-000000000003', now() - interval '1 day', 'controller-changed', 'system')`,
      append("'00000000-0000-4000-8000-000000000003'"),
    ],
    ...refusedOr("trigger", "backdated"),
  },
  {
    what: "an entry is edited",
    statements: ["update ledger_entry set at = at - interval '1 hour' where seq = 3"],
    ...refusedOr("grant", "changed"),
  },
  {
    what: "an entry bears another time than its event",
    statements: [
      "update ledger_entry set at = at - interval '1 minute' where seq = (select max(seq) from ledger_entry)",
      `update ledger_entry set hash = json_digest(jsonb_build_object('entry', jsonb_build_object('seq', seq, 'at', json_instant(at),
        'kind', kind, 'payload', payload), 'previous', previous_hash)) where seq = (select max(seq) from ledger_entry)`,
    ],
    ...refusedOr("grant", "event-changed"),
  },
  {
    what: "two entries are swapped",
    statements: [
      "update ledger_entry set seq = 999 where seq = 3",
      "update ledger_entry set seq = 3 where seq = 4",
      "update ledger_entry set seq = 4 where seq = 999",
    ],
    ...refusedOr("grant", "changed"),
  },
  {
    what: "an entry is inserted in the middle",
    statements: [
      "update ledger_entry set seq = seq + 1000 where seq >= 3",
      "update ledger_entry set seq = seq - 999 where seq >= 1000",
      `insert into ledger_entry (seq, at, kind, payload, previous_hash, hash) values (3, now(), 'controller-changed',
        jsonb_build_object('event', gen_random_uuid(), 'eventHash', ${sixty}), ${sixty}, repeat('7', 64))`,
    ],
    ...refusedOr("grant", "changed"),
  },
  {
    what: "an entry is inserted at the end, about nothing",
    statements: [
      `insert into ledger_entry (seq, at, kind, payload, previous_hash, hash)
        select seq + 1, at, 'controller-changed', p, hash, json_digest(jsonb_build_object('entry', jsonb_build_object(
          'seq', seq + 1, 'at', json_instant(at), 'kind', 'controller-changed', 'payload', p), 'previous', hash))
        from (select *, jsonb_build_object('event', '00000000-0000-4000-8000-000000000004', 'eventHash', ${sixty}) as p
          from ledger_entry order by seq desc limit 1) l`,
    ],
    ...refusedOr("grant", "event-missing"),
  },
  {
    what: "an entry in the middle is deleted",
    statements: ["delete from ledger_entry where seq = 3"],
    ...refusedOr("grant", "missing"),
  },
  {
    what: "the last entry is deleted",
    statements: ["delete from ledger_entry where seq = (select max(seq) from ledger_entry)"],
    ...refusedOr("grant", "event-unlisted"),
  },
  {
    what: "decisions are cut off the end, and what they did is not",
    statements: [
      "create temp table cut on commit drop as select (payload ->> 'event')::uuid as event, payload ->> 'receipt' as receipt from ledger_entry where kind = 'withdrawn'",
      "delete from ledger_entry where seq >= (select seq from ledger_entry where kind = 'withdrawn')",
      "delete from event where id in (select event from cut) or type in ('closed', 'controller-changed', 'signing-key-rotated')",
      "delete from signing_key",
      "delete from receipt_item where receipt_id::text in (select receipt from cut)",
      "delete from receipt where id::text in (select receipt from cut)",
    ],
    app: "grant",
    ...byOwners("account-missing"),
  },
  {
    what: "the end is cut off, with everything that it names",
    statements: [
      `create temp table cut on commit drop as select ${lastEvent} as event`,
      "delete from ledger_entry where seq = (select max(seq) from ledger_entry)",
      "delete from event where id in (select event from cut)",
    ],
    ...refusedOr("grant", "kept head"),
  },
  {
    what: "the end is rewritten consistently",
    statements: [`update event set details = '{"name": "Another"}' where id = ${lastEvent}`, rewriteLedger],
    ...refusedOr("grant", "kept head"),
  },
];

const words: Readonly<Record<string, string>> = {
  grant: "refused by its rights",
  trigger: "refused by a trigger",
  "foreign key": "refused by a foreign key",
  "kept head": "**kept head**",
};
const told = (outcome: Outcome) => words[outcome] ?? `\`${outcome}\``;

test("docs/proof.md has this table", () => {
  const rows = changes.map(
    ({ what, app, owner, superuser }) =>
      `| ${what.replace(/^./, (first) => first.toUpperCase())} | ${told(app)} | ${told(owner)} | ${told(superuser)} |`,
  );
  const document = readFileSync(join(import.meta.dirname, "../../../../docs/proof.md"), "utf8");
  expect(document.replaceAll(/ {2,}/g, " ")).toContain(rows.join("\n"));
});

describe("what becomes of a change", () => {
  const database = useDatabase();
  const names = ["app", "owner"].map((name) => `assent_${name}_${randomBytes(4).toString("hex")}`);
  const [appRole = "", ownerRole = ""] = names;
  let app: Database | undefined;
  let kept: ChainHead;

  beforeAll(async () => {
    const { orm } = database();
    for (const name of names) await orm.execute(sql`create role ${sql.identifier(name)} login password 'app'`);
    await makePurpose(database(), {
      attributes: [asks("email"), asks("name")],
      retention: "days",
      retentionDays: 30,
    });
    const idle = await makeProvider(database(), { purposesMode: "chosen" });
    const provider = await makeProvider(database());
    const agreed = { email: "a@example.org", name: "A" };
    const people = [];
    for (const [subject, values] of [
      ["ana", agreed],
      ["ben", { email: "b@example.org" }],
      ["cy", agreed],
    ] as const) {
      people.push(await makePerson(database(), provider, { subject, agreed: values }));
    }
    await makePurpose(database(), { name: "Unused", attributes: [asks("email", true)] });
    expect(idle.enabled).toBe(true);
    const [anas, , cys] = people;
    const [grant] = await orm.execute<{ purposeId: string; versionId: string }>(sql`
      select purpose_id as "purposeId", purpose_version_id as "versionId" from consent_grant limit 1`);
    const about = { purposeId: grant?.purposeId ?? "", versionId: grant?.versionId ?? "", attribute: "name" };
    expect(await withdraw(database(), { userId: anas?.userId ?? "", ...about, ...makeShown() })).toMatchObject({
      ok: true,
    });
    expect(await closeAccount(database(), { userId: cys?.userId ?? "" })).toMatchObject({ ok: true });
    await addFirstSigningKey(orm, key("9ZNbwaLTOvhzuhnAKbCVD5_p2CmPdF0pVLrFOIxBgYM"));
    await rotateSigningKey(orm, key("gQTvaJc1sTKzHzKT2xqm1Bd7MaIWPt_4kEXVHcH6LlE"));
    await addFirstOidcKeys(orm, [{ ...key("xLD-fSwfExRKQAH0BcTBD4SKZ7WAajbDe2tIIcqoMHI"), algorithm: "EdDSA" }]);
    await saveController(orm, { base: 0, values: acme }, null);
    kept = await ledgerHead(orm);
    // The owner of the tables has no other rights.
    await orm.execute(
      sql.raw(`grant usage, create on schema public to ${ownerRole}; grant ${ownerRole} to current_user`),
    );
    const tables = await orm.execute<{ name: string }>(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    for (const { name } of tables) await orm.execute(sql.raw(`alter table "${name}" owner to ${ownerRole}`));
    await grantAppRole(orm, appRole);
    const url = new URL(database().url);
    [url.username, url.password] = [appRole, "app"];
    app = await openDatabase({ url: url.href, poolSize: 2 });
  });
  afterAll(async () => {
    await app?.close();
    const { orm } = database();
    await orm.execute(
      sql.raw(`reassign owned by ${ownerRole} to current_user; drop owned by ${ownerRole}; drop owned by ${appRole}`),
    );
    for (const name of names) await orm.execute(sql`drop role ${sql.identifier(name)}`);
  });

  test("verifies, with the head that was kept, before anyone changes anything", async () => {
    expect(await verifyLedger(database().orm, { kept, batch: 3 })).toMatchObject({ ok: true });
  });

  test.each(changes.flatMap((change) => (["app", "owner", "superuser"] as const).map((who) => ({ ...change, who }))))(
    "$what, by $who",
    async ({ statements, who, ...change }) => {
      const { orm } = who === "app" ? (app as Database) : database();
      const seen = undone(orm, async (tx) => {
        await become(tx, who);
        for (const statement of statements) await tx.execute(sql.raw(statement));
        if (who === "app") await tx.execute(sql`set constraints all immediate`);
        if (who === "owner") await tx.execute(sql`reset role`);
        const found = await verifyLedger(tx, { batch: 3 });
        if (!found.ok) return { outcome: found.problem, named: Object.values(found.about) };
        const withHead = await verifyLedger(tx, { kept });
        return { outcome: withHead.ok ? "unseen" : "kept head", named: [] };
      }).catch((error: unknown) => ({ outcome: refusal(error), named: [] }));
      const { outcome, named } = await seen;
      expect(outcome).toBe(change[who]);
      // What is wrong is named, and by nothing personal.
      if (/^(account|receipt|version|key|grant|event)-/.test(outcome)) expect(named.length).toBeGreaterThan(0);
      expect(named.join()).not.toMatch(/ana|ben|@/);
    },
  );

  async function become(tx: Executor, who: "app" | "owner" | "superuser"): Promise<void> {
    if (who === "superuser") await tx.execute(sql`set local session_replication_role = replica`);
    if (who !== "owner") return;
    await tx.execute(sql.raw(`set local role ${ownerRole}`));
    for (const table of [
      "users",
      "consent_grant",
      "receipt",
      "receipt_item",
      "event",
      "ledger_entry",
      "signing_key",
      "oidc_key",
    ]) {
      await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
    }
    for (const part of ["", "_text", "_attribute"]) {
      await tx.execute(sql.raw(`alter table purpose_version${part} disable trigger user`));
    }
  }
});

const key = (x: string) => ({
  ...{ id: crypto.randomUUID(), publicKey: { kty: "OKP", crv: "Ed25519", x } as const, privateKeySealed: "sealed" },
  kid: thumbprintOf(x),
});

/** RFC 7638, written out. */
const thumbprintOf = (x: string) =>
  createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");

function refusal(error: unknown): string {
  if (!(error instanceof DatabaseError)) throw error;
  if (error.code === "42501") return "grant";
  if (error.code === "23503") return "foreign key";
  if (error.constraint && /_(kept|ends|now)$/.test(error.constraint)) return "trigger";
  throw error;
}
