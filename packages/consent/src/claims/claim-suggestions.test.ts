import { describe, expect, it } from "vitest";
import { suggestMappings } from "./claim-suggestions.ts";

const attributes = ["email", "phone_number", "given_name", "address", "address_locality"].map((key) => ({
  key,
  label: "",
}));
const own = { key: "employee_no", label: "Employee number" };
const to = (attribute: string, ...path: string[]) => ({ attribute, path });

describe("suggestMappings", () => {
  it.each<[what: string, seen: string[][], mapped: ReturnType<typeof to>[], suggested: [string, string | null][]]>([
    ["the standard place", [["address", "locality"]], [], [["address.locality", "address_locality"]]],
    ["its own key", [["phone_number"]], [], [["phone_number", "phone_number"]]],
    ["another spelling", [["phoneNumber"]], [], [["phoneNumber", "phone_number"]]],
    ["a name in use elsewhere", [["profile", "first-name"]], [], [["profile.first-name", "given_name"]]],
    [
      "the end of a namespace",
      [["https://acme.example/city"]],
      [],
      [["https://acme.example/city", "address_locality"]],
    ],
    ["the end of a URN", [["urn:acme:mail"]], [], [["urn:acme:mail", "email"]]],
    ["an attribute that was added here", [["employeeNumber"]], [], [["employeeNumber", "employee_no"]]],
    ["none", [["department"]], [], [["department", null]]],
    [
      "no attribute twice",
      [["mail"], ["emailAddress"]],
      [],
      [
        ["mail", "email"],
        ["emailAddress", null],
      ],
    ],
    [
      "the standard place before another",
      [["mail"], ["email"]],
      [],
      [
        ["mail", null],
        ["email", "email"],
      ],
    ],
    ["no attribute that is mapped", [["email"]], [to("email", "mail")], [["email", null]]],
    ["no claim that is mapped", [["email"], ["x"]], [to("email", "email")], [["x", null]]],
    ["no claim that contains a mapped one", [["phones"]], [to("phone_number", "phones", "0")], []],
    ["no claim below a mapped one", [["a", "b"]], [to("given_name", "a")], []],
    ["nothing for an empty name", [["https://acme.example/"]], [], [["https://acme.example/", null]]],
  ])("suggests %s", (_, seen, mapped, suggested) => {
    const found = suggestMappings(seen, mapped, [...attributes, own]);
    expect(found.map(({ path, attribute }) => [path.join("."), attribute])).toEqual(suggested);
  });
});
