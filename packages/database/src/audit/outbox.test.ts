import { asc, eq, gt } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { appendEvent } from "./events.ts";
import { provision, refuse } from "../provisioning/provision.ts";
import { getPurpose } from "../purposes/purposes.ts";
import { archivePurpose, createPurpose, movePurpose, restorePurpose } from "../purposes/purpose-editing.ts";
import { draftVersion } from "../purposes/purpose-publishing.ts";
import { event } from "../schema/event.ts";
import { outbox } from "../schema/outbox.ts";
import { receipt } from "../schema/receipt.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeDecision, makePerson, makeProvider, makePurpose, publishNext, purposeForm } from "../testing/factories.ts";

describe("the outbox", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** The rows that `work` added, in order. */
  async function written(work: () => Promise<unknown>) {
    const last = (await orm().select().from(outbox).orderBy(asc(outbox.id))).at(-1)?.id ?? 0;
    await work();
    return orm().select().from(outbox).where(gt(outbox.id, last)).orderBy(asc(outbox.id));
  }
  const types = async (work: () => Promise<unknown>) => (await written(work)).map(({ type }) => type);

  test("has one row for each fact of a first decision, with ids and nothing else", async () => {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider, { agreed: { email: "ana@example.org" } });
    const rows = await written(() => provision(database(), input));
    expect(rows.map(({ type }) => type)).toEqual(["provisioned", "granted", "denied"]);
    const [made] = await orm().select().from(receipt).where(eq(receipt.number, input.receiptNumber));
    const [noted] = await orm().select().from(event).where(eq(event.type, "provisioned"));
    const { pseudonym, id } = made ?? { pseudonym: "", id: "" };
    for (const row of rows) {
      expect(row).toMatchObject({ eventId: noted?.id, at: noted?.at, claimedAt: null, deliveredAt: null });
      expect(row.payload).toEqual({ event: noted?.id, pseudonym, receipt: id, provider: provider.id });
    }
  });

  test("has a fact about grants or denials only if there were any", async () => {
    const provider = await makeProvider(database());
    expect(await types(() => makePerson(database(), provider))).toEqual(["provisioned", "granted"]);
    const alone = await makeProvider(database(), { purposesMode: "chosen" });
    expect(await types(() => makePerson(database(), alone))).toEqual(["provisioned"]);
  });

  test("has a fact when a purpose is asked from now on", async () => {
    const { purposeId } = await makePurpose(database());
    const published = ["purpose-published"];
    expect(await types(() => createPurpose(orm(), purposeForm(), null))).toEqual(published);
    expect(await types(() => createPurpose(orm(), purposeForm(), null, { status: "draft" }))).toEqual([]);
    expect(await types(() => publishNext(database(), purposeId, purposeForm()))).toEqual(published);
    expect(await types(() => movePurpose(orm(), purposeId, "up", null))).toEqual([]);
    expect(await types(() => archivePurpose(orm(), purposeId, null))).toEqual([]);
    const [row] = await written(() => restorePurpose(orm(), purposeId, null));
    expect(row).toMatchObject({ type: "purpose-published", payload: { purpose: purposeId } });
    const { versionId } = (await getPurpose(orm(), purposeId))?.version ?? { versionId: "" };
    expect(await types(() => draftVersion(orm(), purposeId, versionId, purposeForm(), null))).toEqual([]);
  });

  test("has no fact of an anonymous refusal, or of a transaction that is rolled back", async () => {
    const provider = await makeProvider(database());
    const refused = await makeDecision(database(), provider);
    expect(await types(() => refuse(database(), refused))).toEqual([]);
    const input = await makeDecision(database(), provider);
    expect(await types(() => provision(database(), { ...input, shownVersions: [] }))).toEqual([]);
    const given = { ...input, administrator: { setupTokenHash: "0".repeat(64) } };
    // All rows of the account existed when this one was refused.
    expect(await types(() => provision(database(), given))).toEqual([]);
    const published = async () => {
      const transaction = orm().transaction(async (tx) => {
        await createPurpose(tx, purposeForm(), null);
        throw new Error("no");
      });
      await expect(transaction).rejects.toThrow("no");
    };
    expect(await types(published)).toEqual([]);
  });

  test("counts the decision of a receipt once, even if several events name it", async () => {
    const provider = await makeProvider(database());
    const { receiptNumber } = await makePerson(database(), provider);
    const [made] = await orm().select().from(receipt).where(eq(receipt.number, receiptNumber));
    const again = { type: "provider-changed", actor: "system", receiptId: made?.id ?? null } as const;
    expect(await types(() => appendEvent(orm(), again))).toEqual([]);
  });

  test("refuses the same fact twice", async () => {
    const [row] = await orm().select().from(outbox).limit(1);
    if (!row) throw new Error("There must be one.");
    const { id: _, ...copy } = row;
    await expect(orm().insert(outbox).values(copy)).rejects.toMatchObject({ code: "23505", constraint: "outbox_once" });
  });
});
