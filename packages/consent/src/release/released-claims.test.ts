import { expect, it } from "vitest";
import type { AttributeType } from "../attribute/attribute.ts";
import { standardAttributes } from "../attribute/standard-attributes.ts";
import type { ReleaseDecision } from "./release.ts";
import { releasedClaims } from "./released-claims.ts";
import { askedAttributes, scopesOf } from "./scopes.ts";

const types = new Map<string, AttributeType>([
  ...standardAttributes.map(({ key, type }) => [key, type] as const),
  ["teams", "list"],
]);
const decided = (values: Readonly<Record<string, string>>, reason: ReleaseDecision["reason"] = "released") =>
  Object.entries(values).map(([attribute, value]) => ({ attribute, reason, value, purposes: [] }));
const claims = (values: Readonly<Record<string, string>>) => releasedClaims(decided(values), types);

it("gives claims the types of the specification", () => {
  expect(claims({ email: "a@e.org", email_verified: "true", teams: "a\nb", name: "Ana" })).toEqual({
    email: "a@e.org",
    email_verified: true,
    teams: ["a", "b"],
    name: "Ana",
  });
});

it("joins the parts of an address", () => {
  expect(claims({ address: "1 Main St\nBath", address_locality: "Bath", address_country: "GB" })).toEqual({
    address: { formatted: "1 Main St\nBath", locality: "Bath", country: "GB" },
  });
});

it("never releases a verified flag without its address", () => {
  expect(claims({ email_verified: "true", name: "Ana" })).toEqual({ name: "Ana" });
});

it("has no value that is not released", () => {
  expect(releasedClaims(decided({ email: "a@e.org" }, "not-named"), types)).toEqual({});
});

// From section 5.4 of the specification, not from our table.
it.each([
  ["email", ["email", "email_verified"]],
  ["phone", ["phone_number", "phone_number_verified"]],
  [
    "profile",
    ["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture"].concat(
      ["website", "gender", "birthdate", "zoneinfo", "locale"],
    ),
  ],
])("the scope %s asks for the claims of the specification", (scope, expected) => {
  expect([...askedAttributes({ scopes: ["openid", scope], claims: [] }, types.keys())].sort()).toEqual(
    [...expected].sort(),
  );
});

it("has a scope for each added attribute, and accepts claims by name", () => {
  expect(scopesOf(types.keys())).toEqual(["openid", "offline_access", "email", "phone", "address", "profile", "teams"]);
  const asked = (scopes: string[], names: string[]) => [...askedAttributes({ scopes, claims: names }, types.keys())];
  expect(asked(["teams"], [])).toEqual(["teams"]);
  expect(asked(["openid"], ["email", "unknown", "__proto__"])).toEqual(["email"]);
  expect(asked(["address"], [])).toHaveLength(6);
  expect(asked(["openid"], ["address"])).toHaveLength(6);
});
