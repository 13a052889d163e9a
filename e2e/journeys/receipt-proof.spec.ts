import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { startTimestampAuthority } from "@assent/testkit/timestamp-authority";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, boxes } from "../consent.ts";
import { type MadeUpPerson, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();
const api = () => `${product().url}/api/receipts/verify`;

/** A person with an account, on the page of their receipt. Returns its path. */
async function onReceipt(page: Page, person: MadeUpPerson = somebody()): Promise<string> {
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  return toReceipt(page);
}

async function toReceipt(page: Page): Promise<string> {
  await page
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent receipt" })).toBeVisible();
  return new URL(page.url()).pathname;
}

const signed = async (page: Page, receipt: string) =>
  (await page.request.get(`${product().url}${receipt}/receipt.jws`)).text();

const partOf = (jws: string, index: number): unknown =>
  JSON.parse(Buffer.from(jws.split(".")[index] ?? "", "base64url").toString());

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same receipt with our key id, signed with another key. */
function foreign(jws: string): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const [header, payload] = jws.split(".");
  return `${header}.${payload}.${sign(null, Buffer.from(`${header}.${payload}`), privateKey).toString("base64url")}`;
}

/** Every decision reversed, with the old signature. */
function tampered(jws: string): string {
  const [header, , signature] = jws.split(".");
  const claims = partOf(jws, 1) as { receipt: { decisions: { state: string }[] } };
  const turned = (state: string) => (state === "granted" ? "denied" : "granted");
  const decisions = claims.receipt.decisions.map(({ state, ...rest }) => ({ ...rest, state: turned(state) }));
  return `${header}.${encode({ ...claims, receipt: { ...claims.receipt, decisions } })}.${signature}`;
}

async function paste(page: Page, text: string): Promise<void> {
  await page.goto(`${product().url}/verify`);
  await page.getByRole("textbox", { name: "Signed receipt" }).fill(text);
  await page.getByRole("button", { name: "Verify" }).click();
}

test("a receipt is available in three formats as a download that no cache keeps @core", async ({ page }) => {
  const person = somebody();
  const receipt = await onReceipt(page, person);
  const number = receipt.split("/").at(-1);
  const forms = [
    ["Kantara (JSON)", "kantara.json", "application/json"],
    ["ISO 27560 (JSON-LD)", "iso27560.json", "application/ld+json"],
    ["Signed (JWS)", "receipt.jws", "application/jose"],
  ] as const;
  for (const [name, file, type] of forms) {
    await expect(page.getByRole("link", { name, exact: true })).toHaveAttribute("href", `${receipt}/${file}`);
    const response = await page.request.get(`${product().url}${receipt}/${file}`);
    expect(response.headers()).toMatchObject({
      "content-type": type,
      "content-disposition": `attachment; filename="receipt-${number}-${file}"`,
      "cache-control": "no-store",
    });
    const text = await response.text();
    // Also inside a JWS.
    const words = file.endsWith("jws") ? JSON.stringify(partOf(text, 1)) : text;
    for (const value of [person.email, person.name, person.phone, person.subject]) expect(words).not.toContain(value);
  }
  const kantara = (await (await page.request.get(`${product().url}${receipt}/kantara.json`)).json()) as object;
  expect(kantara).toMatchObject({ version: "KI-CR-v1.1.0", piiControllers: [{ piiController: "Acme Ltd" }] });
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Kantara (JSON)", exact: true }).click();
  expect((await saving).suggestedFilename()).toBe(`receipt-${number}-kantara.json`);
  expect((await page.request.get(`${product().url}${receipt}/receipt.txt`)).status()).toBe(404);
});

