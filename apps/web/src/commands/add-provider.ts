import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { findBySlug } from "@assent/database/providers/identity-providers";
import type { ProviderInput } from "@assent/database/providers/identity-provider";
import { isProviderUsed } from "@assent/database/providers/provider-deletion";
import { saveProvider } from "@assent/database/providers/provider-saving";
import { clientKeyAlgorithm } from "@assent/federation/client-key";
import { discover } from "@assent/federation/discovery";
import { FederationError } from "@assent/federation/federation-error";
import { guardedFetch } from "@assent/federation/guarded-fetch";
import { type Env, env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import { connectionInput } from "@/features/providers/schema";
import { presetOf } from "@/features/providers/presets";
import { keySetAddress, newProviderKey, sealClientSecret } from "@/sign-in/protocol/client-secret";
import { metadataAdvice } from "./metadata-advice";
import { backChannelAddress, redirectUri, signOutReturn } from "@/platform/links/redirect-uri";

/**
 * Connects an OpenID provider, or changes a connected one: `npm run provider:add -- --help`. For the operator of the
 * server. The client secret is read from the terminal or standard input, so that it is in no shell history.
 */
const usage = `Usage: npm run provider:add -- --slug SLUG --name NAME --issuer URL --client-id ID [options]
       npm run provider:add -- --slug SLUG --enable

  --slug SLUG         its name in web addresses: lower-case letters, digits, hyphens
  --name NAME         its name on the sign-in page
  --issuer URL        its issuer, exactly as in its metadata; https
  --client-id ID      the client ID that the provider gave you
  --hint TEXT         a line under its name
  --scopes LIST       default "openid profile email"
  --token-auth METHOD client_secret_basic (default), client_secret_post, or private_key_jwt, with a key that Assent creates
  --response-mode MODE  query (default), or form_post: the answer comes as a form
  --algorithm NAME    the one algorithm that signs its tokens, like ES256; default: those in its metadata
  --jit MODE          ask (default), or off: only people who have an account
  --enable            lets people sign in through it again. With --slug only, nothing else changes and no secret is needed

If the slug exists, only the given options change. The issuer cannot change after the first sign-in.
The command asks for the client secret or reads it from standard input; private_key_jwt needs none.`;

class WrongUse extends Error {}

function readOptions() {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      slug: text,
      name: text,
      issuer: text,
      "client-id": text,
      hint: text,
      scopes: text,
      "token-auth": text,
      "response-mode": text,
      algorithm: text,
      jit: text,
      enable: { type: "boolean" },
      disable: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const {
    slug,
    name,
    issuer,
    "client-id": clientId,
    "token-auth": tokenAuthMethod,
    "response-mode": responseMode,
    algorithm: tokenAlgorithm,
    jit: jitMode,
    scopes,
    hint,
  } = values;
  if (values.disable) throw new WrongUse(noDisabling);
  const protocol = { tokenAuthMethod, responseMode, tokenAlgorithm, scopes };
  const changes = [name, issuer, clientId, jitMode, hint, ...Object.values(protocol)];
  if (slug && values.enable && changes.every((given) => given === undefined)) return { onlyEnable: slug };
  if (values.help || !slug || !name || !issuer || !clientId) throw new WrongUse(usage);
  if (jitMode && jitMode !== "ask" && jitMode !== "off") throw new WrongUse("--jit: ask or off");
  const given = Object.entries({ ...protocol, jitMode, hint }).filter(([, value]) => value !== undefined);
  const enabled = values.enable ? { enabled: true } : {};
  return { slug, name, issuer, clientId, ...(Object.fromEntries(given) as Partial<typeof defaults>), ...enabled };
}

const noDisabling =
  "This command does not disable a provider. Do it in the browser, under Identity providers, which first checks that an " +
  "administrator can still sign in";

/** Defaults for a new provider. */
const defaults: Omit<
  ProviderInput,
  "id" | "slug" | "name" | "issuer" | "clientId" | "clientSecretSealed" | "firstKey"
> = {
  scopes: "openid profile email",
  tokenAuthMethod: "client_secret_basic",
  responseMode: "query",
  tokenAlgorithm: null,
  authorizationParameters: "",
  tenants: "",
  jitMode: "ask",
  hint: null,
  logoLetters: null,
  enabled: true,
  syncPolicy: "provider-wins",
  purposesMode: "all",
  accountUrl: null,
  mappings: presetOf("generic").mappings,
};

/** The rules of the form apply; a problem is reported by the name of its option. */
function checked(connection: Omit<ProviderInput, "id" | "clientSecretSealed" | "firstKey">, settings: Env) {
  const { name, slug, hint, issuer, clientId, scopes, accountUrl, enabled } = connection;
  const { tokenAuthMethod, responseMode, tokenAlgorithm } = connection;
  const texts = {
    name,
    slug,
    hint: hint ?? "",
    issuer,
    clientId,
    clientSecret: "",
    scopes,
    accountUrl: accountUrl ?? "",
  };
  const read = connectionInput({ allowHttpLoopback: settings.demo !== null }).safeParse({
    ...{ ...texts, tokenAuthMethod, responseMode, tokenAlgorithm: tokenAlgorithm ?? "", enabled, subjectsStay: true },
    // There is no option for these, so they stay as they are.
    ...{ logoLetters: "", domains: "", tenants: "", authorizationParameters: "" },
  });
  if (!read.success) {
    throw new WrongUse(
      read.error.issues
        .map(({ path, message }) => `${option(String(path[0]))}: ${rules[message] ?? message}`)
        .join("\n"),
    );
  }
  const {
    clientSecret: _,
    logoLetters: _l,
    domains: _d,
    tenants: _t,
    authorizationParameters: _p,
    ...good
  } = read.data;
  const optional = { hint: good.hint || null, accountUrl: good.accountUrl || null };
  return { ...connection, ...good, ...optional, tokenAlgorithm: good.tokenAlgorithm || null };
}

const options: Readonly<Record<string, string>> = {
  clientId: "client-id",
  tokenAuthMethod: "token-auth",
  responseMode: "response-mode",
  tokenAlgorithm: "algorithm",
};
const option = (field: string) => `--${options[field] ?? field}`;

const rules: Readonly<Record<string, string>> = {
  "slug-shape": "small letters, digits and single hyphens only, 63 at most",
  "scopes-openid": "openid must be among them",
  "issuer-invalid": "an https address without query and fragment",
  malformed: "one of the values that --help names",
};

async function readSecret(): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stderr.write("Client secret: ");
  // Does not echo what is typed.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  const secret = (await lines.question("")).trim();
  lines.close();
  if (isTerminal) process.stderr.write("\n");
  if (secret === "") throw new WrongUse("The client secret is empty");
  return secret;
}

