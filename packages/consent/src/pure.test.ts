// The rules must give the same result in the browser and on the server, at any time: no I/O, no clock, no randomness,
// no framework.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const here = new URL(".", import.meta.url);
const sources = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith("testing.ts"))
  .map((name) => name.replaceAll("\\", "/"));
const code = (name: string) =>
  readFileSync(new URL(name, here), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

const impure =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b|\bprocess\b|\bfetch\b|\bconsole\b|\basync\b|\bset(Timeout|Interval)\b|\bperformance\b|\blocalStorage\b|\bdocument\b/;
const imports = (text: string) =>
  [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)].map(([, from, lazy]) => from ?? lazy);

describe("every source of this package", () => {
  it("is read", () =>
    expect(sources).toEqual(expect.arrayContaining(["evaluate/evaluate.ts", "purpose/purpose-input.ts"])));

  it.each(sources)("%s reaches for nothing outside its arguments", (name) => expect(code(name)).not.toMatch(impure));

  it.each(sources)("%s imports its neighbours, zod/mini and a reader of JSON only", (name) => {
    for (const from of imports(code(name)))
      expect(from).toMatch(/^\.\.?\/([a-z]+\/)?[a-z0-9-]+\.ts$|^(zod\/mini|jsonc-parser)$/);
  });
});
