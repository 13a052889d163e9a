import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

// Follows docs/proof.md, "One case in ten minutes", step by step.

const product = withProduct({ alone: true });
let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assent-auditor-"));
});
test.afterAll(() => rm(folder, { recursive: true }));

const at = (file: string) => join(folder, file);

/** Downloads a file of the page of a receipt, as a person does. */
async function download(page: Page, name: string): Promise<string> {
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  const file = await saving;
  await file.saveAs(at(file.suggestedFilename()));
  return file.suggestedFilename();
}

function python(program: "verify_ledger.py" | "verify_receipts.py", ...args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile(
      "python3",
      ["-B", join(import.meta.dirname, "../../docs", program), ...args],
      { cwd: folder },
      (error, out, err) => {
        if (error) fail(new Error(err || "This journey needs Python 3.8 or newer: install it"));
        else done(out);
      },
    );
  });
}

test("an auditor works through one case with the files, the keys and the documents alone", async ({
  page,
  request,
}) => {
  test.slow();
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page
    .getByRole("link", { name: /Receipt/ })
    .first()
    .click();
  // 1. The files.
  const receipt = await download(page, "Signed (JWS)");
  const proof = await download(page, "Ledger proof (tlog-proof)");
  expect([receipt, proof]).toEqual([
    expect.stringMatching(/-receipt\.jws$/),
    expect.stringMatching(/-ledger\.tlog-proof$/),
  ]);
  // 2. The keys.
  await writeFile(at("jwks.json"), await (await request.get(`${product().url}/.well-known/jwks.json`)).body());
  await writeFile(at("keys.txt"), await (await request.get(`${product().url}/ledger/keys`)).body());
  // 3. The receipt is genuine, and in the ledger.
  const check = ["--keys", "jwks.json", "--proof", proof, "--ledger-keys", "keys.txt"];
  expect(await product().command("verify-receipt.ts", {}, folder, receipt, ...check)).toBe(0);
  // 4. What it says.
  const jws = await readFile(at(receipt), "utf8");
  const claims = JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString()) as {
    sub: string;
    receipt: { notice: { title: string }; decisions: { state: string }[] };
  };
  expect(claims.receipt.decisions.every(({ state }) => state === "granted")).toBe(true);
  expect(claims.receipt.notice.title).not.toBe("");
  // 5. The whole ledger, with a program that is not ours, and against the checkpoint that this person keeps.
  expect(await product().command("verify-ledger.ts", {}, folder, "--records", "records.jsonl")).toBe(0);
  const text = await readFile(at(proof), "utf8");
  await writeFile(at("kept.txt"), text.slice(text.indexOf("\n\n") + 2));
  expect(await python("verify_ledger.py", "records.jsonl", "kept.txt")).toMatch(
    /^\d+ entries and \d+ checkpoints are right\./,
  );
  const signed = await python("verify_receipts.py", "records.jsonl", "jwks.json");
  expect(signed).toMatch(/^\d+ signed receipts and \d+ published versions are right\. 0 receipts/);
  // 6. What happened to this account, and no value of it.
  const records = await readFile(at("records.jsonl"), "utf8");
  const lines = records.split("\n").filter((line) => line.includes(claims.sub));
  expect(lines.map((line) => (JSON.parse(line) as { entry: { kind: string } }).entry.kind)).toEqual(["provisioned"]);
  for (const value of [person.email, person.name, person.phone, person.subject]) expect(records).not.toContain(value);
});
