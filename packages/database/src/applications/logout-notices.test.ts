import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeAccount } from "../provisioning/close-account.ts";
import { endSession, endSessionsOf } from "../users/sessions.ts";
import { suspendAccount } from "../users/administration.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeAdministrator, makeApplication, makePerson, makeProvider } from "../testing/factories.ts";
import { enableApplication } from "./application-editing.ts";
import { joinSession, subjectFor } from "./application-sessions.ts";
import { findApplication } from "./applications.ts";
import { leaveApplication, removeLogoutNotice, takeLogoutNotices } from "./logout-notices.ts";

const database = useDatabase();
const orm = () => database().orm;
const random = () => randomBytes(16).toString("base64url");
const backChannelLogoutUrl = "https://application.example/back-channel";

/** A person who has used two applications in one session; only the first wants notices. */
async function signedIn() {
  await orm().execute(sql`delete from logout_notice`);
  const person = await makePerson(database(), await makeProvider(database()));
  const [told, quiet] = [
    await makeApplication(database(), { backChannelLogoutUrl }),
    await makeApplication(database()),
  ];
  const tokenHash = person.input.session?.tokenHash ?? "";
  const [sid] = [
    await joinSession(orm(), { tokenHash, applicationId: told.id, sid: random() }),
    await joinSession(orm(), { tokenHash, applicationId: quiet.id, sid: random() }),
  ];
  return { userId: person.userId, tokenHash, told, sid };
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>;

test.each<[how: string, end: (one: SignedIn) => Promise<unknown>]>([
  ["a sign-out", ({ tokenHash }) => endSession(orm(), tokenHash)],
  ["one ended in My data", ({ userId, tokenHash }) => endSessionsOf(orm(), userId, { handle: tokenHash.slice(0, 16) })],
  ["the closing of the account", ({ userId }) => closeAccount(database(), { userId })],
  [
    "a suspension",
    async ({ userId }) => {
      const { userId: by } = await makeAdministrator(database());
      return suspendAccount(database(), { userId, by });
    },
  ],
])("%s notifies the applications of the session that want notices, and no others", async (_how, end) => {
  const one = await signedIn();
  const sector = (await findApplication(orm(), one.told.id))?.subjectSector ?? "";
  const subject = await subjectFor(orm(), { userId: one.userId, sector, candidate: random() });
  await end(one);
  expect(await takeLogoutNotices(orm(), 10)).toMatchObject([
    { clientId: one.told.clientId, sid: one.sid, subject, attempts: 1, address: backChannelLogoutUrl },
  ]);
});

test("a session that has expired notifies no application, and a disabled application gets no notice", async () => {
  const past = await signedIn();
  await orm().execute(sql`
    update session set created_at = now() - interval '2 days', expires_at = now() - interval '1 second'
    where token_hash = ${past.tokenHash}`);
  await endSession(orm(), past.tokenHash);
  expect(await takeLogoutNotices(orm(), 10)).toEqual([]);
  const disabled = await signedIn();
  await enableApplication(orm(), { id: disabled.told.id, enabled: false }, null);
  await endSession(orm(), disabled.tokenHash);
  expect(await takeLogoutNotices(orm(), 10)).toEqual([]);
});

test("a session that fails to end notifies no application", async () => {
  const { tokenHash } = await signedIn();
  const failed = orm().transaction(async (tx) => {
    await endSession(tx, tokenHash);
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  expect(await takeLogoutNotices(orm(), 10)).toEqual([]);
});

test("one of many instances takes a notice, and it is due again after longer and longer pauses", async () => {
  const { tokenHash } = await signedIn();
  await endSession(orm(), tokenHash);
  const taken = (await Promise.all(Array.from({ length: 10 }, () => takeLogoutNotices(orm(), 10)))).flat();
  expect(taken).toHaveLength(1);
  const pauses = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    const [{ pause } = { pause: 0 }] = await orm().execute<{ pause: number }>(sql`
      select ceil(extract(epoch from due_at - now()) / 10)::int * 10 as pause from logout_notice`);
    pauses.push(pause);
    // A second ago, because the clock of a machine may be set back between two statements.
    await orm().execute(sql`update logout_notice set due_at = now() - interval '1 second'`);
    await takeLogoutNotices(orm(), 10);
  }
  expect(pauses).toEqual([10, 30, 90, 270]);
  await removeLogoutNotice(orm(), taken[0]?.id ?? "");
  await orm().execute(sql`update logout_notice set due_at = now() - interval '1 second'`);
  expect(await takeLogoutNotices(orm(), 10)).toEqual([]);
});

test("leaving one application ends the session there alone", async () => {
  const { tokenHash, told, sid } = await signedIn();
  await leaveApplication(orm(), sid);
  expect(await takeLogoutNotices(orm(), 10)).toMatchObject([{ clientId: told.clientId, sid }]);
  await orm().execute(sql`delete from logout_notice`);
  await endSession(orm(), tokenHash);
  expect(await takeLogoutNotices(orm(), 10)).toEqual([]);
});
