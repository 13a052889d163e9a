import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { closeAccount } from "../provisioning/close-account.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  makeApplication,
  makeDraft,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  uniqueWord,
} from "../testing/factories.ts";
import { subjectFor } from "./application-sessions.ts";
import { findSubject, isEverNamed } from "./known-to-application.ts";

const database = useDatabase();
const candidate = () => randomUUID().replaceAll("-", "").slice(0, 22);

test("a person is known only to the applications of a sector, and to none after the account is closed", async () => {
  const { orm } = database();
  const { userId } = await makePerson(database(), await makeProvider(database()));
  const [sector, other] = [uniqueWord("sector"), uniqueWord("sector")];
  const subject = await subjectFor(orm, { userId, sector, candidate: candidate() });
  expect(await findSubject(orm, { subject, sector })).toBe(userId);
  expect(await findSubject(orm, { subject, sector: other })).toBeNull();
  expect(await findSubject(orm, { subject: userId, sector })).toBeNull();
  await closeAccount(database(), { userId });
  expect(await findSubject(orm, { subject, sector })).toBeNull();
});

test("a purpose is known only to applications that a published version names or named", async () => {
  const { orm } = database();
  const [named, other] = [await makeApplication(database()), await makeApplication(database())];
  const recipients = { organisation: true, applications: [named.id] };
  const { purposeId, form } = await makePurpose(database(), { recipients });
  const draft = await makeDraft(database(), { recipients });
  const isNamed = (applicationId: string, purpose = purposeId) =>
    isEverNamed(orm, { purposeId: purpose, applicationId });
  expect(await isNamed(named.id)).toBe(true);
  expect(await isNamed(other.id)).toBe(false);
  expect(await isNamed(named.id, draft.purposeId)).toBe(false);
  expect(await isNamed(named.id, randomUUID())).toBe(false);
  await publishNext(database(), purposeId, { ...form, recipients: { organisation: true, applications: [] } });
  expect(await isNamed(named.id)).toBe(true);
});
