import { createHash, randomBytes } from "node:crypto";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { eq, type SQL, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { erasuresSince, replayErasures } from "../audit/erasures.ts";
import { latestEvents } from "../audit/events.ts";
import { connectIdentity, type ConnectInput, disconnectIdentity } from "./identities.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { findIdentity } from "./people.ts";
import { getUser } from "./user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { decideAgain } from "../provisioning/decide-again.ts";
import { refreshValues } from "../provisioning/refresh.ts";
import { provision } from "../provisioning/provision.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { createSession, findSession } from "./sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  inMinutes,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  randomHash,
  uniqueWord,
} from "../testing/factories.ts";
import { untilWaiting } from "../testing/locks.ts";

describe("several identities", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const nothingAsked = { purposesMode: "chosen" } as const;
  const pending = (minutes = 10) => ({ keyHash: randomHash(), expiresAt: inMinutes(minutes) });

  async function person() {
    const provider = await makeProvider(database(), nothingAsked);
    return { provider, ...(await makePerson(database(), provider)) };
  }
  interface Input extends ConnectInput {
    readonly pending: ReturnType<typeof pending>;
  }
  async function connectable() {
    const { userId, provider } = await person();
    const other = await makeProvider(database(), nothingAsked);
    const subject = uniqueWord("second");
    const of = { userId, providerId: other.id, providerRevision: other.revision };
    const input: Input = { ...of, subject, pending: pending() };
    return { userId, provider, other, input };
  }
  const eventsOf = async (userId: string) => {
    const pseudonym = (await getUser(orm(), userId))?.pseudonym ?? "";
    return (await latestEvents(orm(), { limit: 20, pseudonym })).map(({ type }) => type);
  };

  test("a second one leads to the same account, and neither event nor ledger contains it", async () => {
    const { userId, provider, other, input } = await connectable();
    expect(await connectIdentity(database(), input)).toEqual({ ok: true });
    expect(await findIdentity(orm(), other.id, input.subject)).toMatchObject({ userId });
    expect((await getUser(orm(), userId))?.identities.map(({ provider }) => provider.id)).toEqual([
      provider.id,
      other.id,
    ]);
    expect(await eventsOf(userId)).toContain("identity-connected");
    const written = await orm().execute(sql`
      select e::text from event e union all select l::text from ledger_entry l union all select o::text from outbox o`);
    expect(JSON.stringify(written)).not.toContain(input.subject);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("an identity of another account is refused, and two accounts stay separate", async () => {
    const { input, other } = await connectable();
    const owner = await makePerson(database(), other, { subject: input.subject });
    expect(await connectIdentity(database(), input)).toEqual({ ok: false, code: "taken" });
    expect(await findIdentity(orm(), other.id, input.subject)).toMatchObject({ userId: owner.userId });
  });

  test("an identity of a closed account is refused, and it stays closed", async () => {
    const { input, other } = await connectable();
    const owner = await makePerson(database(), other, { subject: input.subject });
    await closeAccount(database(), { userId: owner.userId });
    expect(await connectIdentity(database(), input)).toEqual({ ok: false, code: "taken" });
  });

  type Before = (input: Input) => Promise<unknown>;
  const provider = (input: Input, change: SQL) =>
    orm().execute(sql`update identity_provider set ${change} where id = ${input.providerId}`);
  const refusals: readonly (readonly [string, Before, string])[] = [
    ["used before", (input) => connectIdentity(database(), input), "ended"],
    ["too late", async (input) => Object.assign(input.pending, { expiresAt: inMinutes(-1) }), "ended"],
    ["connected already", (input) => connectIdentity(database(), { ...input, pending: pending() }), "connected"],
    [
      "another one at the same provider",
      (input) => connectIdentity(database(), { ...input, subject: uniqueWord("first"), pending: pending() }),
      "another-here",
    ],
    ["a provider that is disabled", (input) => provider(input, sql`enabled = false`), "provider-disabled"],
    ["a provider that was changed since", (input) => provider(input, sql`revision = 9`), "changed"],
    [
      "a suspended account",
      (input) => orm().execute(sql`update users set status = 'suspended' where id = ${input.userId}`),
      "not-active",
    ],
    ["a closed account", (input) => closeAccount(database(), { userId: input.userId }), "not-active"],
  ];

  test.each(refusals)("%s: refused, and nothing is stored", async (_, before, code) => {
    const { userId, input } = await connectable();
    await before(input);
    const count = async () => (await getUser(orm(), userId))?.identities.length;
    const was = await count();
    expect(await connectIdentity(database(), input)).toEqual({ ok: false, code });
    expect(await count()).toBe(was);
  });

  test("disconnecting deletes the identifier and ends its sessions, and no others", async () => {
    const { userId, provider, other, input } = await connectable();
    await connectIdentity(database(), input);
    const start = async (providerId: string) => {
      const tokenHash = randomHash();
      await createSession(orm(), { tokenHash, userId, providerId, expiresAt: inMinutes(5) });
      return tokenHash;
    };
    const [first, second] = [await start(provider.id), await start(other.id)];
    expect(await disconnectIdentity(database(), { userId, providerId: other.id })).toEqual({ ok: true, sessions: 1 });
    expect(await findSession(orm(), first)).not.toBeNull();
    expect(await findSession(orm(), second)).toBeNull();
    expect(await findIdentity(orm(), other.id, input.subject)).toBeNull();
    expect(await dumpTables(orm())).not.toContain(input.subject);
    expect(await eventsOf(userId)).toContain("identity-disconnected");
    const again = await disconnectIdentity(database(), { userId, providerId: other.id });
    expect(again).toEqual({ ok: false, code: "not-connected" });
  });

  test("the last one, and the last at an enabled provider, cannot be disconnected", async () => {
    const { userId, provider, other, input } = await connectable();
    const last = { ok: false, code: "last" };
    expect(await disconnectIdentity(database(), { userId, providerId: provider.id })).toEqual(last);
    await connectIdentity(database(), input);
    await orm().update(identityProvider).set({ enabled: false }).where(eq(identityProvider.id, other.id));
    expect(await disconnectIdentity(database(), { userId, providerId: provider.id })).toEqual(last);
    expect(await disconnectIdentity(database(), { userId, providerId: other.id })).toMatchObject({ ok: true });
  });

  test("the database refuses to delete the last one, unless the account is closed", async () => {
    const { userId } = await person();
    const remove = () => orm().delete(federatedIdentity).where(eq(federatedIdentity.userId, userId));
    const stopped = { code: "23514", constraint: "federated_identity_one_stays" };
    await expect(remove()).rejects.toMatchObject(stopped);
    await closeAccount(database(), { userId });
    await remove();
    expect((await getUser(orm(), userId))?.identities).toEqual([]);
  });

  test("closing an account replaces every identifier by its hash", async () => {
    const { userId, provider, other, input } = await connectable();
    await connectIdentity(database(), input);
    const first = (await getUser(orm(), userId))?.identities[0]?.subject ?? "";
    await closeAccount(database(), { userId });
    const tables = await dumpTables(orm());
    for (const subject of [first, input.subject]) expect(tables).not.toContain(subject);
    expect(await findIdentity(orm(), provider.id, first)).toMatchObject({ status: "closed" });
    expect(await findIdentity(orm(), other.id, input.subject)).toMatchObject({ status: "closed" });
    const again = await makeDecision(database(), other, { subject: input.subject });
    expect(await provision(database(), again)).toEqual({ ok: false, code: "identity-exists" });
  });

  test("a restored backup disconnects again, and keeps the last one", async () => {
    const [one, two] = [await connectable(), await connectable()];
    await connectIdentity(database(), one.input);
    const since = new Date();
    let list: Awaited<ReturnType<typeof erasuresSince>> = [];
    await orm()
      .transaction(async (tx) => {
        const later = { ...database(), orm: tx };
        await disconnectIdentity(later, { userId: one.userId, providerId: one.other.id });
        await connectIdentity(later, two.input);
        await disconnectIdentity(later, { userId: two.userId, providerId: two.provider.id });
        list = await erasuresSince(tx, since);
        throw new Error("The disk broke");
      })
      .catch(() => undefined);
    const replayed = await replayErasures(database(), JSON.parse(JSON.stringify(list)));
    expect(replayed).toEqual({ accounts: 0, values: 0, identities: 1 });
    expect(await findIdentity(orm(), one.other.id, one.input.subject)).toBeNull();
    expect((await getUser(orm(), two.userId))?.identities).toHaveLength(1);
  });

  describe("claims of a second provider", () => {
    async function withValue() {
      const { purposeId } = await makePurpose(database(), { attributes: [asks("email", true), asks("name")] });
      const asking = { purposesMode: "chosen", purposes: [purposeId] } as const;
      const [first, second] = [await makeProvider(database(), asking), await makeProvider(database(), asking)];
      const { userId } = await makePerson(database(), first, { agreed: { email: "first@idp.example" } });
      const input = { userId, providerId: second.id, subject: uniqueWord("second"), pending: pending() };
      await connectIdentity(database(), { ...input, providerRevision: second.revision });
      const signingIn = { providerId: second.id, syncPolicy: "provider-wins" } as const;
      const values = async () =>
        (await getUser(orm(), userId))?.values.map(({ attribute, value, providerName }) => ({
          attribute,
          value,
          providerName,
        }));
      return { userId, first, second, signingIn, values };
    }
    const sent = { email: "second@idp.example", name: "Not granted" };

    test("do not replace the first one's values or add what was not granted", async () => {
      const { userId, first, signingIn, values } = await withValue();
      expect(await refreshValues(database(), { userId, signingIn, sent })).toBe(true);
      const stored = [{ attribute: "email", value: "first@idp.example", providerName: first.name }];
      expect(await values()).toEqual(stored);
      expect(await dumpTables(orm())).not.toContain(sent.name);
    });

    test("replace the values once the first provider is disconnected", async () => {
      const { userId, first, second, signingIn, values } = await withValue();
      await disconnectIdentity(database(), { userId, providerId: first.id });
      expect(await values()).toMatchObject([{ value: "first@idp.example" }]);
      await refreshValues(database(), { userId, signingIn, sent });
      expect(await values()).toEqual([{ attribute: "email", value: sent.email, providerName: second.name }]);
    });

    test("leave the source of a value that is agreed to for another purpose", async () => {
      const { userId, first, second, signingIn, values } = await withValue();
      const { purposeId } = await makePurpose(database(), { attributes: [asks("email")] });
      await orm().execute(sql`
        insert into identity_provider_purpose (provider_id, purpose_id) values (${second.id}, ${purposeId})`);
      const { decisions, shownVersions } = await makeDecision(database(), second, { agreed: { email: "x@y.example" } });
      const asked = new Set(
        (await orm().execute<{ id: string }>(sql`select id from purpose_version where purpose_id = ${purposeId}`)).map(
          ({ id }) => id,
        ),
      );
      const notice = noticeFor([]);
      const result = await decideAgain(database(), {
        pending: pending(),
        userId,
        signingIn,
        shownVersions: shownVersions.filter((id) => asked.has(id)),
        values: [{ attribute: "email", value: "first@idp.example", source: "provider" }],
        sent: {},
        decisions: decisions.filter(({ item }) => asked.has(item.versionId)),
        session: { tokenHash: randomHash(), expiresAt: inMinutes(5) },
        language: "en",
        notice,
        noticeHash: createHash("sha256").update(canonicalShownText(notice)).digest("hex"),
        receiptNumber: receiptNumber(randomBytes(5)),
      });
      expect(result).toEqual({ ok: true });
      expect(await values()).toEqual([{ attribute: "email", value: "first@idp.example", providerName: first.name }]);
    });
  });
});

describe("two tabs", () => {
  const database = useDatabase();

  async function connected() {
    const [one, two] = [
      await makeProvider(database(), { purposesMode: "chosen" }),
      await makeProvider(database(), { purposesMode: "chosen" }),
    ];
    const { userId } = await makePerson(database(), one);
    const pending = { keyHash: randomHash(), expiresAt: inMinutes(5) };
    const input = { userId, providerId: two.id, providerRevision: two.revision, subject: uniqueWord("s"), pending };
    return { userId, one, two, input };
  }

  test("that disconnect one provider each leave one", async () => {
    const { userId, one, two, input } = await connected();
    await connectIdentity(database(), input);
    const results = await Promise.all(
      [one, two].map(({ id }) => disconnectIdentity(database(), { userId, providerId: id })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ code: "last" });
  });

  test("that go around our code are refused by the database", async () => {
    const { userId, one, two, input } = await connected();
    await connectIdentity(database(), input);
    const remove = (providerId: string, held: Promise<void>) =>
      database().orm.transaction(async (tx) => {
        await tx.execute(sql`delete from federated_identity where user_id = ${userId} and provider_id = ${providerId}`);
        await held;
      });
    let letGo = () => {};
    const both = new Promise<void>((resolve) => (letGo = resolve));
    const results = Promise.allSettled([remove(one.id, both), remove(two.id, both)]);
    letGo();
    expect((await results).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("that connect and create an account with the same identity: one succeeds", async () => {
    const { two, input } = await connected();
    const decision = await makeDecision(database(), two, { subject: input.subject });
    const [connect, make] = await Promise.all([connectIdentity(database(), input), provision(database(), decision)]);
    expect([connect.ok, make.ok].filter(Boolean)).toHaveLength(1);
  });

  test("of two accounts that connect the same identity: one gets it", async () => {
    const [ana, bob] = [await connected(), await connected()];
    const wanted = { providerId: ana.two.id, providerRevision: ana.two.revision, subject: ana.input.subject };
    const results = await Promise.all([
      connectIdentity(database(), { ...ana.input, ...wanted }),
      connectIdentity(database(), { ...bob.input, ...wanted }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, code: "taken" });
  });

  test("that disconnect one provider while the other is being disabled: it waits, and one stays", async () => {
    const { userId, one, two, input } = await connected();
    await connectIdentity(database(), input);
    let disconnecting: ReturnType<typeof disconnectIdentity> | undefined;
    await database().orm.transaction(async (tx) => {
      await tx.execute(sql`update identity_provider set enabled = false where id = ${two.id}`);
      disconnecting = disconnectIdentity(database(), { userId, providerId: one.id });
      await untilWaiting(database().orm, 1);
    });
    expect(await disconnecting).toEqual({ ok: false, code: "last" });
  });
});
