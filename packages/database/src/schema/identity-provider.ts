import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment, oneOf, shapeOf } from "./columns.ts";

export const jitModes = ["off", "ask", "notice"] as const;
export type JitMode = (typeof jitModes)[number];
export const syncPolicies = ["provider-wins", "first-sign-in"] as const;
export const purposesModes = ["all", "chosen"] as const;
export const tokenAuthMethods = ["client_secret_basic", "client_secret_post", "private_key_jwt"] as const;
export const responseModes = ["query", "form_post"] as const;

/** An OpenID Connect connection. The client secret is sealed by the application and bound to the row's id. */
export const identityProvider = pgTable(
  "identity_provider",
  {
    id: id(),
    slug: text().notNull(),
    name: text().notNull(),
    hint: text(),
    /** Letters in place of a picture; null: the first letters of its name. */
    logoLetters: text(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    /** Null if the client authenticates with a key and no secret was ever set. */
    clientSecretSealed: text(),
    /** Null if it was set before this date was recorded. */
    clientSecretSetAt: moment(),
    /** The origin of the token endpoint that the secret is for. Null: of the first one that it will be sent to. */
    clientSecretOrigin: text(),
    scopes: text().notNull(),
    tokenAuthMethod: text({ enum: tokenAuthMethods }).notNull().default("client_secret_basic"),
    /** How the answer comes back: in the address, or as a form that the browser posts. */
    responseMode: text({ enum: responseModes }).notNull().default("query"),
    /** The one algorithm that ID tokens and logout tokens may have; null: what its metadata lists. */
    tokenAlgorithm: text(),
    /** Additional parameters of the authorization request, as a query. */
    authorizationParameters: text().notNull().default(""),
    /** For an issuer that is a template: ids of the tenants that may sign in, separated by spaces; empty for all. */
    tenants: text().notNull().default(""),
    jitMode: text({ enum: jitModes }).notNull(),
    syncPolicy: text({ enum: syncPolicies }).notNull().default("provider-wins"),
    purposesMode: text({ enum: purposesModes }).notNull().default("all"),
    accountUrl: text(),
    enabled: boolean().notNull(),
    position: integer().notNull(),
    /** Increases with each change. If two administrators edit it at once, the second gets a conflict. */
    revision: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (table) => [
    unique("identity_provider_slug_unique").on(table.slug),
    shapeOf("identity_provider_slug_shape", table.slug, "[a-z0-9]+(-[a-z0-9]+)*"),
    lengthOf("identity_provider_slug_length", table.slug, 1, 63),
    lengthOf("identity_provider_name_length", table.name, 1, 255),
    lengthOf("identity_provider_hint_length", table.hint, 1, 255),
    lengthOf("identity_provider_logo_letters_length", table.logoLetters, 1, 2),
    shapeOf("identity_provider_issuer_shape", table.issuer, "https?://[^?#]+"),
    shapeOf("identity_provider_client_secret_origin_shape", table.clientSecretOrigin, "https?://[^/?#]+"),
    shapeOf("identity_provider_account_url_shape", table.accountUrl, "https?://.+"),
    lengthOf("identity_provider_client_id_length", table.clientId, 1, 1023),
    // https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest: without this scope it is not OpenID Connect.
    check("identity_provider_scopes_openid", sql`'openid' = any(string_to_array(${table.scopes}, ' '))`),
    oneOf("identity_provider_token_auth_method_known", table.tokenAuthMethod, tokenAuthMethods),
    oneOf("identity_provider_response_mode_known", table.responseMode, responseModes),
    // Asymmetric ones only: with a MAC, anyone who knows the secret could sign (RFC 8725, section 2.1).
    shapeOf("identity_provider_token_algorithm_shape", table.tokenAlgorithm, "(RS|PS|ES)(256|384|512)|EdDSA|Ed25519"),
    lengthOf("identity_provider_authorization_parameters_length", table.authorizationParameters, 0, 20_000),
    shapeOf("identity_provider_tenants_shape", table.tenants, "|[0-9a-f-]{36}( [0-9a-f-]{36})*"),
    check(
      "identity_provider_secret_or_key",
      sql`${table.tokenAuthMethod} = 'private_key_jwt' or ${table.clientSecretSealed} is not null`,
    ),
    oneOf("identity_provider_jit_mode_known", table.jitMode, jitModes),
    oneOf("identity_provider_sync_policy_known", table.syncPolicy, syncPolicies),
    oneOf("identity_provider_purposes_mode_known", table.purposesMode, purposesModes),
    check("identity_provider_revision_positive", sql`${table.revision} > 0`),
  ],
);
