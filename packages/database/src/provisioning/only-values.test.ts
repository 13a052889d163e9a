import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Whoever writes values locks the account and asks what is granted. A new place that writes them is looked at here.
const writes =
  /(insert|update|delete)\s*\(\s*attributeValue\b|(insert\s+into|update|delete\s+from)\s+"?attribute_value\b/i;

test("only these touch people's values: the provisioning transaction, and what withdraw.ts offers", () => {
  const source = join(import.meta.dirname, "..");
  const found = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing/"))
    .filter((name) => writes.test(readFileSync(join(source, name), "utf8")));
  expect(found.sort((a, b) => a.localeCompare(b))).toEqual([
    "provisioning/close-account.ts",
    "provisioning/correct.ts",
    "provisioning/grant-later.ts",
    "provisioning/provision.ts",
    "provisioning/refresh.ts",
    "provisioning/value-writing.ts",
  ]);
});
