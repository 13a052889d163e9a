import { createServer } from "node:net";
import { once } from "node:events";
import { createThrowAwayDatabase, runStatement, withDatabase } from "@assent/testkit/throw-away";
import { expect, inject, test } from "vitest";
import { DatabaseOpenError } from "./database-error.ts";
import { isReachable, openDatabase } from "./open.ts";
import { everyWordOf } from "../testing/every-word.ts";

const password = "hunter2-canary";

async function failure(url: string): Promise<unknown> {
  return openDatabase({ url }).then(
    (database) => database.close().then(() => expect.fail("It opened.")),
    (error: unknown) => error,
  );
}

function server(change: (url: URL) => void): string {
  const url = new URL(inject("postgresServer"));
  change(url);
  return url.href;
}

test.each([
  ["no server listens", () => "postgres://me:hunter2-canary@127.0.0.1:1/assent", "unreachable"],
  ["no such host", () => "postgres://me:hunter2-canary@nowhere.invalid/assent", "unreachable"],
  ["no socket", () => "postgres://me:hunter2-canary@%2Fnowhere%2Fsocket/assent", "unreachable"],
  ["not an address", () => "postgres//me:hunter2-canary@host", "invalid-address"],
  ["a bad port", () => "postgres://me:hunter2-canary@host:99999999/assent", "invalid-address"],
  ["no such user", () => server((url) => Object.assign(url, { username: "nobody_here", password })), "access-denied"],
  // With the right password, because a server that checks passwords reports a missing database only after that.
  ["no such database", () => server((url) => Object.assign(url, { pathname: "/nowhere" })), "no-such-database"],
])("%s: a clear error without the password", async (_, url, code) => {
  const error = await failure(url());
  expect(error).toBeInstanceOf(DatabaseOpenError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].*\.$/) });
  const secret = new URL(inject("postgresServer")).password || password;
  for (const word of [password, secret]) expect(everyWordOf(error)).not.toContain(word);
});

test("a socket is named by its directory", async () => {
  const error = await failure(`postgres://me:${password}@%2Fnowhere%2Fsocket/assent`);
  expect(error).toMatchObject({ message: "PostgreSQL at /nowhere/socket does not answer (ENOENT)." });
});

test("something that is not PostgreSQL", async () => {
  const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  const error = await failure(`postgres://me:${password}@127.0.0.1:${port}/assent?connect_timeout=1`);
  other.close();
  expect(error).toMatchObject({ name: "DatabaseOpenError", code: "unreachable" });
  expect(everyWordOf(error)).not.toContain(password);
});

test("a database that is not in UTF-8 is refused", async () => {
  const name = `latin_${Date.now()}`;
  await runStatement(
    inject("postgresServer"),
    `create database ${name} template template0 encoding 'LATIN1' locale 'C'`,
  );
  const error = await failure(withDatabase(inject("postgresServer"), name));
  await runStatement(inject("postgresServer"), `drop database ${name}`);
  expect(error).toMatchObject({ code: "wrong-encoding", message: expect.stringContaining("LATIN1") });
});

test("closing takes leave of the server at once", async () => {
  const database = await openDatabase({ url: inject("postgresServer"), poolSize: 2 });
  const began = performance.now();
  await database.close();
  expect(performance.now() - began).toBeLessThan(500);
});

test("an open database answers, a closed one does not", async () => {
  const { url, drop } = await createThrowAwayDatabase(inject("postgresServer"));
  const database = await openDatabase({ url, poolSize: 2 });
  expect(await isReachable(database)).toBe(true);
  await database.close();
  await expect(isReachable(database)).rejects.toMatchObject({ name: "DatabaseError" });
  await drop();
});
