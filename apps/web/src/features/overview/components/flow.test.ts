import { expect, it } from "vitest";
import { splitBands } from "./flow";

it("draws bands in proportion to their shares, one below the other", () => {
  const [yes, no, left] = splitBands([0.7, 0.2, 0.1]);
  expect([yes?.height, no?.height, left?.height]).toEqual([112, 32, 16]);
  expect(no?.from).toBe((yes?.from ?? 0) + 112);
  expect(left?.from).toBe((no?.from ?? 0) + 32);
  expect(no?.to).toBeGreaterThan((yes?.to ?? 0) + 112);
});

it("leaves room for the label of an empty band", () => {
  const [, no, left] = splitBands([0.9, 0, 0.1]);
  expect(no?.height).toBe(0);
  expect((left?.to ?? 0) - (no?.to ?? 0)).toBeGreaterThan(24);
});

it("fills the source, whatever its shares add up to", () => {
  for (const shares of [[0.5, 0.3], [0.9, 0.3], [0.5], [0, 0]]) {
    const height = splitBands(shares).reduce((sum, band) => sum + band.height, 0);
    expect(Math.round(height)).toBe(shares.some((share) => share > 0) ? 160 : 0);
  }
});
