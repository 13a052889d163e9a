import { expect, it } from "vitest";
import { mapClaims } from "./claim-mapping.ts";
import { previewMapping } from "./mapping-preview.ts";
import { catalogueOf, testAttribute } from "../testing.ts";

const catalogue = catalogueOf(testAttribute("address"));
const mappings = [{ path: ["address", "formatted"], attribute: "address" }];
const parts = {
  street_address: "1 Example Street\nFlat 2",
  locality: "Exampletown",
  postal_code: 12345,
  country: "GB",
};
const inLines = "1 Example Street\nFlat 2\nExampletown\n12345\nGB";

// An address in parts must not count as "not sent".
it.each([
  [{ address: { ...parts, formatted: "As it is written" } }, "As it is written"],
  [{ address: parts }, inLines],
  [{ address: { ...parts, formatted: "" } }, inLines],
  [{ address: { ...parts, formatted: null, region: " " } }, inLines],
  [{ address: { locality: "Exampletown", region: { a: 1 } } }, "Exampletown"],
  [{ address: {} }, undefined],
  [{ address: "As it is written" }, undefined],
  [{ formatted: "elsewhere", street_address: "elsewhere" }, undefined],
  [null, undefined],
])("%j: %j", (claims, address) => {
  expect(mapClaims(claims, mappings, catalogue, "2030-01-01").values["address"]).toBe(address);
});

it.each([["Main Street 1"], [7], [["Main Street 1"]], [{ locality: { a: 1 } }]])(
  "says that something unusable was sent for %j",
  (address) => expect(mapClaims({ address }, mappings, catalogue, "2030-01-01").unusable).toEqual(["address"]),
);

it.each([[""], [" "], [{}], [null]])("says that nothing was sent for %j", (address) => {
  expect(mapClaims({ address }, mappings, catalogue, "2030-01-01").unusable).toEqual([]);
});

it("gives nothing if the whole address is not text", () => {
  const { unusable } = mapClaims({ address: { ...parts, formatted: ["a"] } }, mappings, catalogue, "2030-01-01");
  expect(unusable).toEqual(["address"]);
});

it("is made of one level of names only, and only for the claim with this name", () => {
  const top = [{ path: ["formatted"], attribute: "address" }];
  expect(mapClaims({ street_address: "elsewhere" }, top, catalogue, "2030-01-01").values["address"]).toBeUndefined();
  const street = [{ path: ["address", "region"], attribute: "address" }];
  expect(mapClaims({ address: parts }, street, catalogue, "2030-01-01").values["address"]).toBeUndefined();
});

it("the preview for administrators shows it, and does not call its parts dropped twice", () => {
  const preview = previewMapping({ address: parts }, mappings, catalogue, "2030-01-01");
  expect(preview.results[0]?.result).toEqual({ kind: "mapped", value: inLines });
});
