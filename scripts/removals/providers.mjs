import { consent, database, federation } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Identity providers.
 * @type {readonly Removal[]}
 */
export const providers = [
  {
    threat: "A forged, expired, replayed or foreign ID token",
    file: `${federation}/id-token.ts`,
    from: 'if (input.nonce !== undefined && payload["nonce"] !== input.nonce) throw new FederationError("nonce-wrong");',
    to: "",
    test: `${federation}/id-token.test.ts`,
  },
  {
    threat: "A forged, expired, replayed or foreign ID token",
    file: `${federation}/userinfo.ts`,
    from: 'if (claims["sub"] !== input.subject) throw new FederationError("userinfo-subject-wrong");',
    to: "",
    test: `${federation}/userinfo.test.ts`,
  },
  {
    threat: "A provider's issuer or conditions change under existing accounts",
    file: `${database}/providers/provider-saving.ts`,
    from: 'if (!issuerMoved && (await wouldChangeIssuerInUse(tx, input))) return { ok: false, code: "issuer-in-use" };',
    to: "void [issuerMoved, wouldChangeIssuerInUse];",
    test: `${database}/providers/identity-providers.test.ts`,
  },
  {
    threat: "A provider's issuer or conditions change under existing accounts",
    file: `${database}/provisioning/provision.ts`,
    from: "if (providerRevision !== undefined && provider.revision !== providerRevision) throw",
    to: "if (provider.revision === 0) throw",
    test: `${database}/provisioning/provision.test.ts`,
  },
  {
    threat: "A tenant of a multi-tenant provider passes for another",
    file: `${federation}/tenant-issuer.ts`,
    from: 'if (typeof tid !== "string" || !isTenantId(tid)) throw new FederationError("tenant-missing");',
    to: "",
    test: `${federation}/tenant-issuer.test.ts`,
  },
  {
    threat: "A provider's metadata leads requests to internal addresses",
    file: `${federation}/public-address.ts`,
    from: 'return isGivenOut && parsed.range() === "unicast";',
    to: "return isGivenOut;",
    test: `${federation}/public-address.test.ts`,
  },
  {
    threat: "A provider's metadata leads requests to internal addresses",
    file: `${federation}/guarded-fetch.ts`,
    from: "if (hidden || (response.status >= 300 && response.status < 400)) {",
    to: "if (response.status < 0 && hidden) {",
    test: `${federation}/guarded-fetch.test.ts`,
  },
  {
    threat: "An extra authorization parameter overrides state",
    file: `${federation}/authorization-parameters.ts`,
    from: 'if (reservedNames.has(compared)) return { ok: false, code: "parameter-reserved", name };',
    to: "",
    test: `${federation}/authorization-parameters.test.ts`,
  },
  {
    threat: "Sign-ins are begun or answered in masses",
    file: `${database}/users/sign-in-attempts.ts`,
    from: "set count = sign_in_attempt.count + 1",
    to: "set count = sign_in_attempt.count",
    test: `${database}/users/sign-in-attempts.test.ts`,
  },
  {
    threat: "Our key at one provider is useful at another",
    file: `${federation}/client-key.ts`,
    from: ".setAudience(tokenEndpoint)",
    to: '.setAudience("https://any.example/token")',
    test: `${federation}/client-key.test.ts`,
  },
  {
    threat: "The names of claims kept from a test reveal something",
    file: `${consent}/claims/claim-names.ts`,
    from: "if (!word.test(name) || uuid.test(name)) return true;",
    to: "",
    test: `${consent}/claims/claim-names.test.ts`,
  },
  {
    threat: "NUL, lone surrogates, bidirectional controls",
    file: `${consent}/attribute/attribute.ts`,
    from: 'if (!isStorable(value, options)) return refuse("control-characters");',
    to: "",
    test: `${consent}/attribute/attribute.test.ts`,
  },
];