test("closing an account leaves a receipt, for the browser that closed it @phone @core", async ({ page, browser }) => {
  const person = somebody();
  await onReceipt(page, person);
  await page.goto(`${product().url}/me/close`);
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(page.getByRole("heading", { name: "Your account is closed" })).toBeVisible();
  await expectNoViolations(page);
  const link = page.getByRole("link", { name: "Signed (JWS)", exact: true });
  await expect(link).toHaveAttribute("href", "/closed/receipt/receipt.jws");
  const answer = await page.request.get(`${product().url}/closed/receipt/receipt.jws`);
  expect(answer.headers()["cache-control"]).toBe("no-store");
  const claims = partOf(await answer.text(), 1) as { receipt: { kind: string; decisions: { effect: string }[] } };
  expect(claims.receipt).toMatchObject({ kind: "closing", actor: { kind: "person" } });
  expect(new Set(claims.receipt.decisions.map(({ effect }) => effect))).toEqual(new Set(["withdrawn"]));
  expect(JSON.stringify(claims)).not.toContain(person.email);
  await paste(page, await answer.text());
  await expect(page.getByRole("status")).toContainText("The account was closed");
  await expect(page.getByRole("status")).toContainText("Withdrawn");
  await expectNoViolations(page);
  const iso = await (await page.request.get(`${product().url}/closed/receipt/iso27560.json`)).text();
  expect(iso).toContain("dpv:ConsentWithdrawn");
  const other = await browser.newPage();
  expect((await other.request.get(`${product().url}/closed/receipt/receipt.jws`)).status()).toBe(404);
  await other.goto(`${product().url}/closed`);
  await expect(other.getByRole("link", { name: "Signed (JWS)" })).toHaveCount(0);
});

test("another person's receipt is not found in any form, and a visitor is asked to sign in @core", async ({
  page,
  browser,
}) => {
  const receipt = await onReceipt(page);
  const other = await browser.newPage();
  await onReceipt(other);
  const nobody = await browser.newPage();
  for (const file of ["kantara.json", "iso27560.json", "receipt.jws"]) {
    expect((await other.request.get(`${product().url}${receipt}/${file}`)).status()).toBe(404);
    const admin = `${product().url}/admin${receipt.replace("/me", "")}/${file}`;
    expect((await other.request.get(admin)).status()).toBe(404);
    const turnedAway = await nobody.request.get(`${product().url}${receipt}/${file}`, { maxRedirects: 0 });
    expect(turnedAway.headers()["location"]).toMatch(/^\/sign-in\?to=/);
    expect(await turnedAway.text()).not.toContain("receipt");
  }
});

test("anyone can verify the signature with only the published keys @core", async ({ page, request }) => {
  const jws = await signed(page, await onReceipt(page));
  // It was signed when it was made, and says where the ledger has it.
  const claims = partOf(jws, 1) as { ledger?: { seq: number; hash: string }; receipt: { format: number } };
  expect(claims.ledger?.seq).toBeGreaterThan(0);
  expect(claims.ledger?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(claims.receipt.format).toBe(1);
  expect(claims).not.toHaveProperty("signedLater");
  const { kid, alg, typ } = partOf(jws, 0) as Record<string, string>;
  expect({ alg, typ }).toEqual({ alg: "EdDSA", typ: "consent-receipt+jwt" });
  const response = await request.get(`${product().url}/.well-known/jwks.json`);
  expect(response.headers()["cache-control"]).toBe("public, max-age=300");
  expect(response.headers()["set-cookie"]).toBeUndefined();
  const { keys } = (await response.json()) as { keys: { kid: string; d?: string }[] };
  expect(keys.every((key) => key.d === undefined)).toBe(true);
  const key = createPublicKey({ key: keys.find((known) => known.kid === kid) ?? {}, format: "jwk" });
  const [header, payload, signature = ""] = jws.split(".");
  expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))).toBe(true);
});

test("the page shows the current state of a genuine receipt, and leaves nothing in the address @phone @core", async ({
  page,
}) => {
  await signInAsSomebody(page, product(), somebody());
  const [first] = await boxes(page);
  await first?.check();
  await accept(page).click();
  const jws = await signed(page, await toReceipt(page));
  await page.getByRole("link", { name: "Verify a signed receipt" }).click();
  await expectNoViolations(page);
  await paste(page, `  ${jws.slice(0, 60)}\n${jws.slice(60)}\n`);
  await expect(page.getByRole("heading", { name: "The signature is valid" })).toBeVisible();
  await expect(page.getByText("the account it is about is open")).toBeVisible();
  await expect(page.getByText("A person decided about their details")).toBeVisible();
  await expect(page.getByText("The person", { exact: true })).toBeVisible();
  await expect(page.getByText("1 of 1 still agreed")).toBeVisible();
  await expect(page.getByText("Email address for Account recovery")).toBeVisible();
  expect(page.url()).toBe(`${product().url}/verify`);
  await expectNoViolations(page);
});

