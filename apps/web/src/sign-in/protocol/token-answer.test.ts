import type { Account } from "next-auth";
import { describe, expect, it } from "vitest";
import { idTokenOf, readableTokenAnswer } from "./token-answer";

const token = (claims: unknown) =>
  ["header", Buffer.from(JSON.stringify(claims)).toString("base64url"), "signature"].join(".");
const read = async (body: unknown): Promise<unknown> => (await readableTokenAnswer(Response.json(body))).json();

// Auth.js refuses null instead of a text or a number, so no one could sign in through a provider that sends it.
describe("the token endpoint's answer", () => {
  it("has no members that are null", async () => {
    const right = { access_token: "a", token_type: "Bearer", id_token: token({ sub: "x" }) };
    expect(await read({ ...right, refresh_token: null, expires_in: null, scope: null })).toEqual(right);
  });

  it("has an ID token without claims that are null, and the one that was sent beside it", async () => {
    const sent = token({ sub: "x", nbf: null, azp: null });
    const account = (await read({ id_token: sent })) as Account;
    expect(account.id_token).toBe(token({ sub: "x" }));
    expect(idTokenOf(account)).toBe(sent);
  });

  it("cannot name another ID token than its own", async () => {
    const right = token({ sub: "x" });
    const account = (await read({ id_token: right, id_token_as_sent: token({ sub: "victim" }) })) as Account;
    expect(idTokenOf(account)).toBe(right);
  });

  it.each([[[1]], ["text"], [{ error: "invalid_grant" }], [{ id_token: "no.token" }], [{ id_token: token([null]) }]])(
    "%j stays as it is",
    async (body) => expect(Object.keys((await read(body)) as object)).toEqual(Object.keys(body as object)),
  );

  it("is refused as encrypted if its ID token is (RFC 7516, section 3.1)", async () => {
    await expect(read({ id_token: "a.b.c.d.e" })).rejects.toMatchObject({ code: "token-encrypted" });
  });

  // It was taken for a failure of ours, because nothing could write it down again.
  it("is refused as the provider's if it is nested deeply", async () => {
    const deep = `{"access_token":"a","more":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    await expect(readableTokenAnswer(new Response(deep))).rejects.toMatchObject({ code: "too-deep" });
  });

  it("keeps its status, and a body that is not JSON", async () => {
    const refused = await readableTokenAnswer(Response.json({ error: "invalid_client" }, { status: 401 }));
    expect(refused.status).toBe(401);
    const page = await readableTokenAnswer(new Response("<html>", { headers: { "content-type": "text/html" } }));
    expect(await page.text()).toBe("<html>");
    expect(page.headers.get("content-type")).toBe("text/html");
  });
});
