import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Code that writes values must lock the account and check the grants. Every place that writes them must be listed here.
const writes =
  /(insert|update|delete)\s*\(\s*attributeValue\b|(insert\s+into|update|delete\s+from)\s+"?attribute_value\b/i;

test("only the provisioning transaction and the listed files write people's values", () => {
  const source = join(import.meta.dirname, "..");
  const found = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing/"))
    .filter((name) => writes.test(readFileSync(join(source, name), "utf8")));
  expect(found.sort((a, b) => a.localeCompare(b))).toEqual([
    "provisioning/close-account.ts",
    "provisioning/correct.ts",
    "provisioning/provision.ts",
    "provisioning/refresh.ts",
    "provisioning/value-writing.ts",
  ]);
});
