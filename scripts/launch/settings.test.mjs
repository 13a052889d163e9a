import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../paths.mjs";
import { readSettings } from "./settings.mjs";

const read = (/** @type {Record<string, string>} */ environment) => readSettings(environment, { dataDir: ".data" });

test("without settings it is a demonstration on this machine", () => {
  expect(read({})).toEqual({
    port: 3000,
    host: "localhost",
    demoProviderPort: 4000,
    demoLibraryPort: 4100,
    origin: "http://localhost:3000",
    dataDir: join(root, ".data"),
    databaseUrl: undefined,
    demo: true,
    supervised: false,
  });
});

test("an empty setting is not set", () => {
  expect(read({ PORT: "", AUTH_URL: "", DEMO: "" })).toEqual(read({}));
});

test("with a public address there is no demonstration", () => {
  expect(read({ AUTH_URL: "https://id.example.org" })).toMatchObject({ demo: false, origin: "https://id.example.org" });
});

test.each([
  [{ PORT: "abc" }, "PORT must be a port number, 1 to 65535"],
  [{ PORT: "0" }, "PORT must be a port number, 1 to 65535"],
  [{ DEMO_IDP_PORT: "65536" }, "DEMO_IDP_PORT must be a port number, 1 to 65535"],
  [{ PORT: "4000" }, "PORT, DEMO_IDP_PORT and DEMO_LIBRARY_PORT must be three different ports"],
  [{ AUTH_URL: "id.example.org" }, "AUTH_URL must be the address people open"],
  [{ AUTH_URL: "https://id.example.org/login" }, "AUTH_URL must be the address people open, without a path"],
  [{ DEMO: "yes" }, "DEMO must be on or off"],
  [{ SUPERVISED: "yes" }, "SUPERVISED must be on or off"],
  [{ DEMO: "on", AUTH_URL: "https://id.example.org" }, "DEMO=on works only on this machine"],
  [{ AUTH_SECRET: "hunter2" }, "AUTH_SECRET must be 32 characters or longer"],
  [{ DEMO_IDP_CLIENT_SECRET: "hunter2" }, "DEMO_IDP_CLIENT_SECRET must be 16 characters or longer"],
  [{ DATABASE_URL: "mysql://somewhere" }, "DATABASE_URL must begin with postgres://"],
])("%j is refused", (environment, sentence) => {
  expect(() => read(/** @type {Record<string, string>} */ (environment))).toThrow(sentence);
});

test("every wrong setting is named at once, and no value is shown", () => {
  const wrong = () => read({ PORT: "abc", AUTH_SECRET: "hunter2" });
  expect(wrong).toThrow(/PORT must be .*\nassent: AUTH_SECRET must be/);
  expect(wrong).not.toThrow(/hunter2|abc/);
});
