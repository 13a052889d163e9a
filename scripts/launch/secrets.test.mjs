import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecret } from "./secrets.mjs";

/** @type {string} */
let file;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "assent-secrets-")), "secrets", "auth-secret");
});
afterEach(() => rmSync(dirname(dirname(file)), { recursive: true }));

const modeOf = (/** @type {string} */ path) => statSync(path).mode & 0o777;

test("a secret is created once, and only its owner can read it", async () => {
  const secret = await keptSecret(file);
  expect(Buffer.from(secret, "base64")).toHaveLength(32);
  expect(await keptSecret(file)).toBe(secret);
  expect(modeOf(file)).toBe(0o600);
  expect(modeOf(dirname(file))).toBe(0o700);
});

test("concurrent starts agree on one secret and leave no draft", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(file)));
  expect(new Set(secrets).size).toBe(1);
  expect(readdirSync(dirname(file))).toEqual(["auth-secret"]);
});

test("a file that others can read is closed again", async () => {
  const secret = await keptSecret(file);
  chmodSync(file, 0o644);
  expect(await keptSecret(file)).toBe(secret);
  expect(modeOf(file)).toBe(0o600);
});

test("an empty file is not a secret, and is not replaced silently", async () => {
  await keptSecret(file);
  writeFileSync(file, "");
  await expect(keptSecret(file)).rejects.toThrow(`${file} is empty or damaged`);
});
