import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { EncryptJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { CryptoErrorCode } from "./crypto-error.ts";
import { deriveKey, openSecret, openToken, resealSecret, sealSecret, sealToken } from "./seal.ts";
import { expectCryptoError } from "./testing.ts";

const secret = "0123456789abcdef0123456789abcdef";
const otherSecret = "fedcba9876543210fedcba9876543210";
const purpose = "pending sign-in";
const expiresAt = new Date("2030-01-02T03:04:05.678Z");
const before = new Date(expiresAt.getTime() - 1);
const invalid = { ok: false, code: "invalid" };

/** The text with one character changed to another one of the same alphabet, or cut off. */
const changeAt = (text: string, index: number): string =>
  text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);

describe("a sealed token", () => {
  const payload = { id: "1", values: { email: "ana@idp.example", note: "" }, list: ["a", "ü"] };
  const seal = () => sealToken(payload, { secret, purpose, expiresAt });
  const open = (token: string, options: Partial<{ secret: string; purpose: string; now: Date }> = {}) =>
    openToken<typeof payload>(token, { secret, purpose, now: before, ...options });

  test("opens to its payload and its end, to the millisecond", async () => {
    expect(await open(await seal())).toEqual({ ok: true, payload, expiresAt });
  });

  test("reveals nothing of its payload, and differs each time", async () => {
    const [one, two] = [await seal(), await seal()];
    expect(one).not.toBe(two);
    for (const part of one.split(".")) expect(Buffer.from(part, "base64url").toString("latin1")).not.toContain("ana@");
  });

  test.each([
    [-1, true],
    [0, false],
    [1, false],
    [1000, false],
    [-678, true],
  ])("%i ms from its end", async (offset, ok) => {
    const opened = await open(await seal(), { now: new Date(expiresAt.getTime() + offset) });
    expect(opened).toEqual(ok ? { ok, payload, expiresAt } : { ok, code: "expired" });
  });

  test("does not open for another purpose or with another secret", async () => {
    const token = await seal();
    expect(await open(token, { purpose: "set-up" })).toEqual(invalid);
    expect(await open(token, { purpose: "" })).toEqual(invalid);
    expect(await open(token, { secret: otherSecret })).toEqual(invalid);
    expect((await open(token)).ok).toBe(true);
  });

  test("of an earlier secret opens while that secret is known, and not after its end", async () => {
    const token = await seal();
    const known = { secret: otherSecret, previousSecrets: ["another-one-another-one-another-1", secret] };
    const read = (now: Date, seal: { secret: string; previousSecrets?: readonly string[] } = known) =>
      openToken<typeof payload>(token, { ...seal, purpose, now });
    expect(await read(before)).toEqual({ ok: true, payload, expiresAt });
    expect(await read(expiresAt)).toEqual({ ok: false, code: "expired" });
    expect(await read(before, { ...known, previousSecrets: [] })).toEqual(invalid);
    expect(await read(before, { ...known, previousSecrets: [`${secret}x`] })).toEqual(invalid);
  });

  test("does not reveal its end without the secret", async () => {
    const late = new Date(expiresAt.getTime() + 1);
    expect(await open(await seal(), { secret: otherSecret, now: late })).toEqual(invalid);
  });

  test.each([0, 2, 3, 4])("does not open with a change in part %i", async (part) => {
    const parts = (await seal()).split(".");
    const text = parts[part] ?? "";
    for (const index of [0, Math.floor(text.length / 2), text.length - 2]) {
      const changed = parts.with(part, changeAt(text, index)).join(".");
      expect(await open(changed)).toEqual(invalid);
    }
  });

  test("does not open with a part removed, added or taken from another token", async () => {
    const [one, two] = [(await seal()).split("."), (await seal()).split(".")];
    for (const part of [2, 3, 4]) {
      expect(await open(one.with(part, two[part] ?? "").join("."))).toEqual(invalid);
      expect(await open(one.with(part, "").join("."))).toEqual(invalid);
    }
    expect(await open(one.with(1, "AAAA").join("."))).toEqual(invalid);
    expect(await open([...one, "AAAA"].join("."))).toEqual(invalid);
    expect(await open((one[4] ?? "") && one.with(4, (one[4] ?? "").slice(0, 16)).join("."))).toEqual(invalid);
  });

  test("is invalid for any other text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.constant("a.b.c")), async (text) => {
        expect(await open(text)).toEqual(invalid);
      }),
    );
  });

  test("without an end, without content, compressed or by another algorithm is invalid, even with the right key", async () => {
    const key = deriveKey(secret, `assent token: ${purpose}`, 32);
    const make = (claims: Record<string, unknown>, header: object = {}) =>
      new EncryptJWT(claims).setProtectedHeader({ alg: "dir", enc: "A256GCM", ...header }).encrypt(key);
    const exp = expiresAt.getTime() / 1000;
    expect(await open(await make({ data: payload, exp }))).toMatchObject({ ok: true });
    expect(await open(await make({ data: payload }))).toEqual(invalid);
    expect(await open(await make({ exp }))).toEqual(invalid);
    expect(await open(await make({ data: payload, exp }, { zip: "DEF" }))).toEqual(invalid);
    // Both algorithms take a key of the same length.
    expect(await open(await make({ data: payload, exp }, { enc: "A128CBC-HS256" }))).toEqual(invalid);
    expect(await open(await make({ data: payload, exp }, { alg: "A256KW" }))).toEqual(invalid);
  });

  test("needs a secret of 32 characters", async () => {
    const short = { secret: secret.slice(1), purpose, expiresAt };
    await expectCryptoError(sealToken(payload, short), "secret-too-short", [short.secret]);
    await expectCryptoError(open("token", { secret: "" }), "secret-too-short");
  });
});

