import { expect, it } from "vitest";
import { unmetScopes } from "./unmet-scopes";

const catalogue = ["email", "email_verified", "name", "phone_number", "shoe_size"];
const releases = (key: string, status: "live" | "draft" = "live") => ({
  status,
  attributes: [{ key, label: key, mandatory: false }],
});

it.each([
  [null, [], []],
  ["openid offline_access", [], []],
  ["openid email profile", [], ["email", "profile"]],
  ["openid email profile", [releases("name")], ["email"]],
  ["openid email", [releases("email", "draft")], ["email"]],
  ["openid email shoe_size", [releases("email"), releases("shoe_size")], []],
  ["openid shoe_size unknown", [releases("email")], ["shoe_size"]],
])("%s", (scopes, purposes, unmet) => {
  expect(unmetScopes(scopes, purposes, catalogue)).toEqual(unmet);
});
