import { crypto, database, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Secrets and logs.
 * @type {readonly Removal[]}
 */
export const secrets = [
  {
    threat: "A page, an event or a log shows a client secret",
    file: `${database}/providers/provider-differences.ts`,
    from: '"clientId", "scopes", "tokenAuthMethod"] as const',
    to: '"clientId", "scopes", "tokenAuthMethod", "clientSecretSealed"] as const',
    test: `${database}/providers/identity-providers.test.ts`,
  },
  {
    threat: "A stored client secret is sent to another issuer",
    file: `${database}/providers/provider-saving.ts`,
    from: "if (!isKept || before.issuer === input.issuer)",
    to: "if (!isKept || before.issuer.length > 0)",
    test: `${database}/providers/identity-providers.test.ts`,
  },
  {
    threat: "A provider's metadata is changed, and sends a stored client secret",
    file: `${database}/providers/secret-origin.ts`,
    from: "return row?.stored === origin;",
    to: "return row !== undefined;",
    test: `${database}/providers/secret-origin.test.ts`,
  },
  {
    threat: "A client secret is in a dump, or is moved to another row",
    file: `${crypto}/seal.ts`,
    from: 'cipher = createCipheriv("aes-256-gcm", secretKey(options.secret), iv).setAAD(associatedData(options.context))',
    to: 'cipher = createCipheriv("aes-256-gcm", secretKey(options.secret), iv).setAAD(associatedData(""))',
    test: `${crypto}/seal.test.ts`,
  },
  {
    threat: "A signing key is in a dump, or is moved to another row",
    file: `${crypto}/seal.ts`,
    from: "Buffer.from(`v1.${context}`)",
    to: 'Buffer.from(`v1.${context === ""}`)',
    test: `${crypto}/signature.test.ts`,
  },
  {
    threat: "A signing key is in a dump, or is moved to another row",
    file: `${database}/audit/signing-keys.ts`,
    from: ".set({ retiredAt: sql`now()`, privateKeySealed: null })",
    to: ".set({ retiredAt: sql`now()` })",
    test: `${database}/audit/receipt-status.test.ts`,
  },
  {
    threat: "`AUTH_SECRET` was seen, or replacing it loses what it sealed",
    file: `${database}/providers/sealed-secrets.ts`,
    from: ".set({ clientSecretSealed: sealed, revision: sql`${identityProvider.revision} + 1` })",
    to: ".set({ clientSecretSealed: sealed })",
    test: `${database}/providers/sealed-secrets.test.ts`,
  },
  {
    threat: "Someone between the app and its database reads along",
    file: `${database}/engine/connection.ts`,
    from: "return isIP(host) === 0 ? {} : { ssl: { host, rejectUnauthorized: true } };",
    to: "return { ssl: { host, rejectUnauthorized: false as true } };",
    test: `${database}/engine/tls.test.ts`,
  },
  {
    threat: "Someone between the app and its database reads along",
    file: `${database}/engine/connection.ts`,
    from: "return isIP(host) === 0 ? {} : { ssl: { host, rejectUnauthorized: true } };",
    to: "void isIP(host);\n  return {};",
    test: `${database}/engine/tls.test.ts`,
  },
  {
    threat: "Another program of the same machine learns the app's secrets",
    file: "scripts/launch/environment.mjs",
    from: "app: [...surroundings, ...appSettings,",
    to: 'app: [...surroundings, "DATABASE_OWNER_URL", ...appSettings,',
    test: "scripts/launch/environment.test.mjs",
  },
  {
    threat: "Another program of the same machine learns the app's secrets",
    file: "scripts/launch/environment.mjs",
    from: "lists[program].filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);",
    to: "Object.entries(all);",
    test: "scripts/launch/environment.test.mjs",
  },
  {
    threat: "`AUTH_SECRET` can be guessed",
    file: `${web}/platform/env.ts`,
    from: "return new Set(characters).size >= 10 && !isRepeated;",
    to: "return characters.length > 0 || isRepeated;",
    test: `${web}/platform/env.test.ts`,
  },
  {
    threat: "Personal data in logs and errors",
    file: `${web}/platform/log.ts`,
    from: "code !== null && isWord.test(code)",
    to: "code !== null",
    test: `${web}/platform/log.test.ts`,
  },
];
