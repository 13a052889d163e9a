import { hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { type NoteKey, readVerifierKey, signatureTypes } from "@assent/transparency/note";
import * as z from "zod/mini";

/**
 * The settings of the app, and the only place that reads the environment. Every setting has a default that works on one
 * machine. An error names the setting that is wrong and never its value, which may be a secret.
 */
const port = (fallback: number) =>
  z.pipe(
    z._default(z.string().check(z.regex(/^\d{1,5}$/, "must be a port number, 1 to 65535")), String(fallback)),
    z.pipe(
      z.transform(Number),
      z.number().check(z.minimum(1, "must be 1 or more"), z.maximum(65535, "must be 65535 or less")),
    ),
  );

/** Refuses secrets that were only typed to be long enough: few different characters, or a repeated text. */
function looksRandom(secret: string): boolean {
  const characters = [...secret];
  const isRepeated = characters.some(
    (_, index) =>
      index > 0 && 2 * index <= characters.length && characters.every((one, i) => one === characters[i % index]),
  );
  return new Set(characters).size >= 10 && !isRepeated;
}

const witnessShape =
  "must be addresses of witnesses, each with its verifier key after a space, like https://witness.example witness.example+…";

/** Pairs of an address and a verifier key, with blanks between them. A key that is none of a witness is null. */
function witnessesOf(typed: string) {
  const words = typed.split(/\s+/).filter((word) => word !== "");
  return Array.from({ length: Math.ceil(words.length / 2) }, (_, i) => {
    const key = readVerifierKey(words[2 * i + 1] ?? "");
    return { address: words[2 * i], key: key?.type === signatureTypes.cosignature ? key : null };
  });
}

const schema = z.object({
  PORT: port(3000),
  DEMO_IDP_PORT: port(4000),
  AUTH_URL: z.optional(
    z.url({ protocol: /^https?$/, error: "must be the address people open, like https://id.example.org" }),
  ),
  AUTH_SECRET: z
    .string("must be set; npm start creates one for you")
    .check(z.minLength(32, "must be 32 characters or longer"))
    .check(z.refine(looksRandom, "must be random, like what `openssl rand -base64 32` prints")),
  AUTH_SECRET_PREVIOUS: z.pipe(
    z.optional(z.string()),
    z.pipe(
      z.transform((typed: string | undefined) => (typed ?? "").split(/\s+/).filter((one) => one !== "")),
      z.array(z.string().check(z.minLength(32, "must be one or more secrets of 32 characters or longer"))),
    ),
  ),
  DATABASE_URL: z
    .string("must be set; npm start starts a database and sets it")
    .check(z.regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")),
  DATABASE_POOL: z.pipe(
    z._default(z.string().check(z.regex(/^\d{1,3}$/, "must be a number of connections")), "10"),
    z.transform(Number),
  ),
  JURISDICTION: z.optional(
    z.string().check(z.regex(/^[A-Z]{2}$/, "must be a country by its two letters (ISO 3166-1), like GB, or EU")),
  ),
  LEDGER_ORIGIN: z.optional(
    z.string().check(z.regex(/^[^\s+]{1,200}$/, "must be a name like id.example.org/ledger, without spaces and +")),
  ),
  LEDGER_WITNESSES: z.pipe(
    z.optional(z.string()),
    z.pipe(
      z.transform((typed: string | undefined) => witnessesOf(typed ?? "")),
      z.array(
        z.object({
          address: z.url({ protocol: /^https?$/, error: witnessShape }),
          key: z.custom<NoteKey>((key) => key !== null, witnessShape),
        }),
      ),
    ),
  ),
  LEDGER_TIMESTAMP_URL: z.optional(
    z.url({ protocol: /^https?$/, error: "must be an address like https://tsa.example" }),
  ),
  LEDGER_TIMESTAMP_CERTIFICATES: z.optional(z.string()),
  REFUSAL_DAYS: z.pipe(
    z._default(z.string().check(z.regex(/^[1-9]\d{0,3}$/, "must be a number of days, 1 to 9999")), "400"),
    z.transform(Number),
  ),
  AUDIT_ADDRESS_DAYS: z.pipe(
    z._default(z.string().check(z.regex(/^[1-9]\d{0,3}$/, "must be a number of days, 1 to 9999")), "180"),
    z.transform(Number),
  ),
  TRUSTED_PROXIES: z.optional(z.string().check(z.regex(/^\d$/, "must be the number of proxies in front, 0 to 9"))),
  PROVIDER_ALLOW_HOSTS: z.pipe(
    z.optional(z.string()),
    z.pipe(
      z.transform((typed: string | undefined) =>
        (typed ?? "")
          .toLowerCase()
          .split(/[\s,]+/)
          .filter((one) => one !== ""),
      ),
      z.array(
        z.string().check(z.regex(/^[a-z0-9.:-]+$/, "must be host names with spaces between them, without ports")),
      ),
    ),
  ),
  HTTPS_PROXY: z.optional(z.url({ protocol: /^https?$/, error: "must be an address like http://proxy.example:3128" })),
  NO_PROXY: z.optional(z.string()),
  PROVIDERS_WITHOUT_AUTH_TIME: z.pipe(
    z.optional(z.string()),
    z.pipe(
      z.transform((typed: string | undefined) => (typed ?? "").split(/[\s,]+/).filter((one) => one !== "")),
      z.array(z.string().check(z.regex(/^[a-z0-9-]+$/, "must be names in addresses with spaces between them"))),
    ),
  ),
  DEMO: z.optional(z.enum(["on", "off"], "must be on or off")),
  DEMO_IDP_CLIENT_SECRET: z.optional(z.string().check(z.minLength(16, "must be 16 characters or longer"))),
  DEMO_LIBRARY_PORT: port(4100),
  DEMO_LIBRARY_CLIENT_SECRET: z.optional(z.string().check(z.minLength(16, "must be 16 characters or longer"))),
});

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

export interface Env {
  readonly port: number;
  readonly demoProviderPort: number;
  /** Scheme, host and port that people's browsers use; no path, no slash at the end. */
  readonly origin: string;
  readonly secureCookies: boolean;
  /**
   * How names of cookies begin. Browsers share the cookies of one host among its ports, so over http, which is only for
   * testing, the port that people use is part of it.
   */
  readonly cookiePrefix: string;
  readonly secret: string;
  /** `secret` seals everything. What a previous secret sealed can still be opened. */
  readonly seal: { readonly secret: string; readonly previousSecrets: readonly string[] };
  readonly databaseUrl: string;
  readonly databasePool: number;
  /** The jurisdiction that receipts name; null if it is not set. */
  readonly jurisdiction: string | null;
  /** The name of the ledger in its signed heads. */
  readonly ledgerOrigin: string;
  /** Who signs heads of the ledger besides: the submission prefix of each witness, without a slash at its end. */
  readonly ledgerWitnesses: readonly { readonly address: string; readonly key: NoteKey }[];
  /** Who says when heads of the ledger were there, and the certificates (PEM) that its own must come from; null: no one. */
  readonly timestamps: { readonly address: string; readonly trusted: string } | null;
  /** Days for which single anonymous refusals are kept. */
  readonly refusalDays: number;
  /** Days for which the audit log keeps the address that an administrator acted from. */
  readonly addressDays: number;
  /** How many proxies append to X-Forwarded-For before a request arrives: one if people open https. */
  readonly trustedProxies: number;
  /**
   * Where requests to providers may go, and through which proxy: plain http to this machine in the demonstration only,
   * and addresses that are not public only for the hosts that are named.
   */
  readonly outgoing: {
    readonly allowHttpLoopback: boolean;
    readonly allowHosts: readonly string[];
    readonly proxy: { readonly url: string; readonly except: string };
  };
  /** Slugs of providers whose sign-in counts as fresh even if they do not say when people proved who they are. */
  readonly providersWithoutAuthTime: readonly string[];
  /** The demonstration: its provider, its purposes, and http to this machine allowed. Never in production. */
  readonly demo: Demo | null;
}

interface Demo {
  readonly issuer: string;
  readonly clientSecret: string;
  /** The application of the demonstration; null if it is not started. */
  readonly library: { readonly home: string; readonly clientSecret: string } | null;
}

/** Whether an address is of this machine alone. */
export const isThisMachine = (url: URL) =>
  url.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);

/** Many systems set the proxy in small letters, which then win, as in curl: https://curl.se/docs/manpage.html#ENVIRONMENT */
const withCapitals = (source: Readonly<Record<string, string | undefined>>) => ({
  ...source,
  HTTPS_PROXY: source["https_proxy"] || source["HTTPS_PROXY"],
  NO_PROXY: source["no_proxy"] || source["NO_PROXY"],
});

/** Reads and checks all settings at once. Errors: SettingsError, whose message lists every wrong setting. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(withCapitals(source)).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; "));
  }
  const { data } = parsed;
  const url = new URL(data.AUTH_URL ?? `http://localhost:${data.PORT}`);
  if (url.pathname !== "/" || url.search || url.hash) throw new SettingsError("AUTH_URL must have no path");
  const demoOn = data.DEMO ? data.DEMO === "on" : isThisMachine(url);
  if (demoOn && !isThisMachine(url)) {
    throw new SettingsError(
      "DEMO=on works only on this machine: AUTH_URL must be http://localhost:PORT, or set DEMO=off",
    );
  }
  if (demoOn && !data.DEMO_IDP_CLIENT_SECRET) {
    throw new SettingsError("DEMO_IDP_CLIENT_SECRET must be set while DEMO is on; npm start creates one for you");
  }
  return {
    port: data.PORT,
    demoProviderPort: data.DEMO_IDP_PORT,
    origin: url.origin,
    secureCookies: url.protocol === "https:",
    cookiePrefix: url.protocol === "https:" ? "assent" : `assent-${url.port || "80"}`,
    secret: data.AUTH_SECRET,
    seal: { secret: data.AUTH_SECRET, previousSecrets: data.AUTH_SECRET_PREVIOUS },
    databaseUrl: data.DATABASE_URL,
    databasePool: data.DATABASE_POOL,
    jurisdiction: data.JURISDICTION ?? null,
    ledgerOrigin: data.LEDGER_ORIGIN ?? `${url.host}/ledger`,
    ledgerWitnesses: data.LEDGER_WITNESSES.map(({ address, key }) => ({ address: address.replace(/\/+$/, ""), key })),
    timestamps: timestampsOf(data),
    refusalDays: data.REFUSAL_DAYS,
    addressDays: data.AUDIT_ADDRESS_DAYS,
    trustedProxies: Number(data.TRUSTED_PROXIES ?? (url.protocol === "https:" ? 1 : 0)),
    outgoing: {
      allowHttpLoopback: demoOn,
      allowHosts: data.PROVIDER_ALLOW_HOSTS,
      proxy: { url: data.HTTPS_PROXY ?? "", except: data.NO_PROXY ?? "" },
    },
    providersWithoutAuthTime: data.PROVIDERS_WITHOUT_AUTH_TIME,
    demo: demoOn ? demoOf(data) : null,
  };
}

function timestampsOf({ LEDGER_TIMESTAMP_URL: address, LEDGER_TIMESTAMP_CERTIFICATES: file }: z.infer<typeof schema>) {
  if (address === undefined && file === undefined) return null;
  if (address === undefined || file === undefined)
    throw new SettingsError("LEDGER_TIMESTAMP_URL and LEDGER_TIMESTAMP_CERTIFICATES must be set together");
  const trusted = readCertificates(file);
  if (trusted === null)
    throw new SettingsError("LEDGER_TIMESTAMP_CERTIFICATES must be a file with certificates (PEM) that can be read");
  return { address, trusted };
}

function readCertificates(file: string): string | null {
  try {
    const pem = readFileSync(file, "utf8");
    return pem.includes("-----BEGIN CERTIFICATE-----") ? pem : null;
  } catch {
    return null;
  }
}

const ownerSchema = z.object({
  DATABASE_OWNER_URL: z
    .string("must be set to migrate as the owner of the tables")
    .check(z.regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")),
});

/**
 * The settings of migrations only: the owner of the tables, and the role of the app, which then has no right to change
 * proof. The app's own process has no DATABASE_OWNER_URL. Errors: SettingsError.
 */
export function readOwnerEnv(source: Readonly<Record<string, string | undefined>> = process.env): {
  readonly ownerUrl: string;
  readonly appRole: string;
} {
  const parsed = ownerSchema.safeParse(source);
  if (!parsed.success) throw new SettingsError(`DATABASE_OWNER_URL ${parsed.error.issues[0]?.message ?? ""}`);
  const ownerUrl = parsed.data.DATABASE_OWNER_URL;
  const appRole = roleOf(source["DATABASE_URL"] ?? "");
  if (!appRole || appRole === roleOf(ownerUrl)) {
    throw new SettingsError("DATABASE_OWNER_URL needs a DATABASE_URL with the user name of another role");
  }
  return { ownerUrl, appRole };
}

const demoOf = (data: z.infer<typeof schema>): Demo => ({
  issuer: `http://127.0.0.1:${data.DEMO_IDP_PORT}`,
  clientSecret: data.DEMO_IDP_CLIENT_SECRET ?? "",
  library: data.DEMO_LIBRARY_CLIENT_SECRET
    ? { home: `http://127.0.0.1:${data.DEMO_LIBRARY_PORT}`, clientSecret: data.DEMO_LIBRARY_CLIENT_SECRET }
    : null,
});

/** The database role that the address signs in as, or "". */
const roleOf = (databaseUrl: string): string =>
  URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).username) : "";

/** True under `next dev` only; a build fixes it. */
export const development = process.env.NODE_ENV === "development";

let current: Env | undefined;

/** The settings of this process, read at the first use, because a build has none. */
export function env(): Env {
  if (!current) {
    current = readEnv(process.env);
    // Auth.js reads this variable itself and trusts the Host header without it (SECURITY.md, "forged Host").
    process.env["AUTH_URL"] = current.origin;
    // Next reads it at the first server action: what one instance seals, every instance with this secret opens,
    // whichever build it runs. The build has its own key, which is not secret (scripts/workspace/build-key.mjs).
    const key = hkdfSync("sha256", current.secret, "", "assent server actions v1", 32);
    process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] = Buffer.from(key).toString("base64");
  }
  return current;
}
