import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { postgresPrograms } from "./programs.mjs";

const ourselves = { user: undefined, spare: tmpdir() };

afterEach(() => void vi.restoreAllMocks());

test("there are programs for this machine", async () => {
  const { directory, major } = await postgresPrograms(ourselves);
  expect(["initdb", "postgres"].map((name) => existsSync(join(directory, name)))).toEqual([true, true]);
  expect(major).toBe(18);
});

test("on a processor without programs, the error asks for a server", async () => {
  vi.spyOn(process, "arch", "get").mockReturnValue("riscv64");
  await expect(postgresPrograms(ourselves)).rejects.toThrow(
    /has no PostgreSQL for linux-riscv64\. Set DATABASE_URL to/,
  );
});

test("with musl, the error asks for a server", async () => {
  vi.spyOn(process.report, "getReport").mockReturnValue({ header: {} });
  await expect(postgresPrograms(ourselves)).rejects.toThrow(
    /needs glibc, and this system has musl\. Set DATABASE_URL to/,
  );
});
