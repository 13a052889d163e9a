import * as fc from "fast-check";
import { expect, test } from "vitest";
import { safeClaims } from "./claims.ts";
import { FederationError } from "./federation-error.ts";

const parse = (text: string) => JSON.parse(text) as object;

test("names that reach a prototype are dropped at every level", () => {
  const claims = safeClaims(
    parse(
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"address":{"__proto__":{"admin":true},"locality":"Ulm"},"list":[{"prototype":1,"a":""}]}',
    ),
  );
  expect(JSON.stringify(claims)).toBe('{"address":{"locality":"Ulm"},"list":[{"a":""}]}');
  expect(Object.getPrototypeOf(claims)).toBeNull();
  expect(Object.getPrototypeOf(claims["address"])).toBeNull();
  expect(({ ...claims } as { admin?: boolean }).admin).toBeUndefined();
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test("sixteen levels pass, seventeen and a hundred thousand do not", () => {
  const nested = (levels: number) => parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
  const lists = (levels: number) => parse(`{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`);
  expect(safeClaims(nested(16))).toEqual(nested(16));
  expect(safeClaims(lists(15))).toEqual(lists(15));
  for (const deep of [nested(17), nested(100_000), lists(16), lists(100_000)]) {
    expect(() => safeClaims(deep)).toThrow(FederationError);
  }
});

test("everything else is unchanged, empty strings included", () => {
  const names = fc.string().filter((name) => !["__proto__", "constructor", "prototype"].includes(name));
  const { claims } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(""),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("claims"),
    ),
    list: fc.array(tie("value"), { maxLength: 4 }),
    claims: fc.dictionary(names, tie("value"), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(claims, (value) => {
      expect(JSON.stringify(safeClaims(value as object))).toBe(JSON.stringify(value));
    }),
  );
});
