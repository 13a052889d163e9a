import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementOf, bucketsOf, funnelOf, periods, roundCount } from "./shown-counts.ts";

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1_000_000 }));
const day = 24 * 60 * 60_000;

/** Every number that is shown, without the shares. */
const cells = (shown: object): unknown[] =>
  Object.entries(shown).flatMap(([name, value]) => (name === "share" || name === "shares" ? [] : [value]));

describe("a number of people", () => {
  it.each([
    [0, "few"],
    [1, "few"],
    [9, "few"],
    [10, 10],
    [19, 10],
    [20, 20],
    [1066, 1060],
  ])("%d is shown as %s", (exact, shown) => expect(roundCount(exact)).toBe(shown));

  it("is never one to nine, and always a multiple of ten, in every place", () => {
    fc.assert(
      fc.property(count, count, fc.option(count), (agreed, refused, shown) => {
        const all = [
          ...cells(agreementOf({ agreed, refused })),
          ...cells(funnelOf({ shown, accepted: agreed, declined: refused })),
        ];
        for (const cell of all) {
          if (cell === "few" || cell === null) continue;
          expect(cell).toBeGreaterThanOrEqual(10);
          expect((cell as number) % 10).toBe(0);
        }
      }),
    );
  });

  it("reveals nothing about one person: shares and numbers beside a hidden one are the same with and without them", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.nat({ max: 9 }), (one, other) => {
        fc.pre(Math.floor((500 + one) / 10) === Math.floor((500 + other) / 10));
        expect(agreementOf({ agreed: 500, refused: one })).toEqual(agreementOf({ agreed: 500, refused: other }));
      }),
    );
  });

  it("has an error of up to nine in the difference of two numbers", () => {
    fc.assert(
      fc.property(count, fc.nat({ max: 9 }), (smaller, more) => {
        const [one, two] = [roundCount(smaller), roundCount(smaller + more)];
        if (one === "few" || two === "few") return;
        // With or without one person the difference says 0 or 10, and each of these can hide any number from 0 to 9.
        expect([0, 10]).toContain(two - one);
      }),
    );
  });
});

describe("agreement", () => {
  it.each([
    [
      { agreed: 0, refused: 0 },
      { asked: "few", agreed: "few", refused: "few", share: null },
    ],
    [
      { agreed: 5, refused: 5 },
      { asked: 10, agreed: "few", refused: "few", share: null },
    ],
    [
      { agreed: 12, refused: 3 },
      { asked: 10, agreed: 10, refused: "few", share: { low: 10 / 19, high: 1 } },
    ],
    [
      { agreed: 3, refused: 97 },
      { asked: 100, agreed: "few", refused: 90, share: null },
    ],
    [
      { agreed: 75, refused: 25 },
      { asked: 100, agreed: 70, refused: 20, share: { low: 70 / 99, high: 79 / 99 } },
    ],
  ] as const)("%j", (decided, shown) => expect(agreementOf(decided)).toEqual(shown));

  it("has the true share within its range, which is within 0 and 1", () => {
    fc.assert(
      fc.property(count, count, (agreed, refused) => {
        const { share } = agreementOf({ agreed, refused });
        if (share === null) return;
        const exact = agreed / (agreed + refused);
        expect(share.low).toBeGreaterThanOrEqual(0);
        expect(share.low).toBeLessThanOrEqual(exact);
        expect(share.high).toBeGreaterThanOrEqual(exact);
        expect(share.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the funnel", () => {
  it("counts everyone else as left", () => {
    const { shown, accepted, declined, left } = funnelOf({ shown: 1284, accepted: 1066, declined: 131 });
    expect({ shown, accepted, declined, left }).toEqual({ shown: 1280, accepted: 1060, declined: 130, left: 80 });
  });

  it("does not say how many left if screens were not counted from the beginning", () => {
    const { shown, left, shares } = funnelOf({ shown: null, accepted: 50, declined: 20 });
    expect([shown, left, shares.left]).toEqual([70, null, null]);
  });

  it("never has fewer screens than answers, nor a negative number of people who left", () => {
    const { shown, left } = funnelOf({ shown: 10, accepted: 40, declined: 0 });
    expect([shown, left]).toEqual([40, "few"]);
  });

  it("has each true share within its range", () => {
    fc.assert(
      fc.property(count, count, count, (left, accepted, declined) => {
        const all = left + accepted + declined;
        const { shares } = funnelOf({ shown: all, accepted, declined });
        for (const [part, people] of Object.entries({ accepted, declined, left })) {
          const range = shares[part as keyof typeof shares];
          if (range === null) continue;
          expect(range.low).toBeLessThanOrEqual(people / all);
          expect(range.high).toBeGreaterThanOrEqual(people / all);
        }
      }),
    );
  });
});

describe("buckets", () => {
  const moment = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });

  it("are complete days, or complete weeks from Monday, in UTC and without a gap", () => {
    fc.assert(
      fc.property(fc.constantFrom(...periods), moment, (period, now) => {
        const buckets = bucketsOf(period, now);
        const length = period >= 90 ? 7 * day : day;
        for (const [index, { since, before }] of buckets.entries()) {
          expect(before.getTime() - since.getTime()).toBe(length);
          expect(since.getTime() % day).toBe(0);
          if (period >= 90) expect(since.getUTCDay()).toBe(1);
          if (index > 0) expect(since).toEqual(buckets[index - 1]?.before);
        }
        const end = buckets.at(-1)?.before ?? now;
        expect(end.getTime()).toBeLessThanOrEqual(now.getTime() - 60 * 60_000);
        expect(now.getTime() - end.getTime()).toBeLessThan(length + 60 * 60_000);
      }),
    );
  });

  it.each([
    [7, 7, "2026-05-13"],
    [30, 30, "2026-04-20"],
    [90, 13, "2026-02-16"],
    [365, 52, "2025-05-19"],
  ] as const)("of %d days are %d, from %s", (period, count, first) => {
    // A Wednesday.
    const buckets = bucketsOf(period, new Date("2026-05-20T09:00:00Z"));
    expect(buckets).toHaveLength(count);
    expect(buckets[0]?.since.toISOString().slice(0, 10)).toBe(first);
  });

  it("leave out a day that has only just ended", () => {
    const last = (now: string) => bucketsOf(7, new Date(now)).at(-1)?.before.toISOString();
    expect(last("2026-05-20T00:59:59Z")).toBe("2026-05-19T00:00:00.000Z");
    expect(last("2026-05-20T01:00:00Z")).toBe("2026-05-20T00:00:00.000Z");
  });
});
