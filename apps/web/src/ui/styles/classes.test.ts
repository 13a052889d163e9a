import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compile } from "tailwindcss";
import { expect, test } from "vitest";

const styles = import.meta.dirname;
const source = join(styles, "../..");
const require = createRequire(import.meta.url);

/** The style sheet as the build makes it from these candidates for utilities. */
async function built(sheet: string, candidates: string[]): Promise<string> {
  const { build } = await compile(readFileSync(join(styles, sheet), "utf8"), {
    base: styles,
    loadStylesheet: async (id, base) => {
      const path = id.startsWith(".") ? join(base, id) : require.resolve(id);
      return { path, base: dirname(path), content: readFileSync(path, "utf8") };
    },
  });
  return build(candidates);
}

/** The names of all classes in selectors, without CSS escapes. A number such as .5 is not a class. */
const classesIn = (css: string): Set<string> => {
  const selectors = css.replaceAll(/\/\*.*?\*\//gs, "");
  return new Set(
    [...selectors.matchAll(/\.((?:\\.|[a-z_-])(?:\\.|[\w\u0080-\uffff-])*)/gi)].map(([, name = ""]) =>
      name.replaceAll(/\\(.)/g, "$1"),
    ),
  );
};

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
const texts = files.map((file) => readFileSync(join(source, file), "utf8"));
const written = texts.flatMap((text) =>
  [...text.matchAll(/className="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(/\s+/).filter(Boolean)),
);
/** They have no style themselves, and only mark an element for others. */
const isMarker = (name: string) => /^(group|peer)(\/|$)/.test(name);

test("every class of a component is a utility or is in one of our style sheets", async () => {
  const known = classesIn((await built("index.css", written)) + (await built("admin.css", [])));
  expect(written.length).toBeGreaterThan(500);
  expect(written.filter((name) => !isMarker(name) && !known.has(name))).toEqual([]);
});

test("every class of our style sheets is used by a component", async () => {
  const own = classesIn((await built("index.css", [])) + (await built("admin.css", [])));
  const words = new Set(texts.join("\n").match(/[\w-]+/g));
  // The flow chart puts the last word of these together: flow-yes.
  const composed = ["flow-yes", "flow-no", "flow-left"];
  expect([...own].filter((name) => !words.has(name) && !composed.includes(name))).toEqual([]);
});
