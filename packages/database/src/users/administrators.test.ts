import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { removeAdministrator, restoreAccount, suspendAccount } from "./administration.ts";
import { listAdministrators } from "./administrators.ts";
import { grantAdministrationTo } from "./admin-grant.ts";
import { latestEvents } from "../audit/events.ts";
import { inviteAdministrator, isInvitationValid, openInvitations, revokeInvitation } from "./invitations.ts";
import { verifyLedger } from "../audit/ledger.ts";
import type { Database } from "../engine/open.ts";
import { provision } from "../provisioning/provision.ts";
import { users } from "../schema/users.ts";
import { findSession } from "./sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import {
  asks,
  inMinutes,
  makeAdministrator,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  randomHash,
} from "../testing/factories.ts";
import { thePerson } from "../provisioning/later-receipt.ts";
import { closeAccount } from "../provisioning/close-account.ts";

/** Removes all administrators, so that each test begins with its own. */
const noAdministrators = ({ orm }: Database) => orm.update(users).set({ role: "person" });

async function invited(database: Database, by: string, expiresAt = inMinutes(5)): Promise<string> {
  const tokenHash = randomHash();
  expect(await inviteAdministrator(database, { tokenHash, expiresAt, by })).toEqual({ ok: true });
  return tokenHash;
}

const last = { ok: false, code: "last-administrator" };

