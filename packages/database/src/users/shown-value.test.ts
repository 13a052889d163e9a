import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { suspendAccount } from "./administration.ts";
import { listAudit } from "../audit/audit.ts";
import { getUser } from "./user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { readMaskedValue, recordMaskedSearch } from "./shown-value.ts";
import { countMatchingUsers, listUsers } from "./user-list.ts";
import { attribute } from "../schema/attribute.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { asks, makeAdministrator, makePerson, makeProvider, makePurpose, uniqueWord } from "../testing/factories.ts";

describe("a masked value", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene() {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("phone_number")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const value = uniqueWord("canary");
    const { userId } = await makePerson(database(), provider, { agreed: { phone_number: value } });
    const by = (await makeAdministrator(database())).userId;
    return { value, look: { userId, attribute: "phone_number", by } };
  }
  const looks = async () => (await listAudit(orm(), { type: "value-shown" }, { limit: 100 })).entries;

  test("is shown in full, and each time is in the audit log without the value", async () => {
    const { value, look } = await scene();
    const before = (await looks()).length;
    expect(await readMaskedValue(database(), look)).toBe(value);
    expect(await readMaskedValue(database(), look)).toBe(value);
    const entries = await looks();
    expect(entries).toHaveLength(before + 2);
    expect(entries[0]).toMatchObject({
      ...{ actor: { userId: look.by }, subject: { userId: look.userId } },
      details: { attribute: "phone_number" },
    });
    expect(JSON.stringify(entries)).not.toContain(value);
  });

  test.each([
    ["a person who is not an administrator", async ({ userId }: { userId: string }) => ({ by: userId })],
    ["an unknown administrator", async () => ({ by: "00000000-0000-4000-8000-000000000000" })],
    ["a value that is not stored", async () => ({ attribute: "email" })],
  ])("is null for %s, without an entry", async (_, change) => {
    const { look } = await scene();
    const before = await dumpTables(orm());
    expect(await readMaskedValue(database(), { ...look, ...(await change(look)) })).toBeNull();
    expect(await dumpTables(orm())).toBe(before);
  });

  test("is null for a suspended administrator, and after the account is closed", async () => {
    const { look } = await scene();
    const other = (await makeAdministrator(database())).userId;
    await suspendAccount(database(), { userId: look.by, by: other });
    expect(await readMaskedValue(database(), look)).toBeNull();
    await closeAccount(database(), { userId: look.userId });
    expect(await readMaskedValue(database(), { ...look, by: other })).toBeNull();
    expect((await getUser(orm(), look.userId))?.values).toEqual([]);
  });

  test("is not found by its beginning, and each search for it is in the audit log without it", async () => {
    const { value, look } = await scene();
    const by = { attribute: look.attribute, by: look.by };
    const found = async (text: string) => {
      const beginning = { attribute: "phone_number", text };
      return (await listUsers(orm(), { limit: 10, filter: { beginning } })).users.map(({ id }) => id);
    };
    const searches = async () => (await listAudit(orm(), { type: "value-searched" }, { limit: 100 })).entries;
    const mask = (masked: boolean) => orm().update(attribute).set({ masked }).where(eq(attribute.key, "phone_number"));
    await mask(false);
    expect(await found(value.slice(0, -1))).toEqual([look.userId]);
    await recordMaskedSearch(orm(), by);
    expect(await searches()).toEqual([]);
    await mask(true);
    for (let length = 1; length < value.length; length++) expect(await found(value.slice(0, length))).toEqual([]);
    expect(await found(`${value}0`)).toEqual([]);
    expect(await found(value.toUpperCase())).toEqual([look.userId]);
    expect(await countMatchingUsers(orm(), { beginning: { attribute: "phone_number", text: "c" } }, 10)).toBe(0);
    await recordMaskedSearch(orm(), by);
    await recordMaskedSearch(orm(), { ...by, attribute: "no such" });
    const entries = await searches();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ actor: { userId: look.by }, details: { attribute: "phone_number" } });
    expect(JSON.stringify(entries)).not.toContain(value);
    await mask(false);
  });
});
