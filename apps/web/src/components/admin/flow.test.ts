import { expect, it } from "vitest";
import { flow } from "./flow";

it("draws both bands as high as their shares, one under the other", () => {
  const { yes, no } = flow(75, 25);
  expect(yes.height).toBe(120);
  expect(no.height).toBe(40);
  expect(no.from).toBe(yes.from + yes.height);
  expect(no.to).toBeGreaterThan(yes.to + yes.height);
});
