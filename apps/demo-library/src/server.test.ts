import { afterAll, beforeAll, expect, test } from "vitest";
import { LibrarySettingError, readLibrarySettings } from "./env.ts";
import { endedPage, readerPage } from "./pages.ts";
import { type DemoLibrary, startDemoLibrary } from "./server.ts";

let library: DemoLibrary;
beforeAll(async () => {
  // No server listens on the discard port, so Assent seems to be down.
  library = await startDemoLibrary({ port: 0, clientSecret: "secret", issuer: "http://127.0.0.1:9" });
});
afterAll(() => library.close());

const ask = (path: string, init: RequestInit = {}) => fetch(library.home + path, { redirect: "manual", ...init });

test("a visitor is asked to sign in, and no page may be framed", async () => {
  const answer = await ask("/");
  expect(await answer.text()).toContain('href="/sign-in"');
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test("an answer that this browser did not ask for signs no one in", async () => {
  const answer = await ask("/callback?code=code&state=state&iss=http://127.0.0.1:9");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("an unsigned logout token is refused", async () => {
  const body = new URLSearchParams({ logout_token: "e30.e30." });
  expect((await ask("/back-channel-logout", { method: "POST", body })).status).toBe(400);
});

test("claims and text in an address are shown as text, not as markup", () => {
  const page = readerPage({
    details: { name: "<b>Ann</b>" },
    gone: ["<i>email</i>"],
    subject: "<u>",
    issuer: "http://localhost:3000",
  });
  expect(page).not.toMatch(/<(b|i|u)>/);
  expect(endedPage("<b>")).toContain("The sign-in did not work.");
});

test.each([
  [{}, "DEMO_LIBRARY_CLIENT_SECRET"],
  [{ DEMO_LIBRARY_CLIENT_SECRET: "secret", DEMO_LIBRARY_PORT: "65536" }, "DEMO_LIBRARY_PORT"],
  [{ DEMO_LIBRARY_CLIENT_SECRET: "secret", APP_URL: "ftp://localhost" }, "APP_URL"],
])("settings %j: the error names the wrong one", (settings, name) => {
  const read = () => readLibrarySettings(settings);
  expect(read).toThrow(LibrarySettingError);
  expect(read).toThrow(name);
});
