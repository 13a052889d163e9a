import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deletePurpose } from "../purposes/purpose-editing.ts";
import type { Executor } from "./orm.ts";
import { refuse } from "../provisioning/provision.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { purposeVersion } from "../schema/purpose-version.ts";
import { purposeVersionAttribute } from "../schema/purpose-version-attribute.ts";
import { purposeVersionReason } from "../schema/purpose-version-reason.ts";
import { purposeVersionText } from "../schema/purpose-version-text.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import { untilWaiting } from "../testing/locks.ts";
import { asks, makeDecision, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";
import { undone } from "../testing/tampering.ts";

const uncovered = { code: "23514", constraint: "attribute_value_has_live_grant" };
const kept = (constraint: string) => ({ name: "DatabaseError", code: "23001", constraint });

describe("the rules in triggers", () => {
  const database = useDatabase();

  test.each(["receipt", "receipt_item", "event"])("%s is append-only", async (table) => {
    const provider = await makeProvider(database());
    await makePurpose(database());
    await makePerson(database(), provider);
    await refuse(database(), await makeDecision(database(), provider));
    const before = await dumpTables(database().orm);
    const name = sql.identifier(table);
    const column = sql.identifier(table === "receipt_item" ? "state" : "language");
    for (const statement of [
      sql`update ${name} set ${column} = ${column}`,
      sql`update ${name} set ${column} = 'granted' where false`,
      sql`delete from ${name}`,
      sql`truncate ${name} cascade`,
      sql`truncate identity_provider, attribute cascade`,
    ]) {
      await expect(database().orm.execute(statement)).rejects.toMatchObject({ code: "23001" });
    }
    const byDelete = table === "event" ? "event_is_kept" : `${table}_is_immutable`;
    await expect(database().orm.execute(sql`delete from ${name}`)).rejects.toMatchObject(kept(byDelete));
    const upsert = sql`insert into event (id, type, at) select id, type, at from event where type = 'refused'
      on conflict (id) do update set language = 'de'`;
    await expect(database().orm.execute(upsert)).rejects.toMatchObject(kept("event_is_immutable"));
    expect(await dumpTables(database().orm)).toBe(before);
  });

  test("a receipt and an event have the time of their transaction", async () => {
    const { receiptNumber } = await makePerson(database(), await makeProvider(database()));
    const insert = (number: string, at: string) => sql`
      insert into receipt select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', ${number}::text,
        'decided_at', ${sql.raw(at)}))).* from receipt r where r.number = ${receiptNumber}`;
    const event = (at: string) => sql`
      insert into event (at, type, actor_kind) values (${sql.raw(at)}, 'controller-changed', 'system')`;
    for (const at of ["now() - interval '1 millisecond'", "now() + interval '1 millisecond'", "'-infinity'"]) {
      const now = { code: "23514", constraint: "receipt_is_of_now" };
      await expect(database().orm.execute(insert("AAAA-AAAA", at))).rejects.toMatchObject(now);
      await expect(database().orm.execute(event(at))).rejects.toMatchObject({ constraint: "event_is_of_now" });
    }
    // The second of one person in one transaction is a millisecond later.
    await undone(database().orm, async (tx) => {
      await tx.execute(insert("AAAA-AAAA", "now()"));
      await tx.execute(insert("BBBB-BBBB", "now() + interval '1 millisecond'"));
      await tx.execute(event("now()"));
    });
  });

  test("a decision has the time of its receipt and no other", async () => {
    const { receiptNumber } = await makePerson(database(), await makeProvider(database()));
    const later = sql`
      insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, decided_at)
      select r.id, a.version_id, a.attribute_key, 'denied', a.mandatory, r.decided_at + interval '1 millisecond'
      from receipt r, purpose_version_attribute a where r.number = ${receiptNumber}
        and not exists (select from receipt_item i where i.receipt_id = r.id and i.purpose_version_id = a.version_id)
      limit 1`;
    await makePurpose(database());
    await expect(database().orm.execute(later)).rejects.toMatchObject({
      code: "23503",
      constraint: "receipt_item_of_receipt",
    });
  });

  test("a published version and its parts cannot change", async () => {
    const { orm } = database();
    const { versionId } = await makePurpose(database(), { attributes: [asks("email", true, "Needed.")] });
    const before = await dumpTables(orm);
    const ofVersion = eq(purposeVersionText.versionId, versionId);
    const attributes = eq(purposeVersionAttribute.versionId, versionId);
    const text = { versionId, language: "de", name: "Name", description: "Beschreibung" };
    const attempts: Record<string, Promise<unknown>[]> = {
      purpose_version_is_kept: [
        orm.update(purposeVersion).set({ retentionKind: "withdrawn" }).where(eq(purposeVersion.id, versionId)),
        orm.update(purposeVersion).set({ publishedAt: null }).where(eq(purposeVersion.id, versionId)),
        orm.delete(purposeVersion).where(eq(purposeVersion.id, versionId)),
      ],
      purpose_version_text_is_kept: [
        orm.update(purposeVersionText).set({ description: "Other words" }).where(ofVersion),
        orm.delete(purposeVersionText).where(ofVersion),
        orm.insert(purposeVersionText).values(text),
      ],
      purpose_version_attribute_is_kept: [
        orm.update(purposeVersionAttribute).set({ mandatory: false }).where(attributes),
        orm.delete(purposeVersionAttribute).where(attributes),
        orm.insert(purposeVersionAttribute).values({ versionId, attributeKey: "name", position: 2, mandatory: true }),
      ],
      purpose_version_reason_is_kept: [
        orm.update(purposeVersionReason).set({ reason: "Other" }).where(eq(purposeVersionReason.versionId, versionId)),
        orm.delete(purposeVersionReason).where(eq(purposeVersionReason.versionId, versionId)),
        orm.insert(purposeVersionReason).values({ versionId, attributeKey: "email", language: "de", reason: "Weil" }),
      ],
    };
    for (const [constraint, all] of Object.entries(attempts)) {
      for (const attempt of all) await expect(attempt, constraint).rejects.toMatchObject(kept(constraint));
    }
    for (const part of ["", "_text", "_attribute", "_reason"]) {
      const truncated = orm.execute(sql`truncate ${sql.identifier(`purpose_version${part}`)} cascade`);
      await expect(truncated).rejects.toMatchObject({ code: "23001" });
    }
    expect(await dumpTables(orm)).toBe(before);
  });

  test("an unpublished version cannot be moved into a published one", async () => {
    const { orm } = database();
    const { purposeId, versionId } = await makePurpose(database());
    const draft = { purposeId, number: 2, retentionKind: "withdrawn", material: false } as const;
    const [made] = await orm.insert(purposeVersion).values(draft).returning({ id: purposeVersion.id });
    const other = made?.id ?? "";
    await orm.insert(purposeVersionText).values({ versionId: other, language: "de", name: "N", description: "D" });
    const moved = orm.update(purposeVersionText).set({ versionId }).where(eq(purposeVersionText.versionId, other));
    await expect(moved).rejects.toMatchObject(kept("purpose_version_text_is_kept"));
    await orm.update(purposeVersionText).set({ name: "Changed" }).where(eq(purposeVersionText.versionId, other));
    await orm.delete(purposeVersion).where(eq(purposeVersion.id, other));
    expect(await deletePurpose(orm, purposeId, null)).toEqual({ ok: false, code: "shown" });
    const gone = orm.execute(sql`delete from purpose where id = ${purposeId}`);
    await expect(gone).rejects.toMatchObject(kept("purpose_version_is_kept"));
  });

  /** A person whose email address is covered by two purposes, and whose name by one. */
  async function person() {
    const one = await makePurpose(database(), { attributes: [asks("email", true), asks("name")] });
    const two = await makePurpose(database(), { attributes: [asks("email")] });
    const purposes = [one.purposeId, two.purposeId];
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes });
    const { userId } = await makePerson(database(), provider);
    const grants = (purposeId: string, attributeKey: string) =>
      and(
        eq(consentGrant.userId, userId),
        eq(consentGrant.purposeId, purposeId),
        eq(consentGrant.attributeKey, attributeKey),
      );
    const value = (key: string) => and(eq(attributeValue.userId, userId), eq(attributeValue.attributeKey, key));
    return { userId, one: one.purposeId, two: two.purposeId, grants, value };
  }

  const ended = { endedAt: sql`now()`, endReason: "withdrawn" } as const;

  test("a value without a live grant fails at commit, not before", async () => {
    const { userId } = await person();
    const row = { userId, attributeKey: "nickname", value: "Nick", source: "self" } as const;
    await expect(database().orm.insert(attributeValue).values(row)).rejects.toMatchObject(uncovered);
    let inserted = false;
    const failed = database().orm.transaction(async (tx) => {
      await tx.insert(attributeValue).values(row);
      inserted = true;
    });
    await expect(failed).rejects.toMatchObject(uncovered);
    expect(inserted).toBe(true);
    await database().orm.transaction(async (tx) => {
      await tx.insert(attributeValue).values(row);
      await tx.delete(attributeValue).where(eq(attributeValue.attributeKey, "nickname"));
    });
  });

  test("ending the last grant of a value fails unless the value is deleted too", async () => {
    const { grants, value, one, two } = await person();
    const end = (tx: Executor, purposeId: string, key: string) =>
      tx.update(consentGrant).set(ended).where(grants(purposeId, key));
    await expect(end(database().orm, one, "name")).rejects.toMatchObject(uncovered);
    await end(database().orm, one, "email");
    await expect(end(database().orm, two, "email")).rejects.toMatchObject(uncovered);
    await database().orm.transaction(async (tx) => {
      await end(tx, two, "email");
      await tx.delete(attributeValue).where(value("email"));
    });
    await expect(database().orm.delete(consentGrant).where(grants(one, "name"))).rejects.toMatchObject(uncovered);
    await expect(database().orm.execute(sql`truncate consent_grant`)).rejects.toMatchObject(
      kept("consent_grant_is_not_truncated"),
    );
  });

  test("a grant that has expired covers nothing", async () => {
    const { grants, value, one } = await person();
    const refresh = () => database().orm.update(attributeValue).set({ value: "New name" }).where(value("name"));
    await refresh();
    const past = { grantedAt: sql`now() - interval '2 days'`, expiresAt: sql`now() - interval '1 day'` };
    await expect(database().orm.update(consentGrant).set(past).where(grants(one, "name"))).rejects.toMatchObject(
      uncovered,
    );
    const soon = { expiresAt: sql`clock_timestamp() + interval '20 milliseconds'` };
    await database().orm.update(consentGrant).set(soon).where(grants(one, "name"));
    await expect.poll(() => refresh().catch((error: unknown) => error)).toMatchObject(uncovered);
  });
});

