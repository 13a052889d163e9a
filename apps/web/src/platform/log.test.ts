import { afterEach, describe, expect, test, vi } from "vitest";
import { describeError, log, newReference } from "./log";

afterEach(() => vi.restoreAllMocks());

describe("describeError", () => {
  // Messages of drivers and libraries quote their input.
  test("has class and code, and never a message, of nested errors too", () => {
    const cause = Object.assign(new Error("Key (email)=(canary@example.org) exists"), { code: "23505" });
    const error = Object.assign(new TypeError("bad value canary@example.org", { cause }), { detail: "canary" });
    const told = JSON.stringify(describeError(error));
    expect(told).not.toContain("canary");
    expect(describeError(error)).toEqual({ error: "TypeError", code: "23505" });
  });

  // A sign-in that failed because the database was full was logged as "AdapterError" and nothing else.
  test("has the code of what failed first, also where Auth.js has put it", () => {
    const inner = Object.assign(new Error("canary"), { code: "53100" });
    const wrapped = Object.assign(new Error("canary"), {
      type: "AdapterError",
      cause: { err: inner, provider: "demo" },
    });
    expect(describeError(wrapped)).toEqual({ error: "Error", code: "53100" });
    expect(describeError(Object.assign(wrapped, { code: "outer" }))).toEqual({ error: "Error", code: "53100" });
    expect(describeError(Object.assign(new Error(""), { code: "Ana <ana@example.org>" })).code).toBeUndefined();
  });

  test("has the type of what is not an error", () => {
    expect(describeError("canary")).toEqual({ error: "string" });
  });
});

describe("log", () => {
  test("writes one line of JSON", () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
    log("warn", "sign-in-failed", { code: "issuer", provider: "demo" });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "warn", event: "sign-in-failed", provider: "demo" });
    expect(lines[0]).toMatch(/\n$/);
  });
});

test("references differ and are easy to read out", () => {
  const references = new Set(Array.from({ length: 100 }, newReference));
  expect(references.size).toBe(100);
  for (const reference of references) expect(reference).toMatch(/^[0-9A-F]{8}$/);
});