test("a browser checks a receipt and its place in the ledger without sending anything @script", async ({
  page,
  context,
}) => {
  const receipt = await onReceipt(page);
  const jws = await signed(page, receipt);
  const proof = await (await page.request.get(`${product().url}${receipt}/ledger.tlog-proof`)).text();
  await page.goto(`${product().url}/verify`);
  const check = page.getByRole("button", { name: "Check in this browser" });
  await expect(check).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("textbox", { name: "Signed receipt" }).fill(jws);
  await page.getByRole("textbox", { name: "Ledger proof, if you have it" }).fill(proof);
  await check.click();
  const status = page.getByRole("status");
  await expect(status).toContainText("The receipt is genuine");
  await expect(status).toContainText("A person decided about their details");
  await expect(status).toContainText(/Entry \d+ of \d+, signed by /);
  await expect(status).toBeFocused();
  await expectNoViolations(page);
  await page.getByRole("textbox", { name: "Signed receipt" }).fill(tampered(jws));
  await check.click();
  await expect(status).toContainText("The receipt was changed, was not signed with these keys");
  await page.getByRole("textbox", { name: "Signed receipt" }).fill(jws);
  await page.getByRole("textbox", { name: "Ledger proof, if you have it" }).fill(proof.replace(/index \d+/, "index 0"));
  await check.click();
  await expect(status).toContainText("The entry is not in the ledger that was signed");
  // A checkpoint that was kept, with another root for the same size.
  await page.getByText("Use keys or a checkpoint that I kept").click();
  await page.getByRole("textbox", { name: "Ledger proof, if you have it" }).fill(proof);
  const kept = proof.slice(proof.indexOf("\n\n") + 2);
  const [origin, size, , ...rest] = kept.split("\n");
  await page
    .getByRole("textbox", { name: "Checkpoint of the same size" })
    .fill([origin, size, `${"A".repeat(43)}=`, ...rest].join("\n"));
  await check.click();
  await expect(status).toContainText("the ledger was rewritten");
  await page.getByRole("textbox", { name: "Checkpoint of the same size" }).fill(kept);
  await check.click();
  await expect(status).toContainText("The receipt is genuine");
  await context.setOffline(false);
  // A timestamp of the checkpoint, which OpenSSL made.
  const authority = await startTimestampAuthority();
  const token = Buffer.from(await authority.token(`${kept.split("\n\n")[0]}\n`));
  await authority.stop();
  const choose = (buffer: Buffer) =>
    page
      .getByLabel("Timestamp token of the checkpoint in the proof")
      .setInputFiles({ name: "head.token", mimeType: "application/timestamp-token", buffer });
  await choose(token);
  await check.click();
  await expect(status).toContainText("Whether this authority can be trusted was not checked");
  await page.getByRole("textbox", { name: "Certificates of the timestamping authority" }).fill(authority.authority);
  await check.click();
  await expect(status).toContainText("Timestamp by Test tsa");
  await expect(status).not.toContainText("Whether this authority");
  await expectNoViolations(page);
  await choose(Buffer.from("not a token"));
  await check.click();
  await expect(status).toContainText("The timestamp is of another checkpoint");
});

