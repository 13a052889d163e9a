import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "@assent/testkit/ports";
import { endProcess, untilAnswers } from "@assent/testkit/processes";
import { type ReadableDatabase, throwAwayDatabase } from "./throw-away.ts";

const root = resolve(import.meta.dirname, "..");

export interface ProductOptions {
  /** Settings in addition to those of every product. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The database of the caller. If missing, the product has its own, which is deleted with it. */
  readonly databaseUrl?: string;
  /** The same database as the owner of its tables, if `databaseUrl` is for the app's own role. */
  readonly databaseOwnerUrl?: string;
  /** Off: an installation without demonstration, whose set-up link is in the log. */
  readonly demo?: boolean;
  /** The address that the app listens on; localhost if missing. */
  readonly host?: string;
  /** With the application of the demonstration, at `libraryUrl`. */
  readonly library?: true;
  /** Two instances that start at the same moment. */
  readonly instances?: 2;
  /** The app's clock can be moved while it runs. */
  readonly movableClock?: boolean;
}

/** A further OpenID provider, as the operator connects it. */
export interface ConnectedProvider {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenAuth?: "client_secret_basic" | "client_secret_post" | "private_key_jwt";
  readonly responseMode?: "form_post";
  /** The one algorithm of its tokens. */
  readonly algorithm?: string;
  readonly scopes?: string;
}

const newSecret = () => randomBytes(32).toString("base64url");

/** The result of product-template.ts: a database on the run's server, and the secrets that seal it. */
export interface ProductTemplate {
  readonly database: string;
  readonly secrets: Record<string, string>;
}

/** Null until it is ready. */
function readTemplate(): ProductTemplate | null {
  const template = process.env["PRODUCT_TEMPLATE"];
  return template ? (JSON.parse(template) as ProductTemplate) : null;
}

/**
 * The product as people run it: the production build and the demo provider, each on a free port, the app on localhost
 * and the provider on 127.0.0.1 (another site), with a separate data directory.
 */
