import { expect, test } from "vitest";
import { readSettings } from "./env.ts";

const secret = { DEMO_IDP_CLIENT_SECRET: "s" };

test("has defaults for everything except the secret", () => {
  expect(readSettings(secret)).toEqual({ port: 4000, clientSecret: "s", appUrl: "http://localhost:3000" });
  expect(() => readSettings({})).toThrow("DEMO_IDP_CLIENT_SECRET");
});

test.each(["0", "65536", "4000x", "-1", "1e3"])("refuses the port %s", (port) => {
  expect(() => readSettings({ ...secret, DEMO_IDP_PORT: port })).toThrow("DEMO_IDP_PORT");
});

test("accepts any address of the application, without the slash at its end", () => {
  const read = (url: string) => readSettings({ ...secret, APP_URL: url }).appUrl;
  expect(read("https://app.example:8443/")).toBe("https://app.example:8443");
  for (const url of ["localhost:3000", "ftp://app.example", "http://a.example/?q", "http://u:p@a.example", "no"]) {
    expect(() => read(url)).toThrow("APP_URL");
  }
});
