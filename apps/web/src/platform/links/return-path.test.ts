import { describe, expect, test } from "vitest";
import { returnPath } from "./return-path";

const origin = "https://id.example.org";

describe("returnPath", () => {
  test.each(["/me", "/admin/purposes?status=archived", "/me/receipts/7Q4K-2M9X", "/"])("keeps %s", (path) => {
    expect(returnPath(path, origin)).toBe(path);
  });

  test.each([
    null,
    undefined,
    "",
    "me",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "/%252f%252fevil.example",
    "/%5cevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/me//evil.example",
    "/%",
    "/@evil.example//",
  ])("turns %j into the start page", (path) => {
    expect(returnPath(path, origin)).toBe("/");
  });
});
