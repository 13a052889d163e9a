import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { isNamedByThumbprint, namedByThumbprint } from "./thumbprint.ts";

describe("the name of a key", () => {
  test("is the thumbprint of the examples in RFC 7638, section 3.1, and RFC 8037, appendix A.3", async () => {
    const rsa = {
      kty: "RSA",
      n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
      e: "AQAB",
      alg: "RS256",
    };
    const ed25519 = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
    const keys = [
      { kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", publicKey: rsa },
      { kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", publicKey: ed25519 },
    ];
    expect(await namedByThumbprint(keys)).toEqual(keys);
  });

  test("is not that of another key, of the same key in other words, or of none", async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => exportJWK((await generateKeyPair("EdDSA", { crv: "Ed25519" })).publicKey)),
    );
    const kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    for (const publicKey of [one, other, {}, { kty: "OKP" }, { kty: "none" }]) {
      expect(await isNamedByThumbprint({ kid, publicKey: publicKey ?? {} })).toBe(false);
    }
  });
});