export class Product {
  readonly dataDir = mkdtempSync(join(process.env["E2E_FOLDER"] ?? tmpdir(), "product-"));
  readonly secrets: Record<string, string>;
  /** Data about the product since the last start or startOver. */
  since: { readonly logged: ReadonlyMap<string, number> } = { logged: new Map() };
  private app: ChildProcess | undefined;
  private another: ChildProcess | undefined;
  private library: ChildProcess | undefined;
  private provider: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly providerPort: number,
    private readonly options: ProductOptions,
    secrets: Readonly<Record<string, string>> | undefined,
    private readonly ownDatabase: ReadableDatabase | null,
  ) {
    mkdirSync(this.logDir, { recursive: true });
    this.secrets = { ...(secrets ?? { AUTH_SECRET: newSecret(), DEMO_IDP_CLIENT_SECRET: newSecret() }) };
  }

  static async start(options: ProductOptions = {}): Promise<Product> {
    const template = options.databaseUrl || options.demo === false ? null : readTemplate();
    const database = options.databaseUrl ? null : await throwAwayDatabase(template?.database);
    const library = options.library
      ? { DEMO_LIBRARY_PORT: String(await freePort()), DEMO_LIBRARY_CLIENT_SECRET: newSecret() }
      : {};
    const all = { ...options, settings: { ...options.settings, ...library } };
    const product = new Product(await freePort(), await freePort(), all, template?.secrets, database);
    const starts: Promise<unknown>[] = [product.startProvider(), product.startApp()];
    if (options.instances === 2) starts.push(product.startAnother());
    await Promise.all(options.library ? [...starts, product.startLibrary()] : starts);
    return product;
  }

  /** The database of the running product, for states that no page can set, and for failures. */
  get database(): ReadableDatabase {
    if (!this.ownDatabase) throw new Error("This product has the database that it was given");
    return this.ownDatabase;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get libraryUrl(): string {
    return `http://127.0.0.1:${this.options.settings?.["DEMO_LIBRARY_PORT"] ?? ""}`;
  }

  get providerUrl(): string {
    return `http://127.0.0.1:${this.providerPort}`;
  }

  /**
   * Makes its database a copy of another one, and forgets the logs. The app keeps running: its connections are closed,
   * and it opens new ones.
   */
  async startOver(template: string): Promise<void> {
    await this.database.copyFrom(template);
    this.since = { logged: new Map(this.logFiles().map((file) => [file, readFileSync(file).length])) };
    if (this.app) await untilAnswers(`${this.url}/api/health`, this.app);
  }

  /** The output of the app and the provider, or of one of them, since the start. */
  logs(of: "app" | "provider" | "" = ""): string {
    return this.logFiles()
      .filter((file) => file.endsWith(`${of}.log`))
      .map((file) =>
        readFileSync(file)
          .subarray(this.since.logged.get(file) ?? 0)
          .toString(),
      )
      .join("\n");
  }

  private logFiles(): string[] {
    return readdirSync(this.logDir).map((file) => join(this.logDir, file));
  }

  get logDir(): string {
    return join(this.dataDir, "logs");
  }

  /** Starts only the app, with the same data. */
  async startApp(): Promise<void> {
    const { databaseOwnerUrl } = this.options;
    if (databaseOwnerUrl && (await this.command("migrate.ts", { DATABASE_OWNER_URL: databaseOwnerUrl })) !== 0) {
      throw new Error(`Migrating failed; see ${this.logDir}`);
    }
    this.app = this.run(
      "app",
      join(root, "apps/web"),
      ["server.mjs", "start", "-p", String(this.port), "-H", this.options.host ?? "localhost"],
      this.clock,
    );
    await untilAnswers(`${this.url}/api/health`, this.app);
  }

  /**
   * Starts a second instance of the app with the same data and address, and returns the address that it listens on.
   * `web`: the directory of its server, if it is another build.
   */
  async startAnother(web = join(root, "apps/web")): Promise<string> {
    const port = await freePort();
    this.another = this.run("another-app", web, ["server.mjs", "start", "-p", String(port), "-H", "localhost"], {
      PORT: String(port),
    });
    await untilAnswers(`http://localhost:${port}/api/health`, this.another);
    return `http://localhost:${port}`;
  }

  async stopApp(): Promise<void> {
    await endProcess(this.app);
  }

  /** Moves the clocks of the running app and the provider forward, in milliseconds. */
  moveClock(ahead: number): void {
    writeFileSync(`${this.clockFile}.new`, String(ahead));
    renameSync(`${this.clockFile}.new`, this.clockFile);
  }

  /** Connects a provider with the product's own command. */
  async connect(provider: ConnectedProvider): Promise<void> {
    const { slug, name, issuer, clientId, clientSecret, tokenAuth, responseMode, algorithm, scopes } = provider;
    const options = ["--slug", slug, "--name", name, "--issuer", issuer, "--client-id", clientId];
    if (tokenAuth) options.push("--token-auth", tokenAuth);
    if (responseMode) options.push("--response-mode", responseMode);
    if (algorithm) options.push("--algorithm", algorithm);
    if (scopes) options.push("--scopes", scopes);
    const command = this.run(
      "connect",
      join(root, "apps/web"),
      ["--import", "tsx", "src/commands/add-provider.ts", ...options],
      {},
    );
    command.stdin?.end(`${clientSecret}\n`);
    const code = await new Promise((done) => command.once("exit", done));
    if (code !== 0) throw new Error(`Connecting ${name} ended with ${String(code)}; see ${this.logDir}`);
  }

  /** Sets a new AUTH_SECRET for the next start, together with the current one, or alone. */
  changeSecret(how: "beside" | "alone"): void {
    const before = this.secrets["AUTH_SECRET"] ?? "";
    delete this.secrets["AUTH_SECRET_PREVIOUS"];
    if (how === "alone") return;
    Object.assign(this.secrets, { AUTH_SECRET: newSecret(), AUTH_SECRET_PREVIOUS: before });
  }

  /** Runs one of the product's own commands to its end, and returns its exit code. */
  async command(file: string, more: Record<string, string> = {}, ...args: string[]): Promise<unknown> {
    const command = this.run(
      "command",
      join(root, "apps/web"),
      ["--import", "tsx", `src/commands/${file}`, ...args],
      more,
    );
    return new Promise((done) => command.once("exit", done));
  }

  async startProvider(): Promise<void> {
    this.provider = this.run("provider", join(root, "apps/demo-idp"), ["--import", "tsx", "src/main.ts"], this.clock);
    await untilAnswers(`${this.providerUrl}/.well-known/openid-configuration`, this.provider);
  }

  /** The application of the demonstration. */
  private async startLibrary(): Promise<void> {
    this.library = this.run("library", join(root, "apps/demo-library"), ["--import", "tsx", "src/main.ts"], {});
    await untilAnswers(this.libraryUrl, this.library);
  }

  async stopProvider(): Promise<void> {
    await endProcess(this.provider);
  }

  /**
   * Kills both, because the data is deleted too, and a graceful stop would wait for open connections of the browser.
   */
  async stop(): Promise<void> {
    const processes = [this.app, this.another, this.provider, this.library];
    await Promise.all(processes.map((one) => endProcess(one, "SIGKILL")));
    await this.ownDatabase?.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private get clock(): Record<string, string> {
    const shift = join(import.meta.dirname, "shifted-clock.mjs");
    return this.options.movableClock ? { CLOCK_FILE: this.clockFile, NODE_OPTIONS: `--import ${shift}` } : {};
  }

  private get clockFile(): string {
    return join(this.dataDir, "clock");
  }

  private run(name: string, cwd: string, args: readonly string[], more: Record<string, string>): ChildProcess {
    // A killed runner leaves no processes running.
    const withParent = ["--import", join(root, "scripts/launch/follow-parent.mjs")];
    const child = spawn(process.execPath, [...withParent, ...args], {
      cwd,
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: this.dataDir,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        PORT: String(this.port),
        DEMO_IDP_PORT: String(this.providerPort),
        AUTH_URL: this.url,
        APP_URL: this.url,
        DATA_DIR: this.dataDir,
        DEMO: this.options.demo === false ? "off" : "on",
        DATABASE_URL: this.options.databaseUrl ?? this.database.url,
        ...this.options.settings,
        ...this.secrets,
        ...more,
      },
    });
    const log = createWriteStream(join(this.logDir, `${name}.log`), { flags: "a" });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return child;
  }
}
