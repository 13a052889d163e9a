import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { oidcKeyAlgorithms } from "./oidc-key.ts";
import { createdAt, id, lengthOf, moment, oneOf, shapeOf } from "./columns.ts";

/** RFC 8252 and OAuth 2.0 for Browser-Based Applications call the same kinds native and browser-based; "service" has no people. */
export const applicationKinds = ["web", "single-page", "native", "service"] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

/**
 * How an application authenticates at the token endpoint: OpenID Connect Core 1.0, section 9. "none": it cannot keep a
 * secret.
 */
export const applicationAuthMethods = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"] as const;
export type ApplicationAuthMethod = (typeof applicationAuthMethods)[number];

/** "pairwise": each sector gets another identifier for the person. OpenID Connect Core 1.0, section 8. */
export const subjectTypes = ["pairwise", "public"] as const;
export type SubjectType = (typeof subjectTypes)[number];

/**
 * A relying party that signs people in through Assent. A deleted one keeps its row, because published versions of
 * purposes name it, and what people read and agreed to must not change.
 */
export const application = pgTable(
  "application",
  {
    id: id(),
    clientId: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: applicationKinds }).notNull(),
    authMethod: text({ enum: applicationAuthMethods }).notNull(),
    /** The public keys of an application that signs (private_key_jwt), as a JWK Set. RFC 7517, section 5. */
    jwks: jsonb().$type<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>(),
    subjectType: text({ enum: subjectTypes }).notNull().default("pairwise"),
    /** Applications with the same sector get the same identifier for a person. */
    sector: text().notNull(),
    /** Some clients read the ID token only; otherwise released claims are at userinfo. */
    claimsInIdToken: boolean().notNull().default(false),
    pkceRequired: boolean().notNull().default(true),
    /** Whether it may send people straight to an identity provider, without the sign-in page. */
    choosesProvider: boolean().notNull().default(false),
    /** What its ID tokens and logout tokens are signed with. */
    idTokenAlgorithm: text({ enum: oidcKeyAlgorithms }).notNull().default("RS256"),
    /** The start page of the application, for links back to it. */
    homeUrl: text(),
    /** OpenID Connect Back-Channel Logout 1.0. */
    backChannelLogoutUrl: text(),
    /** What it asked for at the last sign-in, separated by spaces: RFC 6749, section 3.3. */
    lastScopes: text(),
    enabled: boolean().notNull().default(true),
    revision: integer().notNull().default(1),
    createdAt: createdAt(),
    deletedAt: moment(),
  },
  (table) => [
    unique("application_client_id_unique").on(table.clientId),
    shapeOf("application_client_id_shape", table.clientId, "[A-Za-z0-9._-]{3,64}"),
    lengthOf("application_name_length", table.name, 1, 100),
    lengthOf("application_sector_length", table.sector, 1, 255),
    lengthOf("application_home_url_length", table.homeUrl, 1, 2000),
    lengthOf("application_back_channel_logout_url_length", table.backChannelLogoutUrl, 1, 2000),
    lengthOf("application_last_scopes_length", table.lastScopes, 1, 2000),
    oneOf("application_kind_known", table.kind, applicationKinds),
    oneOf("application_auth_method_known", table.authMethod, applicationAuthMethods),
    oneOf("application_id_token_algorithm_known", table.idTokenAlgorithm, oidcKeyAlgorithms),
    oneOf("application_subject_type_known", table.subjectType, subjectTypes),
    check("application_jwks_is_object", sql`jsonb_typeof(${table.jwks}) = 'object'`),
    // RFC 8252, section 8.5: an application on the person's device keeps no secret. RFC 9700, section 2.1.1: it uses
    // PKCE.
    check(
      "application_public_when_on_device",
      sql`${table.kind} not in ('single-page', 'native') or (${table.authMethod} = 'none' and ${table.pkceRequired})`,
    ),
    check("application_service_proves_itself", sql`${table.kind} <> 'service' or ${table.authMethod} <> 'none'`),
    check(
      "application_keys_when_signing",
      sql`(${table.authMethod} = 'private_key_jwt') = (${table.jwks} is not null)`,
    ),
    check("application_deleted_is_disabled", sql`${table.deletedAt} is null or not ${table.enabled}`),
  ],
);
