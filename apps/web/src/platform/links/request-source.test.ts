import { afterAll, expect, test, vi } from "vitest";

vi.stubEnv("AUTH_URL", "https://id.example.org");
vi.stubEnv("AUTH_SECRET", "for this test only, 0123456789abcdef");
vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/none");
// The environment is read once for each module, and test files of one worker share modules.
vi.resetModules();
const { requestSource } = await import("./request-source");
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const own = "https://id.example.org";

test.each<[ReturnType<typeof requestSource>, Record<string, string>]>([
  ["own", { "sec-fetch-site": "same-origin" }],
  ["direct", { "sec-fetch-site": "none" }],
  ["foreign", { "sec-fetch-site": "cross-site" }],
  // Another application below the same domain is another site's page too.
  ["foreign", { "sec-fetch-site": "same-site" }],
  ["foreign", { "sec-fetch-site": "anything" }],
  ["foreign", { "sec-fetch-site": "cross-site", referer: `${own}/sign-in` }],
  ["own", { referer: `${own}/sign-in` }],
  ["own", { origin: own }],
  ["foreign", { referer: "https://evil.example/" }],
  ["foreign", { origin: "https://evil.example", referer: `${own}/sign-in` }],
  ["foreign", { referer: "https://id.example.org.evil.example/" }],
  ["foreign", { origin: "null" }],
  ["foreign", { referer: "not an address" }],
  ["unknown", {}],
])("%s: %o", (source, headers) => {
  expect(requestSource({ headers: new Headers(headers) })).toBe(source);
});
