import { bucketsOf } from "@assent/consent/counts/shown-counts";
import { describe, expect, it } from "vitest";
import { trendsOf } from "./agreement-trends";

const buckets = bucketsOf(7, new Date("2026-05-20T12:00:00Z"));
const days = (...counts: [agreed: number, refused: number][]) =>
  buckets.map((_, index) => ({ agreed: counts[index]?.[0] ?? 0, refused: counts[index]?.[1] ?? 0 }));
const words = {
  purposes: [
    { id: "b", name: "News" },
    { id: "a", name: "Recovery" },
  ],
  labelOf: (key: string) => key.toUpperCase(),
};

describe("trends", () => {
  it("are in the order of the purposes, attributes by name, and only if people were asked", () => {
    const series = [
      { purposeId: "a", attribute: "phone", buckets: days() },
      { purposeId: "a", attribute: null, buckets: days() },
      { purposeId: "a", attribute: "email", buckets: days() },
      { purposeId: "gone", attribute: null, buckets: days() },
    ];
    const trends = trendsOf(series, buckets, words);
    expect(trends.map(({ id, details }) => [id, details.map(({ name }) => name)])).toEqual([["a", ["EMAIL", "PHONE"]]]);
    expect(trendsOf([], buckets, words)).toEqual([]);
  });

  it("hide each number below ten, after adding up", () => {
    const series = [{ purposeId: "a", attribute: null, buckets: days([6, 4], [6, 4], [60, 40]) }];
    const [trend] = trendsOf(series, buckets, words);
    expect(
      trend?.buckets.slice(0, 4).map(({ asked, agreed, refused, share }) => [asked, agreed, refused, share]),
    ).toEqual([
      [10, "few", "few", null],
      [10, "few", "few", null],
      [100, 60, 40, { low: 60 / 109, high: 69 / 109 }],
      ["few", "few", "few", null],
    ]);
    expect(trend?.total).toEqual({ asked: 120, agreed: 70, refused: 40, share: { low: 70 / 119, high: 79 / 119 } });
  });
});
