import { createHash } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { fromBase64 } from "@assent/transparency/base64";
import { type Checkpoint, readCheckpoint } from "@assent/transparency/checkpoint";
import { type Hash, isConsistent, isIncluded, leafHash } from "@assent/transparency/merkle";
import { readVerifierKey, verifyNote } from "@assent/transparency/note";
import { readLogProof } from "@assent/transparency/tlog-proof";
import { agreeToAll } from "../consent.ts";
import { type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();
const at = (path: string) => `${product().url}/ledger/${path}`;
const hash = (encoded: unknown): Hash => fromBase64(String(encoded)) ?? new Uint8Array();

/** The published key in use, and a head that it signed. */
async function verified(request: APIRequestContext, note: string): Promise<Checkpoint> {
  const [first = ""] = (await (await request.get(at("keys"))).text()).split("\n");
  const [key, checkpoint] = [readVerifierKey(first), readCheckpoint(note)];
  if (!key || !checkpoint) throw new Error(`${first}\n${note}`);
  expect(key.name).toBe(`${new URL(product().url).host}/ledger`);
  expect(checkpoint.origin).toBe(key.name);
  expect(await verifyNote(checkpoint.note, [key])).toEqual([key]);
  return checkpoint;
}

/** A new person with an account, on the page of their receipt. Returns its address. */
async function onReceipt(page: Page, person: MadeUpPerson): Promise<string> {
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent receipt" })).toBeVisible();
  return page.url();
}

/** The leaf of a receipt's proof, which is verified with the published key. */
async function provenEntry(page: Page, request: APIRequestContext, receipt: string) {
  const response = await page.request.get(`${receipt}/ledger.tlog-proof`);
  expect(response.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="receipt-${receipt.split("/").at(-1)}-ledger.tlog-proof"`,
    "cache-control": "no-store",
  });
  const text = await response.text();
  const proof = readLogProof(text);
  if (!proof?.extra) throw new Error(text);
  const checkpoint = await verified(request, text.slice(text.indexOf("\n\n") + 2));
  const { root, size } = checkpoint;
  const leaf = leafHash(proof.extra);
  expect(isIncluded({ index: proof.index, size, leaf, proof: proof.hashes, root })).toBe(true);
  return { text, leaf, checkpoint, index: proof.index, entry: Buffer.from(proof.extra).toString() };
}

test("a new receipt has a proof that it is in the signed ledger, which anyone can check @core", async ({
  page,
  request,
}) => {
  const person = somebody();
  const receipt = await onReceipt(page, person);
  await expect(page.getByRole("link", { name: "Ledger proof (tlog-proof)" })).toBeVisible();
  const { entry, text, leaf, index, checkpoint } = await provenEntry(page, request, receipt);
  const jws = await (await page.request.get(`${receipt}/receipt.jws`)).text();
  const claims = JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString()) as { jti: string };
  expect(JSON.parse(entry)).toMatchObject({
    entry: { seq: index + 1, kind: "provisioned", payload: { receipt: claims.jti } },
    previous: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  for (const value of [person.email, person.name, person.phone, person.subject])
    expect(text + entry).not.toContain(value);

  const byLeaf = `proof/inclusion?leaf=${Buffer.from(leaf).toString("hex")}&size=${checkpoint.size}`;
  for (const address of [byLeaf, `proof/inclusion?index=${index}&size=${checkpoint.size}`]) {
    const answer = await request.get(at(address));
    expect(answer.headers()).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "access-control-allow-origin": "*",
    });
    expect(answer.headers()["set-cookie"]).toBeUndefined();
    const { proof, root, leafHash: found, size } = (await answer.json()) as Record<string, unknown>;
    expect([hash(root), hash(found), size]).toEqual([checkpoint.root, leaf, checkpoint.size]);
    const hashes = (proof as string[]).map(hash);
    expect(isIncluded({ index, size: checkpoint.size, leaf, proof: hashes, root: checkpoint.root })).toBe(true);
  }
});

test("a later head contains every earlier one, and an earlier one stays where it was @core", async ({
  page,
  browser,
  request,
}) => {
  const { checkpoint: first, text } = await provenEntry(page, request, await onReceipt(page, somebody()));
  const other = await browser.newPage();
  const { checkpoint: second } = await provenEntry(other, request, await onReceipt(other, somebody()));
  expect(second.size).toBeGreaterThan(first.size);
  const answer = await request.get(at(`proof/consistency?from=${first.size}&to=${second.size}`));
  expect(answer.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  const { proof } = (await answer.json()) as { proof: string[] };
  const trees = { from: first.size, to: second.size, fromRoot: first.root, toRoot: second.root };
  expect(isConsistent({ ...trees, proof: proof.map(hash) })).toBe(true);
  const newest = await request.get(at("checkpoint"));
  expect(newest.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "public, max-age=60",
  });
  expect((await verified(request, await newest.text())).size).toBeGreaterThanOrEqual(second.size);
  const earlier = await (await request.get(at(`checkpoint?size=${first.size}`))).text();
  expect(text.endsWith(earlier)).toBe(true);
  const again = await (await page.request.get(`${page.url()}/ledger.tlog-proof`)).text();
  expect((await verified(request, again.slice(again.indexOf("\n\n") + 2))).size).toBeGreaterThanOrEqual(second.size);
});

test("an address that asks for nothing that is signed gets a clear refusal", async ({ request }) => {
  const nobody = createHash("sha256").update("nobody").digest("hex");
  const refused = async (address: string) => {
    const answer = await request.get(at(address));
    expect(answer.headers()["cache-control"]).toBe("no-store");
    return [answer.status(), ((await answer.json()) as { error: string }).error];
  };
  for (const address of [
    "checkpoint?size=-1",
    "checkpoint?size=07",
    "proof/inclusion",
    "proof/inclusion?index=x",
    "proof/inclusion?index=1&leaf=ff",
    "proof/inclusion?leaf=ff",
    "proof/inclusion?index=0&size=1e3",
    "proof/consistency?to=3",
    "proof/consistency?from=9007199254740993",
  ])
    expect(await refused(address), address).toEqual([400, "malformed"]);
  for (const address of [
    "checkpoint?size=900000",
    "proof/inclusion?index=0&size=900000",
    "proof/consistency?from=1&to=0",
  ])
    expect(await refused(address), address).toEqual([404, "not-signed"]);
  for (const address of [
    `proof/inclusion?leaf=${nobody}`,
    "proof/inclusion?index=900000",
    "proof/consistency?from=900000",
  ])
    expect(await refused(address), address).toEqual([404, "not-in-tree"]);
});
