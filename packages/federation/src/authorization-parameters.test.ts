import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readParameters, writtenParameters } from "./authorization-parameters.ts";

describe("additional authorization parameters", () => {
  test.each([
    ["", ""],
    [" \n\n", ""],
    ["prompt=select_account", "prompt=select_account"],
    [" hd = contoso.example \n\nacr_values=urn:a urn:b", "hd=contoso.example&acr_values=urn%3Aa+urn%3Ab"],
    ["domain_hint=a=b&c", "domain_hint=a%3Db%26c"],
    ['claims={"id_token":{"acr":{"essential":true}}}', expect.stringMatching(/^claims=%7B/)],
    ["x.y-z_1=ü", "x.y-z_1=%C3%BC"],
  ])("%j", (typed, query) => {
    expect(readParameters(typed)).toEqual({ ok: true, query });
  });

  const reserved =
    "client_id client_secret client_assertion client_assertion_type redirect_uri response_type response_mode scope state " +
    "nonce code code_challenge code_challenge_method code_verifier grant_type request request_uri registration " +
    "login_hint id_token_hint max_age dpop_jkt iss error access_token id_token";
  test.each(reserved.split(" "))("%s belongs to the sign-in, in upper and lower case", (name) => {
    for (const one of [name, name.toUpperCase()]) {
      expect(readParameters(`prompt=login\n ${one} =x`)).toEqual({ ok: false, code: "parameter-reserved", name: one });
    }
  });

  test.each([
    ["prompt", "parameter-shape"],
    ["prompt=", "parameter-shape"],
    ["=login", "parameter-shape"],
    ["a b=c", "parameter-shape"],
    ["a&client_id=c", "parameter-shape"],
    ["client%5Fid=c", "parameter-shape"],
    ["1a=c", "parameter-shape"],
    ["сlient_id=c", "parameter-shape"],
    [`${"a".repeat(65)}=c`, "parameter-shape"],
    ["hd=a\nHD=b", "parameter-twice"],
    [`hd=${"a".repeat(501)}`, "parameter-value"],
    ["hd=a\u0000b", "parameter-value"],
    ["hd=a\u202Eb", "parameter-value"],
    ["hd=a\uD800b", "parameter-value"],
    ["claims=everything", "parameter-value"],
    ["claims=[]", "parameter-value"],
    [Array.from({ length: 11 }, (_, index) => `p${index}=v`).join("\n"), "parameters-too-many"],
  ])("%j is refused: %s", (typed, code) => {
    expect(readParameters(typed)).toMatchObject({ ok: false, code });
  });

  test("accepted parameters read back as they were typed, and none is reserved", { timeout: 30_000 }, () => {
    const line = fc.tuple(fc.constantFrom("hd", "scope", "Scope", "x", "resource"), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const read = readParameters(lines.map((pair) => pair.join("=")).join("\n"));
        if (!read.ok) return;
        expect(readParameters(writtenParameters(read.query))).toEqual(read);
        expect([...new URLSearchParams(read.query).keys()].map((name) => name.toLowerCase())).not.toContain("scope");
      }),
    );
  });
});
