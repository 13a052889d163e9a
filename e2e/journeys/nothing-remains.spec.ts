import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@assent/database/engine/open";
import { dumpTables } from "@assent/database/testing/dump";
import { startOwnDatabase } from "@assent/testkit/own-database";
import { startServer } from "@assent/testkit/server";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { accept, decline } from "../consent.ts";
import { signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { Product } from "../product.ts";
import { throwAwayDatabase } from "../throw-away.ts";

// Values that were refused, unmapped, or on no purpose are unique strings here. After the decisions no place that the
// product writes to contains one of them: files of the data directory, tables, the database's write-ahead log and its
// log of every statement with its parameters, logs, responses, addresses, cookies.
const canary = (what: string) => `canary-${what}-${randomBytes(6).toString("hex")}`;
const canaryPhone = () => `+44 7700 9${Array.from(randomBytes(10), (byte) => byte % 10).join("")}`;

const servers = {
  /** As `npm start` sets it up. */
  "the PostgreSQL of Assent": async () => {
    const directory = mkdtempSync(join(tmpdir(), "assent-own-"));
    const { url, stop } = await startOwnDatabase(directory);
    return {
      url,
      directory,
      logsStatements: false,
      stop: () => stop().then(() => rmSync(directory, { recursive: true })),
    };
  },
  /** A strict operator may log every statement with its parameters. */
  "a PostgreSQL that logs everything": async () => {
    const server = await startServer({ log_statement: "all" });
    const database = await throwAwayDatabase(undefined, server.url);
    return { ...server, url: database.url, logsStatements: true };
  },
};

for (const [which, startItsServer] of Object.entries(servers)) {
  test(`refused and unmapped values are not found anywhere (${which}) @core`, async ({ page, context }) => {
    test.setTimeout(120_000);
    const server = await startItsServer();
    const product = await Product.start({ databaseUrl: server.url });
    const heard = listen(page, product);

    const dropped: string[] = [];
    const agrees = somebody({
      name: canary("name"),
      phone: canaryPhone(),
      claims: { favourite_colour: canary("unmapped"), nickname: canary("nickname"), deep: { er: canary("deep") } },
    });
    dropped.push(...everyText({ ...agrees, subject: "", email: "" }));
    await signInAsSomebody(page, product, agrees);
    await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
    heard.fromNowOn();
    await accept(page).click();
    await expect(page).toHaveURL(/\/me/);
    await heard.page();
    await page
      .getByRole("link", { name: /Receipt/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Consent receipt" })).toBeVisible();
    await heard.page();

    // Leaves the mandatory box empty, sees the error, and declines: nothing is kept, not even their identifier.
    heard.notNow();
    const declines = somebody({ name: canary("declined"), email: `${canary("email")}@demo-university.example` });
    dropped.push(...everyText(declines));
    await context.clearCookies();
    await signInAsSomebody(page, product, declines);
    await page.getByRole("checkbox", { name: "Phone number for Account recovery" }).check();
    await accept(page).click();
    await expect(page).toHaveTitle(/^Error: /);
    heard.fromNowOn();
    await decline(page).click();
    await expect(page).toHaveURL(/\/consent\/declined/);
    await heard.page();

    await context.clearCookies();
    await signInAsAdministrator(page, product);
    for (const path of ["/admin", "/admin/users"]) {
      await page.goto(product.url + path);
      await heard.page();
    }
    await page
      .getByRole("row", { name: new RegExp(agrees.email ?? "") })
      .getByRole("link")
      .first()
      .click();
    await expect(page.getByText("What is stored")).toBeVisible();
    await heard.page();

    const said = await heard.everything(context);
    const opened = await openDatabase({ url: server.url, poolSize: 1 });
    const tables = await dumpTables(opened.orm).finally(() => opened.close());
    await product.stopApp();
    // The provider is another organisation's program, so its log may contain its people.
    const paths = filesUnder(product.dataDir).filter((path) => !path.endsWith("provider.log"));
    paths.push(...filesUnder(server.directory));
    const files = paths.map((path) => ({ path, text: readFileSync(path).toString("latin1") }));
    for (const value of dropped) {
      const bytes = Buffer.from(value, "utf8").toString("latin1");
      const holding = files.filter(({ text }) => text.includes(bytes)).map(({ path }) => path);
      // An account is looked up by the subject, so statements contain it, but nothing else does.
      const statements = value === declines.subject ? holding.filter((path) => path.endsWith(".log")) : [];
      expect(holding.filter((path) => !statements.includes(path))).toEqual([]);
      expect(tables).not.toContain(value);
      expect(said.filter(({ text }) => text.includes(value)).map(({ where }) => where)).toEqual([]);
    }

    // Proves the search: what was agreed to is found in each of the places.
    const agreed = agrees.email ?? "";
    expect(files.some(({ text }) => text.includes(agreed))).toBe(true);
    expect(said.some(({ where, text }) => where.startsWith("page") && text.includes(agreed))).toBe(true);
    expect(said.some(({ where, text }) => where.startsWith("answer") && text.includes(agreed))).toBe(true);
    expect(tables).toContain(agreed);
    expect(files.some(({ path, text }) => path.includes("pg_wal") && text.includes(agreed))).toBe(true);
    expect(files.some(({ path, text }) => path.endsWith(".log") && text.includes(agreed))).toBe(server.logsStatements);
    await product.stop();
    await server.stop();
  });
}

interface Said {
  readonly where: string;
  readonly text: string;
}

/** Collects what the product sends to a browser: addresses and headers, and after a decision the bodies too. */
function listen(page: Page, product: Product) {
  const said: Said[] = [];
  const bodies: Promise<unknown>[] = [];
  let listening = false;
  page.on("response", (response) => {
    const url = response.url();
    if (!url.startsWith(product.url)) return;
    const { "set-cookie": _sealed, ...headers } = response.headers();
    said.push({ where: `headers of ${url}`, text: url + JSON.stringify(headers) });
    if (!listening) return;
    const body = response.text().then((text) => said.push({ where: `answer of ${url}`, text }));
    // A redirect has no body, and answers of a page that was left are gone.
    bodies.push(body.catch(() => undefined));
  });
  return {
    fromNowOn: () => void (listening = true),
    notNow: () => void (listening = false),
    page: async () => void said.push({ where: `page ${page.url()}`, text: await page.content() }),
    async everything(context: BrowserContext): Promise<Said[]> {
      await Promise.all(bodies);
      return [...said, { where: "cookies", text: JSON.stringify(await context.cookies(product.url)) }];
    },
  };
}

/** Every string in a value, at any depth, that is long enough to be unique. */
function everyText(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(everyText) : [];
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
