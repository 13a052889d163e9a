import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { webDir } from "../paths.mjs";
import { appSettings, environmentFor } from "./environment.mjs";

afterEach(() => vi.unstubAllEnvs());

test("the app gets every setting that it reads", () => {
  const source = readFileSync(join(webDir, "src/platform/env.ts"), "utf8");
  const schema = source.slice(source.indexOf("const schema = "), source.indexOf("class SettingsError"));
  const read = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(10);
  expect(new Set(appSettings)).toEqual(new Set(read));
});

test("each program gets only what it needs", () => {
  for (const name of ["DATABASE_OWNER_URL", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "AUTH_SECRET", "DATABASE_URL"]) {
    vi.stubEnv(name, `planted ${name}`);
  }
  const values = { DEMO_IDP_CLIENT_SECRET: "demo", APP_URL: "http://localhost:3000", PORT: "3000" };
  const planted = (/** @type {Parameters<typeof environmentFor>[0]} */ program) =>
    Object.entries(environmentFor(program, values))
      .filter(([, value]) => value?.startsWith("planted"))
      .map(([name]) => name)
      .sort();
  expect(planted("app")).toEqual(["AUTH_SECRET", "DATABASE_URL"]);
  expect(planted("command")).toEqual(["AUTH_SECRET", "DATABASE_URL"]);
  expect(planted("demoProvider")).toEqual([]);
  expect(planted("demoLibrary")).toEqual([]);
  expect(planted("migration")).toEqual(["DATABASE_OWNER_URL", "DATABASE_URL"]);
  expect(environmentFor("demoProvider", values)).toMatchObject({ DEMO_IDP_CLIENT_SECRET: "demo" });
  expect(environmentFor("app", { ...values, AUTH_SECRET: "own" })).toMatchObject({ AUTH_SECRET: "own", PORT: "3000" });
  expect(environmentFor("app", values)).toHaveProperty("PATH");
});
