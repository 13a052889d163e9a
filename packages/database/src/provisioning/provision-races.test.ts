import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { saveProvider } from "../providers/provider-saving.ts";
import { archivePurpose, createPurpose } from "../purposes/purpose-editing.ts";
import type { Executor } from "../engine/orm.ts";
import { provision, type ProvisionResult, refuse } from "./provision.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { findReceipt } from "../audit/receipts.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows } from "../testing/dump.ts";
import { untilWaiting } from "../testing/locks.ts";
import { makeDecision, makeProvider, makePurpose, publishNext, purposeForm } from "../testing/factories.ts";

const fifty = Array.from({ length: 50 });

const tally = (results: readonly { ok: boolean; code?: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { ok, code } of results) counts[ok ? "ok" : (code ?? "")] = (counts[ok ? "ok" : (code ?? "")] ?? 0) + 1;
  return counts;
};

describe("fifty concurrent requests", () => {
  const database = useDatabase();

  test("with one decision create one user and one receipt", async () => {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider);
    const before = await countRows(database().orm);
    const results = await Promise.all(
      // A double click sends the same pending sign-in; each request has its own session and receipt number.
      fifty.map(async () => {
        const { receiptNumber, session } = await makeDecision(database(), provider);
        return provision(database(), { ...input, receiptNumber, session });
      }),
    );
    expect(tally(results)).toEqual({ ok: 1, "already-used": 49 });
    const after = await countRows(database().orm);
    for (const table of ["users", "receipt", "federated_identity", "session", "one_use_key", "event"]) {
      expect(after[table], table).toBe((before[table] ?? 0) + 1);
    }
  });

  test("of one identity with different pending sign-ins create one user", async () => {
    const provider = await makeProvider(database());
    const { subject } = await makeDecision(database(), provider);
    const before = await countRows(database().orm);
    const inputs = await Promise.all(fifty.map(() => makeDecision(database(), provider, { subject })));
    const results = await Promise.all(inputs.map((input) => provision(database(), input)));
    expect(tally(results)).toEqual({ ok: 1, "identity-exists": 49 });
    const after = await countRows(database().orm);
    expect(after["users"]).toBe((before["users"] ?? 0) + 1);
    expect(after["one_use_key"], "a key that made nothing can be used again").toBe((before["one_use_key"] ?? 0) + 1);
  });

  test("that agree and decline end in one of the two", async () => {
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider);
    const before = await countRows(database().orm);
    const results = await Promise.all(
      fifty.map((_, index): Promise<{ ok: boolean; code?: string }> =>
        index % 2 === 0 ? refuse(database(), input) : provision(database(), input),
      ),
    );
    expect(tally(results)).toEqual({ ok: 1, "already-used": 49 });
    const after = await countRows(database().orm);
    expect(after["event"]).toBe((before["event"] ?? 0) + 1);
  });
});

interface Edit {
  readonly what: string;
  run(
    orm: Executor,
    at: { purposeId: string; name: string; provider: Awaited<ReturnType<typeof makeProvider>> },
  ): Promise<{ ok: boolean }>;
  /** The result of a decision after the change. */
  readonly result: ProvisionResult & { ok: false };
  /** The result of the change after a decision. */
  readonly after: { ok: boolean };
}

const changed = { ok: false, code: "purposes-changed" } as const;
const edits: readonly Edit[] = [
  {
    what: "a new version",
    run: async (orm, { purposeId, name }) => {
      await publishNext({ orm }, purposeId, purposeForm({ name }));
      return { ok: true };
    },
    result: changed,
    after: { ok: true },
  },
  {
    what: "a new purpose",
    run: (orm) => createPurpose(orm, purposeForm(), null),
    result: changed,
    after: { ok: true },
  },
  {
    what: "archiving",
    run: (orm, { purposeId }) => archivePurpose(orm, purposeId, null),
    result: changed,
    after: { ok: true },
  },
  {
    what: "disabling the provider",
    run: (orm, { provider }) => saveProvider(orm, { ...provider, enabled: false }, null),
    result: { ok: false, code: "provider-disabled" },
    after: { ok: true },
  },
];

describe.each(edits)("during a decision: $what", ({ run, result, after }) => {
  const database = useDatabase();

  async function scene() {
    const { purposeId, form } = await makePurpose(database());
    const provider = await makeProvider(database());
    const input = await makeDecision(database(), provider, { agreed: { email: "a@example.org" } });
    return { at: { purposeId, name: form.name, provider }, input };
  }

  /** Runs `first` in a transaction, and keeps it open until `meanwhile` waits for it. */
  async function holding<Result>(first: (tx: Executor) => Promise<unknown>, meanwhile: () => Promise<Result>) {
    let under: Promise<Result> | undefined;
    await database().orm.transaction(async (tx) => {
      await first(tx);
      under = meanwhile();
      await untilWaiting(database().orm, 1);
    });
    return under;
  }

  test("first the change: the decision waits, and then is asked again", async () => {
    const { at, input } = await scene();
    const outcome = await holding(
      async (tx) => expect((await run(tx, at)).ok).toBe(true),
      () => provision(database(), input),
    );
    expect(outcome).toEqual(result);
    expect(await findReceipt(database().orm, input.receiptNumber)).toBeNull();
  });

  test("first the decision: the change waits, and the receipt names the version that was shown", async () => {
    const { at, input } = await scene();
    const shown = await livePurposes(database().orm, at.provider.id);
    // Blocks the provisioning after its guards, before it writes its session row.
    let edited: Promise<{ ok: boolean }> | undefined;
    let provisioned: Promise<ProvisionResult> | undefined;
    await database().orm.transaction(async (tx) => {
      await tx.execute(sql`lock table session in access exclusive mode`);
      provisioned = provision(database(), input);
      await untilWaiting(database().orm, 1);
      edited = run(database().orm, at);
      await untilWaiting(database().orm, 2);
    });
    expect((await provisioned)?.ok).toBe(true);
    expect(await edited).toMatchObject(after);
    const receipt = await findReceipt(database().orm, input.receiptNumber);
    expect(new Set(receipt?.items.map(({ versionId }) => versionId))).toEqual(
      new Set(shown.map(({ versionId }) => versionId)),
    );
  });
});
