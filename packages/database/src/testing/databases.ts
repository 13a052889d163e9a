import { createThrowAwayDatabase } from "@assent/testkit/throw-away";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase } from "../engine/open.ts";
import "./global-setup.ts";
import { testIssuer } from "./issuer.ts";

/**
 * Call it in a `describe`: each gets a new, migrated database, which is deleted afterwards. Returns a function that
 * gives it to a test. Needs testing/global-setup.ts among the `globalSetup` files of the vitest configuration.
 */
export function useDatabase(): () => Database & { readonly url: string } {
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new Error("The test database is there within tests only.");
    return opened;
  };
}

async function open() {
  const { url, drop } = await createThrowAwayDatabase(inject("postgresServer"), inject("postgresTemplate"));
  const database = await openDatabase({ url, poolSize: 20, isPatient: true, issuer: testIssuer });
  return { ...database, url, close: () => database.close().finally(drop) };
}
