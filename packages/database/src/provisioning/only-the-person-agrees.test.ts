import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

// An administrator may withdraw for a person and close their account, but never agrees to anything for them. Every
// caller of code that creates grants must be listed here.
const web = join(import.meta.dirname, "../../../../apps/web/src");
const grants =
  /import \{[^}]*\b(grantLater|decideAgain|provision)\b[^}]*\} from "@assent\/database|insert\(consentGrant\)/;

test("only the person's own pages and the sign-in call code that creates grants", () => {
  const found = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => grants.test(readFileSync(file, "utf8")))
    .map((file) => relative(web, file));
  // The demonstration creates its administrator, and what she agrees to.
  const known = [
    "demonstration/demonstration.ts",
    "features/my-data/late-consent/mutations.ts",
    "sign-in/decide/existing-account.ts",
    "sign-in/decide/new-account.ts",
  ];
  expect(found.sort()).toEqual(known);
});
