import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Whoever writes values locks the account and asks what is granted. A new place that writes them is looked at here.
const writes =
  /(insert|update|delete)\s*\(\s*attributeValue\b|(insert\s+into|update|delete\s+from)\s+"?attribute_value\b/i;

test("only these touch people's values: the provisioning transaction, and what withdraw.ts offers", () => {
  const found = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => writes.test(readFileSync(`${import.meta.dirname}/${name}`, "utf8")));
  expect(found.sort((a, b) => a.localeCompare(b))).toEqual([
    "close-account.ts",
    "correct.ts",
    "grant-later.ts",
    "provision.ts",
    "refresh.ts",
    "value-writing.ts",
  ]);
});
