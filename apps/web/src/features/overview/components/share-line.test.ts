import { expect, it } from "vitest";
import { shareLine } from "./share-line";

const box = { width: 208, height: 108, below: 0, beside: 0 };
const points = (...shares: (number | null)[]) =>
  shares.map((share, index) => ({
    at: new Date(index * 1000),
    share: share === null ? null : { low: share, high: share },
  }));

it("runs from edge to edge, with 1 at the top and 0 at the bottom", () => {
  const { dots, levels } = shareLine(points(0, 0.5, 1), box);
  expect(dots).toEqual([
    { x: 0, y: 108 },
    { x: 100, y: 58 },
    { x: 200, y: 8 },
  ]);
  expect(levels).toEqual([
    { y: 108, share: 0 },
    { y: 58, share: 0.5 },
    { y: 8, share: 1 },
  ]);
});

it("has a gap for a hidden share", () => {
  const { line, dots } = shareLine(points(0.5, null, 0.5, 0.5), box);
  expect(dots).toHaveLength(3);
  expect(line.match(/M/g)).toHaveLength(2);
});

it("is empty if all shares are hidden or there are none", () => {
  expect(shareLine(points(null, null), box)).toMatchObject({ line: "", area: "", dots: [] });
  expect(shareLine([], box)).toMatchObject({ line: "", dots: [], ticks: [] });
});

it("labels at most four moments", () => {
  for (const count of [7, 13, 30, 52]) {
    expect(shareLine(points(...Array.from({ length: count }, () => 1)), box).ticks.length).toBeLessThanOrEqual(4);
  }
});

it("draws the middle of a range as a line, and all of it as an area", () => {
  const range = { low: 0.4, high: 0.8 };
  const { dots, area } = shareLine(
    [
      { at: new Date(0), share: range },
      { at: new Date(1000), share: range },
    ],
    box,
  );
  expect(dots.map(({ y }) => y)).toEqual([48, 48]);
  expect(area).toBe("M0,28L200,28L200,68L0,68Z");
});