describe("administrators", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const invalid = { ok: false, code: "link-invalid" };
  const roleOf = async (userId: string) =>
    (await orm().select({ role: users.role }).from(users).where(eq(users.id, userId)))[0]?.role;
  const newest = async () => (await latestEvents(orm(), { limit: 1 }))[0];

  beforeEach(() => noAdministrators(database()));

  test("an invitation makes one administrator, in the transaction of the account, even with concurrent uses", async () => {
    const ada = await makeAdministrator(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const invitationHash = await invited(database(), ada.userId);
    const [open] = await openInvitations(orm());
    expect(open).toMatchObject({ invitedBy: ada.userId });
    expect(await newest()).toMatchObject({
      type: "administrator-invited",
      actorId: ada.pseudonym,
      details: { invitation: open?.id },
    });
    const known = await makePerson(database(), provider);
    const inputs = await Promise.all(
      [1, 2, 3].map(() => makeDecision(database(), provider, { administrator: { invitationHash } })),
    );
    const results = await Promise.all([
      ...inputs.map((input) => provision(database(), input)),
      grantAdministrationTo(database(), { userId: known.userId, right: { invitationHash } }),
    ]);
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(results.filter(({ ok }) => !ok)).toEqual([invalid, invalid, invalid]);
    expect(await isInvitationValid(orm(), invitationHash)).toBe(false);
    expect((await listAdministrators(orm())).map(({ invitedBy, through }) => ({ invitedBy, through }))).toEqual([
      { invitedBy: null, through: null },
      { invitedBy: ada.userId, through: "invitation" },
    ]);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("an expired, revoked or unknown invitation, or one whose author is not an administrator, has no effect", async () => {
    const [ada, grace, ken] = [
      await makeAdministrator(database()),
      await makeAdministrator(database()),
      await makeAdministrator(database()),
    ];
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider);
    const late = await invited(database(), ada.userId, inMinutes(-1));
    const revoked = await invited(database(), ada.userId);
    const [open] = await openInvitations(orm());
    const id = open?.id ?? "";
    expect(await revokeInvitation(database(), { id, by: grace.userId })).toEqual({ ok: true });
    expect(await newest()).toMatchObject({
      type: "administrator-invitation-revoked",
      actorId: grace.pseudonym,
      details: { invitation: id },
    });
    expect(await revokeInvitation(database(), { id, by: grace.userId })).toEqual({ ok: false, code: "gone" });
    const [ofRemoved, ofSuspended, ofClosed] = [
      await invited(database(), grace.userId),
      await invited(database(), ken.userId),
      await invited(database(), (await makeAdministrator(database())).userId),
    ];
    const closing = (await openInvitations(orm())).find(
      ({ invitedBy }) => ![grace.userId, ken.userId].includes(invitedBy),
    );
    await removeAdministrator(database(), { userId: grace.userId, by: ada.userId });
    await suspendAccount(database(), { userId: ken.userId, by: ada.userId });
    await closeAccount(database(), { userId: closing?.invitedBy ?? "", by: ada.userId });
    expect(await openInvitations(orm())).toEqual([]);
    const before = await dumpTables(orm());
    for (const invitationHash of [late, revoked, ofRemoved, ofSuspended, ofClosed, randomHash()]) {
      expect(await isInvitationValid(orm(), invitationHash)).toBe(false);
      const right = { invitationHash };
      expect(await grantAdministrationTo(database(), { userId, right })).toEqual(invalid);
      const input = await makeDecision(database(), provider, { administrator: right });
      expect(await provision(database(), input)).toEqual(invalid);
    }
    expect(await dumpTables(orm())).toBe(before);
  });

  test("an invitation is not used up by a check, by an administrator, or by a suspended account", async () => {
    const ada = await makeAdministrator(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId } = await makePerson(database(), provider);
    const right = { invitationHash: await invited(database(), ada.userId) };
    await suspendAccount(database(), { userId, by: ada.userId });
    expect(await grantAdministrationTo(database(), { userId, right })).toEqual(invalid);
    expect(await grantAdministrationTo(database(), { userId: ada.userId, right })).toEqual({ ok: true });
    expect(await isInvitationValid(orm(), right.invitationHash)).toBe(true);
    await restoreAccount(database(), { userId, by: ada.userId });
    expect(await grantAdministrationTo(database(), { userId, right })).toEqual({ ok: true });
    expect(await roleOf(userId)).toBe("administrator");
  });

  test("only an active administrator invites and revokes, and open invitations have a maximum", async () => {
    const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const { userId: plain } = await makePerson(database(), provider);
    await suspendAccount(database(), { userId: grace.userId, by: ada.userId });
    await invited(database(), ada.userId);
    const id = (await openInvitations(orm()))[0]?.id ?? "";
    const before = await dumpTables(orm());
    for (const by of [plain, grace.userId, "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f"]) {
      const invitation = { tokenHash: randomHash(), expiresAt: inMinutes(5), by };
      expect(await inviteAdministrator(database(), invitation)).toEqual({ ok: false, code: "not-allowed" });
      expect(await revokeInvitation(database(), { id, by })).toEqual({ ok: false, code: "not-allowed" });
    }
    expect(await dumpTables(orm())).toBe(before);
    for (let open = 1; open < 20; open++) await invited(database(), ada.userId);
    const more = { tokenHash: randomHash(), expiresAt: inMinutes(5), by: ada.userId };
    expect(await inviteAdministrator(database(), more)).toEqual({ ok: false, code: "too-many" });
  });

  test("removing takes the role away at once, and keeps account and session", async () => {
    const ada = await makeAdministrator(database());
    await makePurpose(database(), { attributes: [asks("name")] });
    const provider = await makeProvider(database());
    const right = { invitationHash: await invited(database(), ada.userId) };
    const grace = await makePerson(database(), provider, { agreed: { name: "Grace" }, administrator: right });
    const session = grace.input.session?.tokenHash ?? "";
    expect(await findSession(orm(), session)).toMatchObject({ role: "administrator" });
    expect(await listAdministrators(orm())).toMatchObject([
      { userId: ada.userId },
      { name: "Grace", status: "active" },
    ]);
    const act = { userId: grace.userId, by: ada.userId };
    expect(await removeAdministrator(database(), act)).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "administrator-removed", actorId: ada.pseudonym });
    expect(await findSession(orm(), session)).toMatchObject({ role: "person" });
    expect((await listAdministrators(orm())).length).toBe(1);
    const before = await dumpTables(orm());
    expect(await removeAdministrator(database(), act), "once").toEqual({ ok: false, code: "changed" });
    const self = { userId: ada.userId, by: ada.userId };
    expect(await removeAdministrator(database(), self)).toEqual({ ok: false, code: "self" });
    const back = { userId: ada.userId, by: grace.userId };
    expect(await removeAdministrator(database(), back)).toEqual({ ok: false, code: "not-allowed" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("the last active one cannot close their own account; suspended ones do not count", async () => {
    const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
    await suspendAccount(database(), { userId: grace.userId, by: ada.userId });
    const before = await dumpTables(orm());
    const pending = { keyHash: randomHash(), expiresAt: inMinutes(5) };
    expect(await closeAccount(database(), { userId: ada.userId })).toEqual(last);
    expect(await closeAccount(database(), { userId: ada.userId, pending })).toEqual(last);
    expect(await dumpTables(orm())).toBe(before);
    await restoreAccount(database(), { userId: grace.userId, by: ada.userId });
    expect(await closeAccount(database(), { userId: ada.userId })).toMatchObject({ ok: true });
    expect(await closeAccount(database(), { userId: grace.userId })).toEqual(last);
    expect(
      await closeAccount(database(), { userId: grace.userId, again: { actor: thePerson } }),
      "in a backup",
    ).toMatchObject({
      ok: true,
    });
  });
});

describe("administrators at once", () => {
  const database = useDatabase();

  const left = async () =>
    (await listAdministrators(database().orm)).filter(({ status }) => status === "active").length;

  test.each([
    ["remove each other", removeAdministrator, removeAdministrator],
    ["close their own accounts", closeOwn, closeOwn],
    ["remove the other and close their own", removeAdministrator, closeOwn],
    ["remove and suspend each other", removeAdministrator, suspendAccount],
  ])("who %s leave one of them every time", async (_, first, second) => {
    for (let round = 0; round < 8; round++) {
      await noAdministrators(database());
      const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
      const done = await Promise.all([
        first(database(), { userId: ada.userId, by: grace.userId }),
        second(database(), { userId: grace.userId, by: ada.userId }),
      ]);
      expect(done.filter(({ ok }) => ok).length).toBe(1);
      expect(await left()).toBe(1);
    }
    expect(await database().orm.execute(sql`select 1 from users where role = 'administrator' limit 1`)).toHaveLength(1);
  });
});

/** The administrator closes their own account. */
function closeOwn(database: Database, { userId }: { userId: string }) {
  return closeAccount(database, { userId });
}
