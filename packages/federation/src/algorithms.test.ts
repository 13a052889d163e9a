import { expect, test } from "vitest";
import { algorithmsOf } from "./algorithms.ts";

test.each([
  [["RS256", "HS256", "none", "ES256"], null, ["RS256", "ES256"]],
  // OpenID Connect Dynamic Client Registration 1.0, section 2: the default of `id_token_signed_response_alg`.
  [undefined, null, ["RS256"]],
  [[], null, []],
  [["RS256"], "ES256", ["ES256"]],
  [undefined, "PS512", ["PS512"]],
  // Not even if it is chosen.
  [["HS256"], "HS256", []],
  [undefined, "none", []],
])("metadata %j, chosen %j: %j", (announced, chosen, may) => expect(algorithmsOf(announced, chosen)).toEqual(may));
