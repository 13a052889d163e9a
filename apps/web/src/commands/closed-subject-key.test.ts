import { closedSubject } from "@assent/database/provisioning/closed-subject";
import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { testServer } from "@assent/testkit/server";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/testkit/throw-away";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openClosedSubjectKey } from "@/platform/closed-subject-key";
import { SettingsError } from "@/platform/env";
import { resealAll } from "./reseal";

let server: Awaited<ReturnType<typeof testServer>>;
let own: ThrowAwayDatabase;
let database: Database;

beforeAll(async () => {
  server = await testServer();
  own = await createThrowAwayDatabase(server.url);
  database = await openDatabase({ url: own.url, isPatient: true });
  await migrate(database);
}, 120_000);
afterAll(async () => {
  await database.close();
  await own.drop();
  await server.stop();
});

const [first, second] = ["the first secret of an installation", "the second secret of an installation"] as const;
const hashed = async (secret: string, ...previousSecrets: string[]) => {
  await openClosedSubjectKey(database, { secret, previousSecrets });
  return closedSubject("00000000-0000-4000-8000-000000000000", "somebody");
};

// Closed accounts would have been open again once AUTH_SECRET was replaced.
test("another AUTH_SECRET recognises the same accounts, and one that does not fit starts nothing", async () => {
  const before = await hashed(first);
  expect(await hashed(first)).toBe(before);
  await expect(hashed(second)).rejects.toBeInstanceOf(SettingsError);
  await expect(hashed(second)).rejects.toThrow(/AUTH_SECRET_PREVIOUS/);
  expect(await hashed(second, first)).toBe(before);
  expect(await resealAll(database, { secret: second, previousSecrets: [first] })).toMatchObject({ closed: [] });
  expect(await hashed(second)).toBe(before);
  await expect(hashed(first)).rejects.toBeInstanceOf(SettingsError);
});