test("the server checks the ledger proof too, without JavaScript as well @core", async ({ page }) => {
  const receipt = await onReceipt(page);
  const jws = await signed(page, receipt);
  const proof = await (await page.request.get(`${product().url}${receipt}/ledger.tlog-proof`)).text();
  const send = async (text: string) => {
    await page.goto(`${product().url}/verify`);
    await page.getByRole("textbox", { name: "Signed receipt" }).fill(jws);
    await page.getByRole("textbox", { name: "Ledger proof, if you have it" }).fill(text);
    await page.getByRole("button", { name: "Verify", exact: true }).click();
  };
  await send(proof);
  await expect(page.getByRole("heading", { name: "The signature is valid" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText(/Entry \d+ of \d+, signed by /);
  await send(proof.replace(/index \d+/, "index 0"));
  await expect(page.getByRole("status")).toContainText("The entry is not in the ledger that was signed");
});

test("the page shows what was withdrawn since, and that a closed account is closed", async ({ page, browser }) => {
  const jws = await signed(page, await onReceipt(page));
  const anybody = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  const status = anybody.getByRole("status");
  const endpoint = async () =>
    (await (await anybody.request.post(api(), { data: { receipt: jws } })).json()) as {
      status: { account: string; grants: { attribute: string; state: string }[] };
    };
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
  await expect(page.getByText(/withdrawn and deleted/i)).toBeVisible();
  await paste(anybody, jws);
  await expect(status).toContainText("the account it is about is open");
  await expect(status).toContainText("2 of 3 still agreed");
  await expect(status.locator("div", { hasText: "Phone number for Account recovery" }).last()).toContainText(
    "Withdrawn",
  );
  const { status: after } = await endpoint();
  expect(after.grants.map(({ attribute, state }) => [attribute, state])).toContainEqual(["phone_number", "withdrawn"]);

  await page.goto(`${product().url}/me/close`);
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account is closed" })).toBeVisible();
  await paste(anybody, jws);
  await expect(anybody.getByRole("heading", { name: "The signature is valid" })).toBeVisible();
  await expect(status).toContainText("The account it is about is closed, and its details are deleted.");
  await expect(status).toContainText("None");
  expect(await endpoint()).toMatchObject({ valid: true, status: { account: "closed", grants: [] } });
});

test("the page gives the same answer for every receipt that is not ours @phone", async ({ page }) => {
  const jws = await signed(page, await onReceipt(page));
  const answers: string[] = [];
  for (const text of [tampered(jws), foreign(jws), jws.slice(0, -40), "garbage", "e30.e30.e30"]) {
    await paste(page, text);
    await expect(page.getByRole("heading", { name: "The signature is not valid" })).toBeVisible();
    answers.push(await page.getByRole("status").innerText());
  }
  expect(new Set(answers).size).toBe(1);
  await expectNoViolations(page);
});

test("the endpoint answers programs, and reveals nothing without a receipt @core", async ({ page, request }) => {
  const receipt = await onReceipt(page);
  const jws = await signed(page, receipt);
  const genuine = await request.post(api(), { data: { receipt: jws } });
  expect(genuine.headers()["cache-control"]).toBe("no-store");
  const answer = (await genuine.json()) as { status: { grants: { state: string }[] } };
  expect(answer).toMatchObject({ valid: true, number: receipt.split("/").at(-1), status: { account: "active" } });
  expect(answer.status.grants.every(({ state }) => state === "live")).toBe(true);
  const { sub, jti } = partOf(jws, 1) as { sub: string; jti: string };
  expect(JSON.stringify(answer)).not.toContain(sub);
  for (const text of [tampered(jws), foreign(jws), "garbage", jti, receipt.split("/").at(-1)]) {
    expect(await (await request.post(api(), { data: { receipt: text } })).json()).toEqual({ valid: false });
  }
  const refused = async (data: string) => {
    const response = await request.post(api(), { data, headers: { "content-type": "application/json" } });
    return [response.status(), await response.json()];
  };
  expect(await refused("not json")).toEqual([400, { error: "malformed" }]);
  expect(await refused("{}")).toEqual([400, { error: "malformed" }]);
  expect(await refused('{"receipt":" "}')).toEqual([400, { error: "missing" }]);
  expect(await refused(JSON.stringify({ receipt: "a".repeat(97 * 1024) }))).toEqual([413, { error: "too-large" }]);
});

test("an administrator verifies the ledger, exports its head, and downloads any receipt @phone", async ({
  page,
  browser,
}) => {
  const person = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  const receipt = await onReceipt(person);
  await signInAsAdministrator(page, product());
  await page.getByRole("link", { name: "Ledger" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "provisioned" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Verify now" }).click();
  await expect(page.getByText("Ledger is intact")).toBeVisible();
  await expectNoViolations(page);
  const head = await page.request.get(`${product().url}/admin/ledger/head.json`);
  expect(await head.json()).toEqual({ seq: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const taken = await page.request.get(`${product().url}/admin${receipt.replace("/me", "")}/receipt.jws`);
  expect(await (await page.request.post(api(), { data: { receipt: await taken.text() } })).json()).toMatchObject({
    valid: true,
  });

  for (const path of ["/admin/ledger", "/admin/ledger/head.json"]) {
    expect((await person.request.get(product().url + path)).status()).toBe(404);
  }
});