async function addProvider(settings: Env): Promise<string> {
  const options = readOptions();
  if ("onlyEnable" in options) return enableAgain(options.onlyEnable, settings);
  checked({ ...defaults, ...options }, settings);
  const metadata = await discover(options.issuer, guardedFetch(settings.outgoing));
  const withKey = options.tokenAuthMethod === "private_key_jwt";
  const firstKey = withKey ? { firstKey: await newProviderKey(clientKeyAlgorithm(metadata), settings.secret) } : {};
  const secret = withKey ? "" : await readSecret();
  const database = await openMigratedDatabase(settings);
  try {
    const known = await findBySlug(database.orm, options.slug);
    const id = known?.id ?? randomUUID();
    const clientSecretSealed = withKey
      ? (known?.clientSecretSealed ?? null)
      : sealClientSecret(secret, id, settings.secret);
    const connection = checked({ ...defaults, ...known, ...options }, settings);
    const secretAndKey = {
      ...firstKey,
      clientSecretSealed,
      clientSecretOrigin: new URL(metadata.token_endpoint).origin,
    };
    const saved = await saveProvider(database.orm, { ...connection, ...secretAndKey, id }, null, {
      ...(known ? { base: known.revision } : {}),
    });
    if (!saved.ok) throw new WrongUse(problems[saved.code]);
    const { name, slug } = options;
    const addresses = [
      `Its redirect URI: ${redirectUri(settings.origin, slug)}`,
      `The return address of its sign-out: ${signOutReturn(settings.origin)}`,
      `For back-channel logout, if it offers that: ${backChannelAddress(settings.origin, slug)}`,
      ...(withKey ? [`The JWKS URL of our keys: ${keySetAddress(settings.origin, slug)}`] : []),
    ];
    const hasNewClient = known !== null && known.clientId !== connection.clientId;
    const warnings = hasNewClient && (await isProviderUsed(database.orm, known.id)) ? [`Warning: ${otherClient}`] : [];
    const lines = [...addresses, ...warnings, ...metadataAdvice(metadata, connection)];
    return `${name} is ${known ? "changed" : "connected"}. ${lines.join("\n")}`;
  } finally {
    await database.close();
  }
}

const otherClient =
  "people have signed in with another client ID. If the provider gives them new identifiers for this one, they are new " +
  "here. Under Identity providers in the browser you can move them";

/** Enables a stored provider unchanged: this lets people sign in again if all providers are disabled. */
async function enableAgain(slug: string, settings: Env): Promise<string> {
  const database = await openMigratedDatabase(settings);
  try {
    const known = await findBySlug(database.orm, slug);
    if (!known) throw new WrongUse(`No provider has the slug ${slug}`);
    if (known.enabled) return `${known.name} is enabled already`;
    const saved = await saveProvider(database.orm, { ...known, enabled: true }, null, { base: known.revision });
    if (!saved.ok) throw new WrongUse(problems[saved.code]);
    return `${known.name} is enabled: people can sign in through it`;
  } finally {
    await database.close();
  }
}

const problems = {
  "domain-taken": "One of its email domains leads to another provider",
  "slug-taken": "Another provider has this slug",
  "issuer-in-use":
    "People have already signed in through this provider, and another issuer could let other people into their accounts. " +
    "Give the new issuer a new slug",
  "notice-missing": "A provider that makes accounts without asking needs a notice first. Write it in the browser",
  "secret-elsewhere": "The stored client secret belongs to the earlier issuer",
  "last-way-in": "No administrator could sign in any more",
  conflict: "Another administrator changed this provider in the browser at the same time. Run the command again",
} as const;

/**
 * An expected error is printed as a sentence. Of any other only its class is printed, because a message could quote the
 * secret.
 */
function sentence(error: unknown): string {
  if (error instanceof WrongUse || error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof FederationError) return `the issuer's metadata can't be used (${error.code}): ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await addProvider(env())}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
