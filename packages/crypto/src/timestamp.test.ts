import { readFileSync } from "node:fs";
import { startTimestampAuthority, type TimestampAuthority } from "@assent/testkit/timestamp-authority";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newTimestampQuery, readTimestampAnswer } from "./timestamp.ts";
import { readTimestamp, verifyTimestamp } from "./timestamp-token.ts";

const bytes = new TextEncoder().encode("id.example/ledger\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
const others = new TextEncoder().encode("id.example/ledger\n4\n");

let authority: TimestampAuthority;
let stranger: TimestampAuthority;
beforeAll(async () => {
  [authority, stranger] = await Promise.all([startTimestampAuthority(), startTimestampAuthority()]);
}, 60_000);
afterAll(() => Promise.all([authority.stop(), stranger.stop()]));

/** docs/vectors/timestamp.json, made with `openssl ts` and keys that are gone. */
const vector = JSON.parse(
  readFileSync(new URL("../../../docs/vectors/timestamp.json", import.meta.url), "utf8"),
) as Record<"head" | "token" | "authority" | "at" | "by", string>;

describe("the vector", () => {
  const token = new Uint8Array(Buffer.from(vector.token, "base64"));
  const head = new TextEncoder().encode(vector.head);

  test("is right, and says when and by whom", async () => {
    const at = new Date(vector.at);
    const trusted = vector.authority;
    expect(await readTimestamp(token, { bytes: head, trusted })).toEqual({ at, by: vector.by, isTrusted: true });
    expect(await readTimestamp(token, { bytes: head, trusted: null })).toEqual({ at, by: vector.by, isTrusted: false });
  });

  test.each([null, vector.authority])(
    "is wrong with other bytes or a changed signature, trusted: %#",
    async (trusted) => {
      expect(await readTimestamp(token, { bytes: others, trusted })).toBeNull();
      const changed = Uint8Array.from(token, (byte, at) => (at === token.length - 5 ? byte ^ 1 : byte));
      expect(await readTimestamp(changed, { bytes: head, trusted })).toBeNull();
      expect(await readTimestamp(head, { bytes: head, trusted })).toBeNull();
      expect(await readTimestamp(new Uint8Array(), { bytes: head, trusted })).toBeNull();
    },
  );
});

const wrong = { ok: false, problem: "wrong" };
const stamped = async (by = authority, as: "tsa" | "mail" = "tsa") => {
  const query = newTimestampQuery(bytes);
  const answer = await by.answer(query.der, as);
  const read = (changes: object = {}) =>
    readTimestampAnswer(answer, { bytes, nonce: query.nonce, trusted: authority.authority, ...changes });
  return { answer, read };
};

describe("a timestamp of OpenSSL", () => {
  test("is accepted, and verifies later without the authority", async () => {
    const before = Date.now();
    const result = await (await stamped()).read();
    if (!result.ok) throw new Error(result.problem);
    expect(Math.abs(result.at.getTime() - before)).toBeLessThan(30_000);
    const trusted = authority.authority;
    expect(await verifyTimestamp(result.token, { bytes, trusted })).toEqual(result.at);
    expect(await verifyTimestamp(result.token, { bytes, trusted: stranger.authority + trusted })).toEqual(result.at);
    expect(await verifyTimestamp(result.token, { bytes: others, trusted })).toBeNull();
    expect(await verifyTimestamp(result.token, { bytes, trusted: stranger.authority })).toBeNull();
    expect(await verifyTimestamp(result.token, { bytes, trusted: "" })).toBeNull();
    for (let at = 40; at < result.token.length; at += 97) {
      const changed = Uint8Array.from(result.token, (byte, index) => (index === at ? byte ^ 1 : byte));
      const found = await verifyTimestamp(changed, { bytes, trusted });
      // Not every byte is covered, such as the certificates beside it; none makes it another time.
      expect(found === null || found.getTime() === result.at.getTime(), `byte ${at}`).toBe(true);
    }
  });

  test("is refused if it is for other bytes, for another question, or of an authority that is not trusted", async () => {
    const { read } = await stamped();
    expect(await read({ bytes: others })).toEqual(wrong);
    expect(await read({ nonce: newTimestampQuery(bytes).nonce })).toEqual(wrong);
    expect(await read({ trusted: stranger.authority })).toEqual(wrong);
    expect(await (await stamped(stranger)).read()).toEqual(wrong);
  });

  test("is refused if its certificate is for something else too, or if it does not name its certificate", async () => {
    // OpenSSL itself does not answer with such a certificate.
    await expect(stamped(authority, "mail")).rejects.toThrow("openssl ts");
    const result = await (await stamped()).read();
    if (!result.ok) throw new Error(result.problem);
    for (const how of ["for mail", "without hash"] as const) {
      const again = await authority.resigned(result.token, how);
      expect(await verifyTimestamp(again, { bytes, trusted: authority.authority }), how).toBeNull();
    }
  });

  test("is told apart from a refusal and from no answer at all", async () => {
    const refused = await authority.answer(new TextEncoder().encode("not a request"));
    const nonce = new Uint8Array(12);
    const trusted = authority.authority;
    expect(await readTimestampAnswer(refused, { bytes, nonce, trusted })).toEqual({ ok: false, problem: "refused" });
    for (const answer of [new Uint8Array(), others, (await stamped()).answer.slice(0, -1)])
      expect(await readTimestampAnswer(answer, { bytes, nonce, trusted })).toEqual(wrong);
  });
});
