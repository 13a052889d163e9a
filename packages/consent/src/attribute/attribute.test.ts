import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attributeTypes,
  maxEntryLength,
  maxListEntries,
  maxListLength,
  maxValueLength,
  readValue,
  type AttributeType,
  type ValueProblem,
} from "./attribute.ts";
import { codePoints } from "../text/plain-text.ts";

const reads = (type: AttributeType, cases: readonly (readonly [raw: unknown, value: string])[]) =>
  it.each(cases)(`${type}: %j is read as %j`, (raw, value) =>
    expect(readValue(type, raw)).toEqual({ ok: true, value }),
  );

const refuses = (type: AttributeType, problem: ValueProblem, raws: readonly unknown[]) =>
  it.each(raws.map((raw) => [raw]))(`${type}: %j is ${problem}`, (raw) =>
    expect(readValue(type, raw)).toEqual({ ok: false, problem }),
  );

const same = (...values: readonly string[]) => values.map((value) => [value, value] as const);

describe("any type", () => {
  describe.each(attributeTypes)("%s", (type) => {
    refuses(type, "empty", [null, undefined, "", "  ", "\u202E", " \u200B\u2069 "]);
    refuses(type, "wrong-type", [
      {},
      { value: "x" },
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1e21,
      2 ** 53,
      1e-7,
      Symbol("x"),
    ]);
    refuses(type, "control-characters", ["a\u0000b", "\uD800", "x\uDFFF", "a\u009Fb", "a\u001Bb"]);
    if (type !== "list") refuses(type, "too-long", ["x".repeat(maxValueLength + 1)]);
  });
});

describe("text", () => {
  reads("text", [
    [" Ana\u202E Kova\u030C ", "Ana Kova\u030C".normalize("NFC")],
    ["مريم", "مريم"],
    [42, "42"],
    [-0, "0"],
    [1.5, "1.5"],
    ["1 Example Street\r\nExampletown", "1 Example Street\nExampletown"],
    ["n".repeat(200), "n".repeat(200)],
    ["😀".repeat(maxValueLength), "😀".repeat(maxValueLength)],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["=1+1", "=1+1"],
  ]);
  refuses("text", "wrong-type", [true, ["a"], { formatted: "a" }]);
  refuses("text", "control-characters", ["a\tb"]);
  refuses("text", "too-long", ["😀".repeat(maxValueLength + 1)]);
});

describe("email", () => {
  reads("email", [
    ...same("ana.kovac@demo-university.example", "A+b_c'd@sub.example.org", "用户@例子.广告", "ana@bücher.example"),
    ...same(`${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(58)}.de`),
    [" Ana@Example.org ", "Ana@Example.org"],
    ["ana@exa\u202Emple.org", "ana@example.org"],
  ]);
  refuses("email", "not-an-email", [
    "ana",
    "ana@",
    "@example.org",
    "ana@localhost",
    "ana@@example.org",
    "..a..@example.org",
    ".ana@example.org",
    "ana.@example.org",
    "an..a@example.org",
    "a@b@example.org",
    "ana kovac@example.org",
    "ana@exam ple.org",
    "ana@example..org",
    "ana@.example.org",
    "ana@example.org.",
    "ana@-example.org",
    "ana@example-.org",
    "ana@127.0.0.1",
    "ana@[127.0.0.1]",
    "ana\u200B@example.org",
    "Ana <ana@example.org>",
    "ana@example.org,bo@example.org",
    "mailto:ana@example.org",
    `${"a".repeat(65)}@example.org`,
    `a@${"b".repeat(64)}.org`,
    `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(59)}.de`,
  ]);
  refuses("email", "control-characters", ["ana@example.org\nBcc: bo@example.org"]);
  refuses("email", "wrong-type", [7, true, ["ana@example.org"]]);
});

describe("phone", () => {
  reads("phone", [
    ...same("+44 7700 900123", "+1 (425) 555-1212", "07700.900123", "+56 (2) 687 2400", "+1 (604) 555-1234;ext=5678"),
    ["tel:+44-7700-900123", "+44-7700-900123"],
    ["TEL:+447700900123;ext=12", "+447700900123;ext=12"],
    ...same("+1\u00A0425\u2011555\u20111212", "12345", "+123456789012345"),
  ]);
  refuses("phone", "not-a-phone", [
    "1234",
    "+1234567890123456",
    "44+7700900123",
    "++447700900123",
    "call me",
    "+44 7700 900123 (home)",
    "0000000",
    "+000000000000",
    "tel:",
    "mailto:+447700900123",
    "+٤٤٧٧٠٠٩٠٠١٢٣",
    "0171/1234567",
    "+",
    "()",
  ]);
  refuses("phone", "wrong-type", [447700900123]);
});

describe("url", () => {
  reads(
    "url",
    same("https://example.org", "https://example.org/a?b=c#d", "HTTPS://Example.org/", "https://bücher.example/ü"),
  );
  refuses("url", "not-a-url", [
    "http://example.org",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//example.org",
    "https:example.org",
    "https:/example.org",
    "https:///example.org",
    "https://",
    "https://?x",
    "https://user@example.org",
    "https://example.org@evil.example",
    "https://u:p@example.org",
    "https://example.org\\@evil.example",
    "https:\\\\example.org",
    "https://exa mple.org",
    "https://exa\u200Bmple.org",
    "https://example.org:99999",
    "example.org",
    "https://[::1",
  ]);
  refuses("url", "control-characters", ["https://example.org/\njavascript:alert(1)", "java\tscript:alert(1)"]);
});

