import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementOf, bucketsOf, funnelOf, periods, roundCount } from "./shown-counts.ts";

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1_000_000 }));
const day = 24 * 60 * 60_000;

/** Every number in what is shown, shares aside. */
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

  it("is never one to nine, nor anything else than full tens, wherever it stands", () => {
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

  it("tells nothing of one person: with or without them, the shares and cells beside a hidden one are alike", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.nat({ max: 9 }), (one, other) => {
        fc.pre(Math.floor((500 + one) / 10) === Math.floor((500 + other) / 10));
        expect(agreementOf({ agreed: 500, refused: one })).toEqual(agreementOf({ agreed: 500, refused: other }));
      }),
    );
  });

  it("gives a difference of two of them that is wrong by up to nine", () => {
    fc.assert(
      fc.property(count, fc.nat({ max: 9 }), (smaller, more) => {
        const [one, two] = [roundCount(smaller), roundCount(smaller + more)];
        if (one === "few" || two === "few") return;
        // Somebody is there or not: the difference says 0 or 10, and either may be any number from 0 to 9.
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
      { asked: 10, agreed: 10, refused: "few", share: 1 },
    ],
    [
      { agreed: 3, refused: 97 },
      { asked: 100, agreed: "few", refused: 90, share: null },
    ],
    [
      { agreed: 75, refused: 25 },
      { asked: 100, agreed: 70, refused: 20, share: 0.7 },
    ],
  ] as const)("%j", (decided, shown) => expect(agreementOf(decided)).toEqual(shown));

  it("has a share from 0 to 1", () => {
    fc.assert(
      fc.property(count, count, (agreed, refused) => {
        const { share } = agreementOf({ agreed, refused });
        expect(share ?? 0).toBeGreaterThanOrEqual(0);
        expect(share ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the funnel", () => {
  it("counts who left as the rest", () => {
    const { shown, accepted, declined, left } = funnelOf({ shown: 1284, accepted: 1066, declined: 131 });
    expect({ shown, accepted, declined, left }).toEqual({ shown: 1280, accepted: 1060, declined: 130, left: 80 });
  });

  it("does not say how many left where screens were not counted from the beginning", () => {
    const { shown, left, shares } = funnelOf({ shown: null, accepted: 50, declined: 20 });
    expect([shown, left, shares.left]).toEqual([70, null, null]);
  });

  it("has no fewer screens than answers, and nobody who left is less than nobody", () => {
    const { shown, left } = funnelOf({ shown: 10, accepted: 40, declined: 0 });
    expect([shown, left]).toEqual([40, "few"]);
  });

  it("adds up to no more than everybody", () => {
    fc.assert(
      fc.property(count, count, count, (left, accepted, declined) => {
        const { shares } = funnelOf({ shown: left + accepted + declined, accepted, declined });
        const sum = (shares.accepted ?? 0) + (shares.declined ?? 0) + (shares.left ?? 0);
        expect(sum).toBeLessThanOrEqual(1 + Number.EPSILON * 4);
      }),
    );
  });
});

describe("buckets", () => {
  const moment = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });

  it("are whole days or weeks from Monday in UTC, without a gap, and over", () => {
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

  it("do not hold a day that was over only just now", () => {
    const last = (now: string) => bucketsOf(7, new Date(now)).at(-1)?.before.toISOString();
    expect(last("2026-05-20T00:59:59Z")).toBe("2026-05-19T00:00:00.000Z");
    expect(last("2026-05-20T01:00:00Z")).toBe("2026-05-20T00:00:00.000Z");
  });
});
