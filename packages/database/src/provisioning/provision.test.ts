import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { provision, type ProvisionFailure, type ProvisionInput } from "./provision.ts";
import { archivePurpose, restorePurpose } from "../purposes/purpose-editing.ts";
import { saveProvider } from "../providers/provider-saving.ts";
import { getUser } from "../users/user-detail.ts";

import { findReceipt } from "../audit/receipts.ts";
import { findSession } from "../users/sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import {
  asks,
  inMinutes,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  purposeForm,
  uniqueWord,
} from "../testing/factories.ts";

describe("provisioning", () => {
  const database = useDatabase();

  async function onePurpose() {
    const purpose = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purpose.purposeId] });
    return { purpose, provider };
  }

  /** Checks that no table has changed. */
  async function refused(input: ProvisionInput, code: ProvisionFailure): Promise<void> {
    const before = await dumpTables(database().orm);
    expect(await provision(database(), input)).toEqual({ ok: false, code });
    expect(await dumpTables(database().orm)).toBe(before);
  }

  test("stores the account, exactly the agreed values, receipt, grants, event and session", async () => {
    const { purpose, provider } = await onePurpose();
    const input = await makeDecision(database(), provider, { agreed: { email: "ana@example.org" } });
    const before = await countRows(database().orm);
    const result = await provision(database(), input);
    if (!result.ok) throw new Error(result.code);
    const after = await countRows(database().orm);
    const added = Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]));
    expect(Object.fromEntries(Object.entries(added).filter(([, n]) => n !== 0))).toEqual({
      users: 1,
      federated_identity: 1,
      ledger_entry: 1,
      outbox: 3,
      attribute_value: 1,
      receipt: 1,
      receipt_item: 2,
      consent_grant: 1,
      event: 1,
      session: 1,
      one_use_key: 1,
    });

    const user = await getUser(database().orm, result.userId);
    expect(user?.values).toMatchObject([
      { attribute: "email", value: "ana@example.org", source: "provider", providerName: provider.name },
    ]);
    expect(user?.decisions).toMatchObject([
      { attribute: "email", state: "granted", mandatory: true, receiptNumber: input.receiptNumber },
      { attribute: "phone_number", state: "denied", mandatory: false, grant: null },
    ]);
    expect(user?.decisions[0]?.grant).toEqual({ grantedAt: user?.decisions[0]?.decidedAt, expiresAt: null });
    expect(user?.versions.map(({ versionId }) => versionId)).toEqual([purpose.versionId]);
    expect(user?.identities).toMatchObject([{ subject: input.subject, provider: { slug: provider.slug } }]);
    expect(user?.receipts).toMatchObject([{ number: input.receiptNumber, granted: 1, asked: 2 }]);
    expect(user?.pseudonym).not.toBe(result.userId);

    const receipt = await findReceipt(database().orm, input.receiptNumber);
    expect(receipt).toMatchObject({
      userId: result.userId,
      pseudonym: user?.pseudonym,
      kind: "consent",
      language: "en",
      notice: input.notice,
      noticeHash: input.noticeHash,
      providerName: provider.name,
    });
    const session = await findSession(database().orm, input.session?.tokenHash ?? "");
    expect(session).toMatchObject({ userId: result.userId, role: "person", providerId: provider.id });
  });

  test("stores what the person entered as entered by them", async () => {
    const { provider } = await onePurpose();
    const decision = await makeDecision(database(), provider, { agreed: { email: "typed@example.org" } });
    const { userId } = await makePerson(database(), provider, {
      ...decision,
      values: [{ attribute: "email", value: "typed@example.org", source: "self" }],
      decisions: decision.decisions.map((each) => ({ ...each, source: each.source && "self" })),
    });
    const user = await getUser(database().orm, userId);
    expect(user?.values).toMatchObject([{ value: "typed@example.org", source: "self", providerName: null }]);
    expect(user?.decisions[0]).toMatchObject({ state: "granted", source: "self" });
  });

  test("creates an account without attributes if nothing is asked", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider, { session: null });
    expect(await getUser(database().orm, userId)).toMatchObject({ values: [], decisions: [], lastSignInAt: null });
  });

  test("gives a grant the days of its purpose", async () => {
    const { purposeId } = await makePurpose(database(), { retention: "days", retentionDays: 30 });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider);
    const grant = (await getUser(database().orm, userId))?.decisions[0]?.grant;
    expect((grant?.expiresAt?.getTime() ?? 0) - (grant?.grantedAt.getTime() ?? 0)).toBe(30 * 86_400_000);
  });

  test("refuses a pending sign-in that was used", async () => {
    const { provider } = await onePurpose();
    const { input } = await makePerson(database(), provider);
    await refused(input, "already-used");
    await refused({ ...input, subject: uniqueWord("other") }, "already-used");
  });

  test("refuses a pending sign-in that has ended by the database clock", async () => {
    const { provider } = await onePurpose();
    const [row] = await database().orm.execute<{ now: Date }>(sql`select clock_timestamp() as now`);
    const justEnded = new Date((row?.now.getTime() ?? 0) - 1);
    const input = await makeDecision(database(), provider);
    await refused({ ...input, pending: { ...input.pending, expiresAt: justEnded } }, "expired");
    const ok = await provision(database(), { ...input, pending: { ...input.pending, expiresAt: inMinutes(1) } });
    expect(ok.ok).toBe(true);
  });

  test("refuses when the provider was disabled, or no longer asks for consent", async () => {
    const { purpose, provider } = await onePurpose();
    const input = await makeDecision(database(), provider);
    const purposes = [purpose.purposeId];
    await saveProvider(database().orm, { ...provider, purposes, enabled: false }, null);
    await refused(input, "provider-disabled");
    await saveProvider(database().orm, { ...provider, purposes, enabled: true, jitMode: "off" }, null);
    await refused(input, "provider-disabled");
    await refused({ ...input, providerId: "00000000-0000-4000-8000-000000000000" }, "provider-disabled");
  });

  test("refuses an identity that has an account", async () => {
    const { provider } = await onePurpose();
    const { input } = await makePerson(database(), provider);
    await refused(await makeDecision(database(), provider, { subject: input.subject }), "identity-exists");
  });

  test("treats the same subject and email address at another provider as another person", async () => {
    const { purpose, provider } = await onePurpose();
    const other = await makeProvider(database(), { purposesMode: "chosen", purposes: [purpose.purposeId] });
    const agreed = { email: "victim@example.org" };
    const first = await makePerson(database(), provider, { agreed });
    const second = await makePerson(database(), other, { agreed, subject: first.input.subject });
    expect(second.userId).not.toBe(first.userId);
  });

  test("refuses if the shown versions are not the ones asked now", async () => {
    const { purpose, provider } = await onePurpose();
    const chosen = { ...provider, purposes: [purpose.purposeId] };
    const input = await makeDecision(database(), provider);

    await archivePurpose(database().orm, purpose.purposeId, null);
    await refused(input, "purposes-changed");
    await restorePurpose(database().orm, purpose.purposeId, null);

    const added = await makePurpose(database());
    await saveProvider(database().orm, { ...chosen, purposes: [purpose.purposeId, added.purposeId] }, null);
    await refused(input, "purposes-changed");
    await saveProvider(database().orm, { ...chosen, purposes: [added.purposeId] }, null);
    await refused(input, "purposes-changed");
    await saveProvider(database().orm, { ...chosen, purposesMode: "all" }, null);
    await refused(input, "purposes-changed");
    await saveProvider(database().orm, chosen, null);

    const form = purposeForm({ name: purpose.form.name, description: "Other words." });
    await publishNext(database(), purpose.purposeId, form);
    await refused(input, "purposes-changed");
    const again = await makeDecision(database(), provider, { pending: input.pending });
    expect((await provision(database(), again)).ok).toBe(true);
  });

  test("stores nothing if the provider was changed since the screen was made", async () => {
    const { provider } = await onePurpose();
    const input = await makeDecision(database(), provider, { providerRevision: provider.revision });
    await saveProvider(database().orm, { ...provider, conditions: [{ kind: "email-verified" }] }, null);
    const before = await dumpTables(database().orm);
    expect(await provision(database(), input)).toEqual({ ok: false, code: "purposes-changed" });
    expect(await dumpTables(database().orm)).toBe(before);
    const again = { ...input, providerRevision: provider.revision + 1 };
    expect(await provision(database(), again)).toMatchObject({ ok: true });
  });

  test("stores nothing if a value was not granted", async () => {
    const { provider } = await onePurpose();
    const input = await makeDecision(database(), provider, { agreed: { email: "a@example.org" } });
    const before = await dumpTables(database().orm);
    const values = [
      ...input.values,
      { attribute: "phone_number", value: "+44 7700 900123", source: "provider" as const },
    ];
    await expect(provision(database(), { ...input, values })).rejects.toMatchObject({
      name: "DatabaseError",
      code: "23514",
      constraint: "attribute_value_has_live_grant",
    });
    expect(await dumpTables(database().orm)).toBe(before);
    expect((await provision(database(), input)).ok).toBe(true);
  });

  test("stores nothing if a decision is about something that was not shown", async () => {
    const { provider } = await onePurpose();
    const foreign = await makePurpose(database(), { attributes: [asks("name")] });
    const input = await makeDecision(database(), provider);
    const item = { versionId: foreign.versionId, attribute: "name", mandatory: false };
    const before = await dumpTables(database().orm);
    for (const state of ["granted", "denied"] as const) {
      const decisions = [...input.decisions, { item, state, source: null }];
      await expect(provision(database(), { ...input, decisions })).rejects.toThrow(TypeError);
    }
    const shown = input.decisions.map((decision) => decision.item)[0] ?? item;
    const unlike = [{ item: { ...shown, mandatory: false }, state: "denied" as const, source: null }];
    const refusal = provision(database(), { ...input, values: [], decisions: unlike });
    await expect(refusal).rejects.toMatchObject({ code: "23503", constraint: "receipt_item_as_asked" });
    expect(await dumpTables(database().orm)).toBe(before);
  });

  test("stores nothing if something mandatory was not granted", async () => {
    const { provider } = await onePurpose();
    const input = await makeDecision(database(), provider, { agreed: { phone_number: "+44 7700 900123" } });
    const before = await dumpTables(database().orm);
    await expect(provision(database(), input)).rejects.toThrow(TypeError);
    expect(await dumpTables(database().orm)).toBe(before);
  });

  test("leaves no trace of what was refused or is on no purpose", async () => {
    const { provider } = await onePurpose();
    const input = await makeDecision(database(), provider, { agreed: { email: "kept@example.org" } });
    // As the evaluator returns it: the asked item of a refused attribute still contains its value.
    const canary = uniqueWord("canary");
    const decisions = input.decisions.map(({ item, ...rest }) => ({
      ...rest,
      value: item.attribute === "email" ? "kept@example.org" : null,
      item: { ...item, offer: { kind: "value", value: canary } },
    }));
    expect((await provision(database(), { ...input, decisions })).ok).toBe(true);
    const dump = await dumpTables(database().orm);
    expect(dump).toContain("kept@example.org");
    expect(dump).not.toContain(canary);
  });
});
