import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "../attribute/attribute.ts";
import { mapClaims, sourcesOf } from "./claim-mapping.ts";
import { claimFrom, readClaimSources, writeClaimSources } from "./claim-sources.ts";

describe("readClaimSources", () => {
  it.each([
    ["email", [[["email"]]]],
    ["email, upn", [[["email"]], [["upn"]]]],
    [" given_name + family_name ", [[["given_name"], ["family_name"]]]],
    ["name,given_name+family_name", [[["name"]], [["given_name"], ["family_name"]]]],
    ['"https://contoso.example/a,b+c".name, sub', [[["https://contoso.example/a,b+c", "name"]], [["sub"]]]],
    [
      "address.street_address + address.locality",
      [
        [
          ["address", "street_address"],
          ["address", "locality"],
        ],
      ],
    ],
  ])("%s", (text, sources) => {
    expect(readClaimSources(text)).toEqual({ ok: true, sources });
    expect(readClaimSources(writeClaimSources(sources))).toEqual({ ok: true, sources });
  });

  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["email,", "malformed"],
    [",email", "malformed"],
    ["email +", "malformed"],
    ["email + , upn", "malformed"],
    ["given_name family_name", "malformed"],
    ["a.b.c.d.e.f.g.h.i, email", "too-deep"],
    ["a, b, c, d, e, f", "too-many"],
    ["a + b + c + d + e + f", "too-many"],
  ])("%j: %s", (text, problem) => expect(readClaimSources(text)).toEqual({ ok: false, problem }));

  const path = fc.array(
    fc.string({ minLength: 1 }).filter((name) => !/[\p{Cc}\p{Cs}]/u.test(name)),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  it("reads again what was written", () => {
    const sources = fc.array(fc.array(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sources, (written) => {
        expect(readClaimSources(writeClaimSources(written))).toEqual({ ok: true, sources: written });
      }),
    );
  });
});

describe("claimFrom", () => {
  const names = [["given_name"], ["family_name"]];
  it.each([
    [{ given_name: "Ana", family_name: "Sousa" }, "Ana Sousa"],
    [{ given_name: " Ana ", family_name: "Sousa" }, "Ana Sousa"],
    [{ family_name: "Sousa" }, "Sousa"],
    [{ given_name: "", family_name: null }, ""],
    [{}, undefined],
    [{ given_name: "Ana", family_name: ["Sousa", "Lima"] }, ["Sousa", "Lima"]],
    [{ given_name: "Ana", family_name: { x: 1 } }, { x: 1 }],
    [{ given_name: "Room", family_name: 7 }, "Room 7"],
  ])("%j", (claims, value) => expect(claimFrom(claims, names)).toEqual(value));
});

describe("several sources of one attribute", () => {
  const catalogue: Catalogue = new Map(
    (["email", "email_verified", "name", "birthdate"] as const).map((key) => {
      const type =
        key === "email" ? "email" : key === "email_verified" ? "boolean" : key === "birthdate" ? "date" : "text";
      return [key, { key, type, sensitive: false, selfAssertable: true }] as const;
    }),
  );
  const mappings = [
    { path: ["email"], attribute: "email" },
    { path: ["upn"], attribute: "email" },
    { path: ["email_verified"], attribute: "email_verified" },
    { path: ["name"], attribute: "name" },
    { path: ["given_name"], with: [["family_name"]], attribute: "name" },
    { path: ["birthdate"], attribute: "birthdate" },
  ];
  const map = (claims: object) => mapClaims(claims, mappings, catalogue, "2026-11-30");

  it.each([
    [{ email: "a@contoso.example", upn: "b@contoso.example" }, "a@contoso.example"],
    [{ upn: "b@contoso.example" }, "b@contoso.example"],
    [{ email: "", upn: "b@contoso.example" }, "b@contoso.example"],
    [{ email: "no address", upn: "b@contoso.example" }, "b@contoso.example"],
    [{ email: null }, undefined],
  ])("are tried in order: %j", (claims, value) => expect(map(claims).values["email"]).toBe(value));

  it("are unusable only if none can be used", () => {
    expect(map({ email: "no address", upn: "b@contoso.example" }).unusable).toEqual([]);
    expect(map({ email: "no address", upn: "no address" }).unusable).toContain("email");
    // What was sent and cannot be used counts, whichever it is.
    expect(map({ email: "", upn: "no address" }).unusable).toContain("email");
    expect(map({ email: "", upn: "" }).unusable).toEqual([]);
  });

  it("a verified flag with several sources vouches for the address in the same place only", () => {
    const flagged = [
      { path: ["mail"], attribute: "email" },
      { path: ["email"], attribute: "email" },
      { path: ["mail_verified"], attribute: "email_verified" },
      { path: ["email_verified"], attribute: "email_verified" },
    ];
    const flagOf = (claims: object) => mapClaims(claims, flagged, catalogue, "2026-11-30").values["email_verified"];
    const [a, b] = ["a@contoso.example", "b@contoso.example"];
    expect(flagOf({ mail: b, email: a, email_verified: true })).toBeUndefined();
    expect(flagOf({ mail: a, email: a, email_verified: true })).toBe("true");
    expect(flagOf({ email: a, email_verified: true })).toBe("true");
    expect(flagOf({ mail: b, mail_verified: true })).toBe("true");
    expect(flagOf({ email: a, mail_verified: true })).toBeUndefined();
  });

  it("a verified flag is about the claim email, and not about the other one", () => {
    const flags = (claims: object) => map({ ...claims, email_verified: true }).values["email_verified"];
    expect(flags({ email: "a@contoso.example" })).toBe("true");
    expect(flags({ upn: "b@contoso.example" })).toBeUndefined();
    expect(flags({ email: "no address", upn: "b@contoso.example" })).toBeUndefined();
  });

  it("can be joined", () => {
    expect(map({ given_name: "Ana", family_name: "Sousa" }).values["name"]).toBe("Ana Sousa");
    expect(map({ name: "Ana S.", given_name: "Ana", family_name: "Sousa" }).values["name"]).toBe("Ana S.");
  });

  it("are named in the order in which they are tried", () =>
    expect(writeClaimSources(sourcesOf(mappings, "name"))).toBe("name, given_name + family_name"));

  it.each([
    ["2026-11-30", "2026-11-30"],
    ["2026-12-01", undefined],
    ["2027", undefined],
    ["2026", "2026"],
    ["0000-12-31", "0000-12-31"],
    ["1988-05-12", "1988-05-12"],
  ])("no one is born in the future: %s", (sent, value) => {
    const { values, invalid } = map({ birthdate: sent });
    expect(values["birthdate"]).toBe(value);
    if (value === undefined) expect(invalid).toEqual([{ attribute: "birthdate", problem: "in-future" }]);
  });
});