describe("a refresh and a withdrawal at the same time", () => {
  const database = useDatabase();

  test.each(["refresh", "withdrawal"] as const)("leave no value behind: the %s commits first", async (first) => {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("name")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    const mine = eq(attributeValue.userId, userId);
    const withdraw = async (tx: Executor) => {
      await tx.delete(attributeValue).where(mine);
      const grant = eq(consentGrant.userId, userId);
      await tx
        .update(consentGrant)
        .set({ endedAt: sql`now()`, endReason: "withdrawn" })
        .where(grant);
    };
    // An upsert, like a refresh: it creates the value again if it was deleted.
    const row = {
      userId,
      attributeKey: "name",
      value: "Ana again",
      source: "provider",
      providerId: provider.id,
    } as const;
    const target = [attributeValue.userId, attributeValue.attributeKey];
    const refresh = async (tx: Executor) => {
      await tx
        .insert(attributeValue)
        .values(row)
        .onConflictDoUpdate({ target, set: { value: row.value } });
    };

    const [one, two] = first === "refresh" ? [refresh, withdraw] : [withdraw, refresh];
    let second: Promise<unknown> | undefined;
    await database().orm.transaction(async (tx) => {
      await one(tx);
      second = database()
        .orm.transaction((other) => two(other))
        .catch((error: unknown) => error);
      await untilWaiting(database().orm, 1);
    });
    await second;
    const left = await database().orm.select().from(attributeValue).where(mine);
    expect(left).toEqual([]);
  });

  test("cannot both commit when neither sees the other's rows", async () => {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("name")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider, { agreed: { name: "Ana" } });
    const mine = eq(attributeValue.userId, userId);
    await database().orm.delete(attributeValue).where(mine);
    // The value is not there: the withdrawal has nothing to delete, the refresh nothing to wait for.
    const row = {
      userId,
      attributeKey: "name",
      value: "Ana again",
      source: "provider",
      providerId: provider.id,
    } as const;
    let refreshed: Promise<unknown> | undefined;
    await database().orm.transaction(async (tx) => {
      const grant = eq(consentGrant.userId, userId);
      await tx
        .update(consentGrant)
        .set({ endedAt: sql`now()`, endReason: "withdrawn" })
        .where(grant);
      refreshed = database()
        .orm.insert(attributeValue)
        .values(row)
        .catch((error: unknown) => error);
      await untilWaiting(database().orm, 1);
    });
    expect(await refreshed).toMatchObject(uncovered);
    expect((await countRows(database().orm))["attribute_value"]).toBe(0);
  });
});
