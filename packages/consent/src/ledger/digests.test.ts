import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { accountDigest } from "./account-digest.ts";
import { thumbprintText } from "./thumbprint.ts";
import { type DigestedVersion, versionDigest } from "./version-digest.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const text = (write: (digest: (input: string) => string) => string) => {
  let written = "";
  write((input) => {
    written = input;
    return "";
  });
  return written;
};

test("the digest of an account is over its id, its pseudonym and its salt", () => {
  const link = { account: "a", pseudonym: "p", salt: "s" };
  expect(text((digest) => accountDigest(link, digest))).toBe('{"account":"a","pseudonym":"p","salt":"s"}');
  for (const field of ["account", "pseudonym", "salt"]) {
    expect(accountDigest({ ...link, [field]: "other" }, sha256)).not.toBe(accountDigest(link, sha256));
  }
});

describe("the digest of a version", () => {
  const unsaid = { details: null, legalNote: null, logic: null, consequences: null };
  const words = { name: "News", description: "We write.", ...unsaid };
  const version: DigestedVersion = {
    ...{ id: "v", purposeId: "p", number: 1, lawfulBasis: "consent", retentionKind: "withdrawn", retentionDays: null },
    ...{
      legalNote: null,
      termsHash: null,
      material: true,
      asksAll: false,
      forOrganisation: true,
      endsDropped: false,
      askFrom: null,
    },
    publishedAt: "2026-01-02T03:04:05.678Z",
    texts: [{ language: "en", ...words }],
    attributes: [{ key: "email", position: 1, mandatory: false, basis: null as string | null }],
    reasons: [],
    recipients: [],
  };

  test("leaves out what is not there", () => {
    const written = text((digest) => versionDigest(version, digest));
    expect(written).not.toMatch(/null|\[\]|reasons|recipients|askFrom|details|terms|logic/);
    expect(written).toContain('"texts":[{"description":"We write.","language":"en","name":"News"}]');
  });

  test("names the legal basis of an attribute only if it has one of its own, so that earlier digests stay", () => {
    const written = (basis: string | null) =>
      text((digest) =>
        versionDigest({ ...version, attributes: [{ key: "email", position: 1, mandatory: false, basis }] }, digest),
      );
    expect(written(null)).toContain('"attributes":[{"key":"email","mandatory":false,"position":1}]');
    expect(written("contract")).toContain(
      '"attributes":[{"basis":"contract","key":"email","mandatory":false,"position":1}]',
    );
  });

  test("does not depend on the order in which rows were read", () => {
    const more = {
      ...version,
      texts: [...version.texts, { language: "de", ...words }],
      attributes: [...version.attributes, { key: "a", position: 2, mandatory: true, basis: null }],
      reasons: ["en", "de"].map((language) => ({ attribute: "email", language, reason: "Why" })),
      recipients: ["b", "a"],
    };
    const { texts, attributes, reasons, recipients } = more;
    const turned = {
      ...more,
      ...{ texts: texts.toReversed(), attributes: attributes.toReversed() },
      ...{ reasons: reasons.toReversed(), recipients: recipients.toReversed() },
    };
    expect(versionDigest(turned, sha256)).toBe(versionDigest(more, sha256));
  });
});

test("the text of a thumbprint is that of RFC 7638 and RFC 8037; other keys have none", () => {
  const thumbprint = (key: Record<string, unknown>) =>
    createHash("sha256")
      .update(thumbprintText(key) ?? "")
      .digest("base64url");
  // RFC 8037, appendix A.3.
  const ed25519 = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", use: "sig" };
  expect(thumbprint(ed25519)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  // RFC 7638, section 3.1.
  const n =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
  expect(thumbprint({ kty: "RSA", n, e: "AQAB", alg: "RS256", kid: "2011-04-29" })).toBe(
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
  );
  for (const key of [{}, { kty: "EC", crv: "P-256", x: "x", y: "y" }, { kty: "OKP", crv: "Ed25519" }]) {
    expect(thumbprintText(key)).toBeNull();
  }
});
