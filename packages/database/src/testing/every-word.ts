import { inspect } from "node:util";

/**
 * Everything that a logger, a serializer or a debugger could read from an error: its own and inherited properties,
 * hidden ones too, and its causes. For asserting that an error does not contain something.
 */
export function everyWordOf(error: unknown): string {
  const seen = new Set<unknown>();
  const words: string[] = [];
  const visit = (thing: unknown): void => {
    if (seen.has(thing)) return;
    seen.add(thing);
    words.push(
      String(thing),
      JSON.stringify(thing) ?? "",
      inspect(thing, { depth: Infinity, showHidden: true, getters: true }),
    );
    if (typeof thing !== "object" || thing === null) return;
    for (let at: object | null = thing; at !== null && at !== Object.prototype; at = Reflect.getPrototypeOf(at)) {
      for (const key of Reflect.ownKeys(at)) visit(Reflect.get(at, key, thing));
    }
  };
  visit(error);
  return words.join("\n");
}