describe("a sealed secret", () => {
  const context = "identity-provider:1:client-secret";
  const plain = "s3cret ü \u{1F511}";
  const options = { secret, context };
  const refuses = (attempt: () => unknown, code: CryptoErrorCode) =>
    expectCryptoError(Promise.resolve().then(attempt), code, [plain]);

  test("opens to the secret, and differs each time", () => {
    const sealed = sealSecret(plain, options);
    expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
    expect(sealed).not.toBe(sealSecret(plain, options));
    expect(openSecret(sealed, options)).toBe(plain);
    expect(openSecret(sealSecret("", options), options)).toBe("");
  });

  test("any well-formed text opens in its own context, and in no other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.string(), fc.string(), async (text, here, there) => {
        const sealed = sealSecret(text, { secret, context: here });
        expect(openSecret(sealed, { secret, context: here })).toBe(text);
        if (here !== there) await refuses(() => openSecret(sealed, { secret, context: there }), "seal-broken");
      }),
    );
  });

  test("does not open in another row, and the message says so", async () => {
    const sealed = sealSecret(plain, options);
    const elsewhere = { secret, context: "identity-provider:2:client-secret" };
    await refuses(() => openSecret(sealed, elsewhere), "seal-broken");
    expect(() => openSecret(sealed, elsewhere)).toThrow(/another row/);
  });

  test.each([2, 3, 4])("with a change in part %i it does not open", async (part) => {
    const parts = sealSecret(plain, options).split(".");
    const text = parts[part] ?? "";
    for (const index of [0, Math.floor(text.length / 2), text.length - 2]) {
      await refuses(() => openSecret(parts.with(part, changeAt(text, index)).join("."), options), "seal-broken");
    }
  });

  test.each([
    "",
    "v1",
    "plain text",
    "v1.aaaaaaaa.bbbb.cc.dd",
    "v2.aaaaaaaa.bbbbbbbbbbbbbbbb.cc.dddddddddddddddddddddd",
  ])("%j is not a sealed secret", (text) => refuses(() => openSecret(text, options), "seal-malformed"));

  test("with a shortened tag is refused", async () => {
    await refuses(() => openSecret(sealSecret(plain, options).slice(0, -6), options), "seal-malformed");
  });

  test("opens with an earlier secret, is sealed with the current one, and reports an unknown one", async () => {
    const old = sealSecret(plain, options);
    const rotated = { secret: otherSecret, context, previousSecrets: [secret] };
    expect(openSecret(old, rotated)).toBe(plain);
    const fresh = sealSecret(plain, rotated);
    expect(openSecret(fresh, { secret: otherSecret, context })).toBe(plain);
    await refuses(() => openSecret(fresh, options), "seal-key-unknown");
    await refuses(() => openSecret(old, { secret: otherSecret, context }), "seal-key-unknown");
  });

  test("does not open under the key id of another secret", async () => {
    const [mine, theirs] = [sealSecret(plain, options), sealSecret(plain, { secret: otherSecret, context })];
    const mixed = mine.split(".").with(1, theirs.split(".")[1] ?? "");
    await refuses(
      () => openSecret(mixed.join("."), { secret, context, previousSecrets: [otherSecret] }),
      "seal-broken",
    );
  });

  test("needs a secret of 32 characters", async () => {
    await refuses(() => sealSecret(plain, { secret: "short", context }), "secret-too-short");
  });
});

test("keys are derived by RFC 5869, and differ for each use", () => {
  const mac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  // Section 2.2 with a salt of zeros, and the first block of section 2.3.
  const pseudorandom = mac(Buffer.alloc(32), secret);
  expect(deriveKey(secret, "one", 32)).toEqual(mac(pseudorandom, "one\u0001"));
  expect(deriveKey(secret, "two", 32)).toEqual(mac(pseudorandom, "two\u0001"));
});

describe("sealing again when the secret of the installation changes", () => {
  const context = "identity-provider:1";
  const sealed = sealSecret("a client secret", { secret, context });
  const both = { secret: otherSecret, previousSecrets: [secret], context };

  test("leads to a value that opens with the new secret alone, and is then kept", () => {
    const anew = resealSecret(sealed, both) ?? "";
    expect(openSecret(anew, { secret: otherSecret, context })).toBe("a client secret");
    expect(resealSecret(anew, both)).toBeNull();
    expect(resealSecret(anew, { secret: otherSecret, context })).toBeNull();
    expect(resealSecret(sealed, { secret, context })).toBeNull();
  });

  const refusals: readonly (readonly [string, string, Partial<typeof both>, CryptoErrorCode])[] = [
    ["without the one before", sealed, { previousSecrets: [] }, "seal-key-unknown"],
    ["for another row", sealed, { context: "identity-provider:2" }, "seal-broken"],
    ["of what was changed", changeAt(sealed, sealed.length - 2), {}, "seal-broken"],
    ["of what is no sealed secret", "sealed", {}, "seal-malformed"],
    // Values that need no new seal are opened too, so that a run finds broken ones.
    ["of what the new one sealed for another row", sealSecret("x", { ...both, context: "2" }), {}, "seal-broken"],
  ];
  test.each(refusals)("is refused %s", async (_what, text, options, code) => {
    await expectCryptoError(
      Promise.resolve().then(() => resealSecret(text, { ...both, ...options })),
      code,
      ["a client secret", secret, otherSecret],
    );
  });
});