describe("date", () => {
  reads("date", same("1990-01-31", "2024-02-29", "2000-02-29", "0000-02-29", "0000-12-31", "1990", "0001-01-01"));
  reads("date", [
    ["1988-05-12T00:00:00", "1988-05-12"],
    ["1988-05-12T00:00:00.000Z", "1988-05-12"],
    ["1988-05-12 00:00+02:00", "1988-05-12"],
  ]);
  refuses("date", "not-a-date", [
    "2023-02-29",
    "1900-02-29",
    "1990-13-01",
    "1990-00-10",
    "1990-04-31",
    "1990-01-00",
    "1990-1-1",
    "0000",
    "90",
    "31.01.1990",
    // In another time zone it is another day.
    "1988-05-11T22:00:00Z",
    "1988-05-12T00:00:01",
    "1988-13-12T00:00:00",
    "19900131",
    "١٩٩٠-٠١-٣١",
    "-1990-01-31",
  ]);
  refuses("date", "wrong-type", [1990, true]);
});

describe("boolean", () => {
  reads("boolean", [
    [true, "true"],
    [false, "false"],
    ["true", "true"],
    [" False ", "false"],
    ["1", "true"],
    ["Yes", "true"],
    [1, "true"],
    ["0", "false"],
    ["no", "false"],
    [0, "false"],
  ]);
  refuses("boolean", "not-a-boolean", ["truee", "tru\u0435", "2", "on", "y"]);
  refuses("boolean", "wrong-type", [2, -1, [true]]);
});

describe("locale", () => {
  reads("locale", [
    ["en", "en"],
    ["EN-us", "en-US"],
    ["en_US", "en-US"],
    ["zh_hans_cn", "zh-Hans-CN"],
    ["ar", "ar"],
    ["de_DE.UTF-8", "de-DE"],
    ["de_AT@euro", "de-AT"],
  ]);
  refuses("locale", "not-a-locale", ["english language", "en-", "_", "e", "../../etc/passwd", "C", "POSIX", "english"]);
  refuses("locale", "not-a-locale", ["xx", "und", "zz-ZZ", ".UTF-8"]);
});

describe("list", () => {
  const entry = "x".repeat(maxEntryLength);
  const full = Array.from({ length: maxListEntries }, () => entry);
  it("takes as many entries, as long, as the limits say", () => {
    expect([maxListEntries, maxEntryLength]).toEqual([200, 256]);
    const read = readValue("list", full);
    expect(read.ok && codePoints(read.value)).toBe(maxListLength);
    expect(readValue("list", read.ok ? read.value : "")).toEqual(read);
  });
  it("refuses one entry more, and one that is longer", () => {
    expect(readValue("list", [...full, "x"])).toEqual({ ok: false, problem: "too-long" });
    expect(readValue("list", [`${entry}x`])).toEqual({ ok: false, problem: "too-long" });
  });

  reads("list", [
    [["a", "b"], "a\nb"],
    [["a", 7], "a\n7"],
    [[" a ", "", null, "b\u202E"].filter((item) => item !== null), "a\nb"],
    ["a", "a"],
    ["a\r\n b \n\nc", "a\nb\nc"],
    [[7.5], "7.5"],
  ]);
  refuses("list", "empty", [[], [""], [" ", "\u200B"], "\n"]);
  refuses("list", "wrong-type", [
    [["a"]],
    [{}],
    [null],
    [undefined],
    [true],
    ["a", { b: 1 }],
    true,
    7,
    Array.from({ length: 2 }),
  ]);
  refuses("list", "control-characters", [["a\nb"], ["a", "\u0000"]]);
  refuses("list", "too-long", [Array.from({ length: 600 }, () => "ab"), ["x".repeat(maxValueLength), "y"]]);
});

describe("for any value", () => {
  const raw = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "ana@example.org",
      "+44 (0) 7700",
      "https://example.org",
      "1990-01-31",
      "True",
      "en_US",
      " a\r\nb ",
    ),
    fc.jsonValue(),
    fc.anything(),
    fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.double())),
  );
  const type = fc.constantFrom(...attributeTypes);

  it("reading never throws, and reading again changes nothing", () => {
    const property = fc.property(type, raw, (as, value) => {
      const once = readValue(as, value);
      if (once.ok) expect(readValue(as, once.value)).toEqual(once);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it("the result can be stored and seen: no NUL, control, bidi control or lone surrogate, not blank, not too long", () => {
    const property = fc.property(type, raw, (as, value) => {
      const read = readValue(as, value);
      if (!read.ok) return;
      expect(read.value).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
      expect(read.value).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Cs}/u);
      expect(read.value.trim()).toBe(read.value);
      expect(read.value).not.toBe("");
      expect(codePoints(read.value)).toBeLessThanOrEqual(maxValueLength);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it("reads a hostile value in linear time", () => {
    const hostile = [
      "a".repeat(1023),
      `a@${"a-".repeat(500)}`,
      `a@${"a.".repeat(500)}`,
      "(".repeat(1000),
      "1-".repeat(500),
    ];
    const started = performance.now();
    for (const as of attributeTypes) for (const value of hostile) readValue(as, value);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
