import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { actingFrom, appendEvent } from "../audit/events.ts";
import { addAttributeTexts } from "../attributes/attributes.ts";
import { DatabaseError } from "../engine/database-error.ts";
import { countDecisionDays } from "../audit/decision-days.ts";
import { countScreen } from "../providers/provider-days.ts";
import { inviteAdministrator } from "../users/invitations.ts";
import { saveOrganisationLogo } from "../settings/organisation-logo.ts";
import { saveLogo } from "../providers/provider-logos.ts";
import { closedSubjectKeyOf } from "./closed-subject-key.ts";
import { refuse } from "./provision.ts";
import { createPurpose } from "../purposes/purpose-editing.ts";
import { insertView } from "../audit/record-views.ts";
import { saveController } from "../settings/settings.ts";
import { runRetention } from "../retention/retention.ts";
import { createSetupLink } from "../users/setup-links.ts";
import { countAttempt } from "../users/sign-in-attempts.ts";
import { rotateSigningKey } from "../audit/signing-keys.ts";
import { saveTestedClaims } from "../providers/tested-claims.ts";
import { countOutcome } from "../applications/application-days.ts";
import { saveApplicationLogo } from "../applications/application-logos.ts";
import { joinSession, noteRelease, subjectFor } from "../applications/application-sessions.ts";
import { leaveApplication } from "../applications/logout-notices.ts";
import { saveItem } from "../applications/oidc-items.ts";
import { addFirstOidcKeys } from "../applications/oidc-keys.ts";
import { makeCheckpoint } from "../testing/checkpoints.ts";
import { useDatabase } from "../testing/databases.ts";
import { newTestKey } from "../testing/issuer.ts";
import {
  acme,
  asks,
  inMinutes,
  makeAdministrator,
  makeApplication,
  makeDecision,
  makeLogo,
  makePastDecisions,
  makePerson,
  makeProvider,
  makePurpose,
  makeTellingProvider,
  purposeForm,
  randomHash,
} from "../testing/factories.ts";

/** A row that breaks one rule: a valid row of the table with some columns changed. */
interface Broken {
  readonly constraint: string;
  readonly table: string;
  /** As JSON. Columns that the valid row does not set are set too. */
  readonly change: Readonly<Record<string, unknown>>;
  /** Selects the valid row, if not any of them fits. */
  readonly where?: string;
}

const broken = (table: string, constraint: string, change: Broken["change"], where?: string): Broken => ({
  table,
  constraint: `${table}_${constraint}`,
  change,
  ...(where === undefined ? {} : { where }),
});

const long = (length: number) => "x".repeat(length);
const id = "7d0d8f5c-6f0e-4a52-9a5e-3f2a6f1b9c11";
const moment = "2026-01-01T10:30:00Z";
const granted = "state = 'granted'";
const denied = "state = 'denied'";
const draft = "version_id in (select id from purpose_version where published_at is null)";

const checks: readonly Broken[] = [
  broken("controller", "is_one_row", { id: 2 }),
  broken("controller", "name_length", { id: 1, name: "" }),
  broken("controller", "display_name_length", { display_name: long(256) }),
  broken("controller", "privacy_notice_url_shape", { privacy_notice_url: "javascript:alert(1)" }),
  broken("controller", "authority_url_shape", { authority_name: "Authority", authority_url: "javascript:alert(1)" }),
  broken("controller", "authority_has_name", { authority_name: null, authority_url: "https://authority.example" }),
  broken("controller", "default_language_shape", { default_language: "e n" }),
  broken("installation", "is_one_row", { id: 2 }),
  broken("installation", "fallback_offered", { id: 1, offered_languages: ["de"] }),
  broken("installation", "fallback_language_shape", { id: 1, fallback_language: "e n" }),
  broken("installation", "person_idle_range", { id: 1, person_idle_minutes: 4 }),
  broken("installation", "person_hours_range", { id: 1, person_hours: 721 }),
  broken("installation", "administrator_idle_range", { id: 1, administrator_idle_minutes: 0 }),
  broken("installation", "administrator_hours_range", { id: 1, administrator_hours: 25 }),
  broken("installation", "idle_within_hours", { id: 1, administrator_idle_minutes: 481 }),
  broken("installation", "accent_shape", { id: 1, accent: "red" }),
  broken("installation", "anonymous_event_days_range", { id: 1, anonymous_event_days: 0 }),
  broken("organisation_logo", "is_one_row", { id: 2 }),
  broken("organisation_logo", "type_known", { type: "image/svg+xml" }),
  broken("organisation_logo", "picture_length", { picture: "" }),
  broken("organisation_logo", "hash_shape", { hash: "short" }),
  broken("attribute", "type_known", { key: "other", type: "number" }),
  broken("attribute", "category_shape", { key: "other", category: "email address" }),
  broken("attribute", "key_shape", { key: "a.b" }),
  broken("attribute_text", "language_shape", { language: "x" }),
  broken("attribute_text", "label_length", { language: "de", label: "" }),
  broken("attribute_text", "explanation_length", { language: "de", explanation: long(1024) }),
  broken("purpose", "status_known", { status: "open" }),
  broken("purpose", "name_length", { name: long(256) }),
  broken("purpose", "archived_at_when_archived", { status: "archived" }, "status = 'live'"),
  broken("purpose", "ends_grants_when_archived", { ends_grants: true }, "status = 'live'"),
  broken("purpose_version", "number_positive", { number: 0 }),
  broken("purpose_version", "retention_known", { retention_kind: "forever", retention_days: null }),
  broken("purpose_version", "days_when_days", { retention_kind: "days", retention_days: null }),
  broken("purpose_version", "days_range", { retention_kind: "days", retention_days: 36501 }),
  broken("purpose_version", "lawful_basis_known", { lawful_basis: "habit" }),
  broken("purpose_version", "legal_note_length", { legal_note: "" }),
  broken("purpose_version", "terms_shape", { terms: { parties: [], storedIn: [] } }),
  broken("purpose_version", "ends_dropped_when_published", { ends_dropped: true, published_at: null }),
  broken("purpose_version", "asks_all_is_material", { asks_all: true, material: false }),
  broken("purpose_version", "ask_from_after_publishing", { published_at: moment, ask_from: moment }),
  broken("purpose_version_text", "language_shape", { language: "" }, draft),
  broken("purpose_version_text", "name_length", { language: "de", name: long(256) }, draft),
  broken("purpose_version_text", "description_length", { language: "de", description: long(1024) }, draft),
  broken("purpose_version_text", "details_length", { language: "de", details: "" }, draft),
  broken("purpose_version_text", "legal_note_length", { language: "de", legal_note: "" }, draft),
  broken("purpose_version_text", "logic_length", { language: "de", logic: "" }, draft),
  broken("purpose_version_text", "consequences_length", { language: "de", consequences: long(1024) }, draft),
  broken("purpose_version_attribute", "position_positive", { attribute_key: "profile", position: 0 }, draft),
  broken("purpose_version_attribute", "basis_known", { attribute_key: "profile", position: 99, basis: "whim" }, draft),
  broken(
    "purpose_version_attribute",
    "mandatory_is_consent",
    { attribute_key: "profile", position: 99, mandatory: true, basis: "contract" },
    draft,
  ),
  { ...broken("purpose_version_reason", "length", { language: "de", reason: "" }, draft) },
  broken("purpose_version_reason", "language_shape", { language: "1" }, draft),
  broken("identity_provider", "slug_shape", { slug: "Acme--Ltd" }),
  broken("identity_provider", "slug_length", { slug: long(64) }),
  broken("identity_provider", "name_length", { name: "" }),
  broken("identity_provider", "hint_length", { hint: "" }),
  broken("identity_provider", "issuer_shape", { issuer: "https://issuer.example?x=1" }),
  broken("identity_provider", "client_secret_origin_shape", { client_secret_origin: "https://issuer.example/token" }),
  broken("identity_provider", "account_url_shape", { account_url: "data:text/html,x" }),
  broken("identity_provider", "client_id_length", { client_id: "" }),
  broken("identity_provider", "scopes_openid", { scopes: "profile openidx" }),
  broken("identity_provider", "response_mode_known", { response_mode: "fragment" }),
  broken("identity_provider", "token_algorithm_shape", { token_algorithm: "HS256" }),
  broken("identity_provider", "token_auth_method_known", { token_auth_method: "none" }),
  broken("identity_provider", "secret_or_key", { client_secret_sealed: null, token_auth_method: "client_secret_post" }),
  broken("identity_provider", "authorization_parameters_length", { authorization_parameters: long(20_001) }),
  broken("identity_provider", "tenants_shape", { tenants: "contoso" }),
  broken("identity_provider", "logo_letters_length", { logo_letters: "abc" }),
  broken("identity_provider", "jit_mode_known", { jit_mode: "on" }),
  broken("identity_provider", "sync_policy_known", { sync_policy: "always" }),
  broken("identity_provider", "purposes_mode_known", { purposes_mode: "some" }),
  broken("identity_provider", "revision_positive", { revision: 0 }),
  broken("provider_domain", "length", { domain: `${long(63)}.${long(63)}.${long(63)}.${long(63)}.x` }),
  broken("provider_domain", "shape", { domain: "Acme.example" }),
  broken("provider_logo", "type_known", { type: "image/svg+xml" }),
  broken("provider_logo", "picture_length", { picture: long(100_001) }),
  broken("provider_logo", "hash_shape", { hash: "short" }),
  broken("provider_key", "kid_length", { kid: "short" }),
  broken("provider_key", "algorithm_known", { algorithm: "HS256" }),
  broken("provider_key", "public_key_is_object", { public_key: "words" }),
  broken("provider_key", "public_key_is_public", { public_key: { kty: "EC", d: "private" } }),
  broken("provider_test", "paths_number", { claim_paths: Array.from({ length: 101 }, () => "email") }),
  broken("provider_test", "paths_complete", { claim_paths: ["email", null] }),
  broken("provider_test", "paths_without_blanks", { claim_paths: ["Ana Example"] }),
  broken("provider_test", "paths_are_names", { claim_paths: ["ana@example.org"] }),
  broken("account_condition", "kind_known", { position: 9, kind: "mood" }, "kind = 'claim'"),
  broken("users", "restriction_known", { restriction: "because", restricted_at: "2026-01-01" }, "status = 'active'"),
  broken("users", "restriction_has_a_ground", { restricted_at: "2026-01-01" }, "status = 'active'"),
  broken(
    "users",
    "restriction_ends_later",
    { restriction: "claims", restricted_at: "2026-01-02", restricted_until: "2026-01-01" },
    "status = 'active'",
  ),
  broken(
    "users",
    "closed_is_not_restricted",
    {
      ...{ status: "closed", pseudonym: null, link_salt: null, closed_at: "2026-01-01", role: "person" },
      ...{ restriction: "claims", restricted_at: "2026-01-01" },
    },
    "status = 'active'",
  ),
  broken("account_condition", "age_complete", { position: 9, years: 16 }, "kind = 'claim'"),
  broken(
    "account_condition",
    "years_human",
    { position: 9, kind: "age", allowed: [], claim_path: null, years: 0, asks: false },
    "kind = 'claim'",
  ),
  broken("account_condition", "position_positive", { position: 0 }),
  broken("account_condition", "path_of_claim", { position: 9, claim_path: null }, "kind = 'claim'"),
  broken("account_condition", "path_depth", { position: 9, claim_path: [] }, "kind = 'claim'"),
  broken("account_condition", "path_complete", { position: 9, claim_path: ["a", null] }, "kind = 'claim'"),
  broken("account_condition", "allowed_listed", { position: 9, allowed: [] }, "kind = 'claim'"),
  broken("account_condition", "allowed_complete", { position: 9, allowed: [null] }, "kind = 'claim'"),
  broken("claim_mapping", "path_depth", { attribute_key: "profile", claim_path: [] }),
  broken("claim_mapping", "letters_known", { attribute_key: "profile", letters: "title" }),
  broken("claim_mapping", "list_known", { attribute_key: "profile", list: "last" }),
  broken("claim_mapping", "dates_known", { dates: "year-first" }),
  broken("claim_mapping", "sources_count", { claim_path: ["a"], sources: Array.from({ length: 6 }, () => [["a"]]) }),
  broken("claim_mapping", "sources_begin", { sources: [[["another"]]] }),
  broken("claim_mapping", "sync_known", { attribute_key: "profile", sync: "never" }),
  broken("claim_mapping", "default_length", { attribute_key: "profile", default_value: long(1025) }),
  broken("claim_mapping", "default_vouches_for_nothing", { attribute_key: "email_verified", default_value: "true" }),
  broken("claim_mapping", "path_complete", { attribute_key: "profile", claim_path: ["address", null] }),
  broken("users", "role_known", { role: "owner" }),
  broken("users", "status_known", { status: "gone" }),
  broken("users", "language_shape", { language: "english, please" }),
  broken("users", "link_salt_until_closed", { link_salt: null }),
  broken("users", "pseudonym_until_closed", { pseudonym: null }),
  broken("users", "pseudonym_is_not_the_id", { id, pseudonym: id }),
  broken("users", "closed_at_when_closed", { status: "closed", pseudonym: null }),
  broken("users", "closed_has_no_role", {
    ...{ status: "closed", pseudonym: null, closed_at: "2026-01-01T00:00:00Z" },
    role: "administrator",
  }),
  broken("federated_identity", "subject_length", { subject: "" }),
  broken("attribute_value", "source_known", { attribute_key: "profile", source: "guess" }),
  broken("attribute_value", "provider_unless_self", { attribute_key: "profile", source: "self" }),
  broken("attribute_value", "length", { attribute_key: "profile", value: long(51_400) }),
  broken("receipt", "number_shape", { number: "7Q4K-2M9I" }),
  broken("receipt", "kind_known", { kind: "refusal" }),
  broken("receipt", "provider_named", { provider_name: null }),
  broken("receipt", "provider_name_length", { provider_name: "" }),
  broken("receipt", "language_shape", { language: "e" }),
  broken("receipt", "notice_is_object", { notice: ["text"] }),
  broken("receipt", "notice_hash_shape", { notice_hash: "short" }),
  broken("receipt", "notice_is_told", { kind: "notice" }),
  broken("receipt", "collection_method_known", { collection_method: "telepathy" }),
  broken("receipt", "snapshot_is_object", { snapshot: ["text"] }, "snapshot is not null"),
  broken("receipt", "snapshot_hash_shape", { snapshot_hash: "short" }, "snapshot is not null"),
  broken("receipt", "snapshot_hashed", { snapshot_hash: null }, "snapshot is not null"),
  broken("receipt_signature", "jws_shape", { jws: "a.b" }),
  broken("receipt_item", "state_known", { state: "maybe" }, denied),
  broken("receipt_item", "source_known", { source: "guess" }, granted),
  broken("receipt_item", "source_when_granted", { source: null }, granted),
  broken("receipt_item", "basis_known", { basis: "whim" }, granted),
  broken("receipt_item", "told_is_not_refused", { basis: "contract" }, denied),
  broken("consent_grant", "basis_known", { basis: "whim" }),
  broken("consent_grant", "end_reason_known", { ended_at: "2999-01-01T00:00:00Z", end_reason: "bored" }),
  broken("consent_grant", "reason_when_ended", { ended_at: "2999-01-01T00:00:00Z" }),
  broken("consent_grant", "ends_after_start", { ended_at: moment, end_reason: "withdrawn" }),
  broken("consent_grant", "expires_after_start", { expires_at: moment }),
  broken("event", "type_known", { type: "watched" }, "actor_kind = 'system'"),
  broken("event", "actor_kind_known", { actor_kind: "robot" }, "type = 'provisioned'"),
  broken("event", "actor_named", { actor_id: null }, "type = 'provisioned'"),
  broken("event", "actor_unless_refused", { actor_kind: null, actor_id: null }, "type = 'provisioned'"),
  broken("event", "refusal_anonymous", { pseudonym: id }, "type = 'refused'"),
  broken("event", "refusal_hour_only", { at: moment }, "type = 'refused'"),
  broken("event", "language_shape", { language: "" }, "type = 'refused'"),
  broken("event", "details_is_object", { details: "words" }),
  broken("event_address", "length", { address: "x" }),
  broken("record_view", "name_length", { id, name: "" }),
  broken("record_view", "search_length", { id, name: "Other", search: "" }),
  broken("provider_day", "not_negative", { shown: -1 }),
  broken("purpose_day", "not_negative", { agreed: -1 }),
  broken("attribute_day", "not_negative", { refused: -1 }),
  broken("retention_run", "removed_is_object", { removed: "words" }),
  broken("session", "token_hash_shape", { token_hash: "the token itself" }),
  broken("session", "acr_length", { acr: "" }),
  broken("one_use_key", "hash_shape", { key_hash: long(64) }),
  broken("sign_in_attempt", "hash_shape", { key_hash: long(64) }),
  broken("sign_in_attempt", "count_positive", { count: 0 }),
  broken("setup_link", "token_hash_shape", { token_hash: "the token itself" }),
  broken("setup_link", "used_by_somebody", { used_at: moment }),
  broken("administrator_invitation", "token_hash_shape", { token_hash: "the token itself" }),
  broken("ledger_entry", "seq_positive", { seq: 0 }),
  broken("ledger_entry", "payload_is_object", { payload: [] }),
  broken("ledger_entry", "previous_hash_shape", { previous_hash: long(64) }),
  broken("ledger_entry", "hash_shape", { hash: "" }),
  broken("outbox", "type_known", { type: "watched" }),
  broken("outbox", "payload_is_object", { payload: "words" }),
  broken("outbox", "delivered_after_claimed", { claimed_at: moment, delivered_at: "2025-01-01T00:00:00Z" }),
  broken("outbox", "claimed_before_delivered", { delivered_at: moment }),
  broken("signing_key", "kid_length", { kid: "short" }),
  broken("signing_key", "public_key_is_object", { public_key: "words" }),
  broken("signing_key", "private_until_retired", { retired_at: moment }),
  broken("checkpoint_key", "kid_length", { kid: "short" }),
  broken("checkpoint_key", "public_key_is_object", { public_key: "words" }),
  broken("checkpoint_key", "private_until_retired", { retired_at: moment }),
  broken("ledger_node", "place", { level: 53 }),
  broken("ledger_node", "hash_shape", { hash: "0".repeat(64) }),
  broken("ledger_checkpoint", "size_positive", { size: 0 }),
  broken("ledger_checkpoint", "root_shape", { root: "0".repeat(64) }),
  broken("ledger_checkpoint", "origin_length", { origin: "" }),
  broken("ledger_checkpoint", "note_length", { note: "" }),
  broken("ledger_cosignature", "key_length", { verifier_key: "" }),
  broken("ledger_cosignature", "line_length", { line: "" }),
  broken("ledger_timestamp", "token_length", { token: "" }),
  broken("application", "client_id_shape", { client_id: "a b" }),
  broken("application", "name_length", { name: "" }),
  broken("application", "kind_known", { kind: "toaster" }),
  broken("application", "auth_method_known", { auth_method: "magic" }),
  broken("application", "jwks_is_object", { jwks: "words", auth_method: "private_key_jwt" }),
  broken("application", "subject_type_known", { subject_type: "secret" }),
  broken("application", "id_token_algorithm_known", { id_token_algorithm: "HS256" }),
  broken("application", "sector_length", { sector: "" }),
  broken("application", "home_url_length", { home_url: "" }),
  broken("application_logo", "type_known", { type: "image/svg+xml" }),
  broken("application_logo", "picture_length", { picture: long(100_001) }),
  broken("application_logo", "hash_shape", { hash: "short" }),
  broken("application", "back_channel_logout_url_length", { back_channel_logout_url: "" }),
  broken("application", "last_scopes_length", { last_scopes: "" }),
  broken("application", "public_when_on_device", { kind: "native" }),
  broken("application", "service_proves_itself", { kind: "service", auth_method: "none" }),
  broken("application", "keys_when_signing", { auth_method: "private_key_jwt" }),
  broken("application", "deleted_is_disabled", { deleted_at: moment }),
  broken("application_day", "outcome_known", { outcome: "unlucky" }),
  broken("application_day", "positive", { count: 0 }),
  broken("application_redirect_uri", "kind_known", { kind: "sideways" }),
  broken("application_redirect_uri", "length", { uri: "" }),
  broken("application_secret", "hash_shape", { hash: "the secret itself" }),
  broken("application_secret", "ends_after_start", { ends_at: moment }),
  broken("application_subject", "shape", { subject: "ana@example.org" }),
  broken("application_subject", "sector_length", { sector: "" }),
  broken("session_application", "sid_shape", { sid: "short" }),
  broken("logout_notice", "sid_shape", { sid: "short" }),
  broken("logout_notice", "subject_shape", { subject: "ana@example.org" }),
  broken("oidc_item", "id_hash_shape", { id_hash: "the token itself" }),
  broken("oidc_item", "grant_hash_shape", { grant_hash: "the grant itself" }),
  broken("oidc_item", "model_length", { model: "" }),
  broken("oidc_item", "payload_length", { payload_sealed: "" }),
  broken("closed_subject_key", "is_only", { is_only: false }),
  broken("oidc_key", "kid_length", { kid: "short" }),
  broken("oidc_key", "algorithm_known", { algorithm: "HS256" }),
  broken("oidc_key", "public_key_is_object", { public_key: "words" }),
  broken("oidc_key", "public_key_is_public", { public_key: { kty: "RSA", d: "private" } }),
];

const uniques: readonly Broken[] = [
  broken("purpose", "name_unique", { id }, "provider_id is null"),
  broken("purpose", "one_notice", { id }, "provider_id is not null"),
  broken("purpose_version", "number_unique", { id }),
  broken("purpose_version", "of_purpose", {}),
  broken("purpose_version_attribute", "position_unique", { attribute_key: "profile" }, draft),
  broken("purpose_version_attribute", "as_asked", {}, draft),
  broken("identity_provider", "slug_unique", { id }),
  broken("provider_key", "kid_unique", { id, in_use: false }),
  broken("provider_key", "one_in_use", { id, kid: long(43) }),
  broken("users", "pseudonym_unique", { id }),
  broken("administrator_invitation", "token_hash_unique", { id }),
  broken("federated_identity", "subject_unique", { id }),
  broken("federated_identity", "one_per_provider", { id, subject: "another one" }),
  broken("receipt", "number_unique", { id }),
  broken("receipt", "decided_at", {}),
  broken("consent_grant", "one_live", { id }),
  broken("record_view", "name_unique", { id }),
  broken("ledger_entry", "previous_hash_unique", { seq: 9000 }),
  broken("ledger_entry", "event_unique", { seq: 9000, previous_hash: "a".repeat(64) }),
  broken("outbox", "once", { id: 9000 }),
  broken("outbox", "decision_once", { id: 9000, event_id: id }, "type = 'granted'"),
  broken("signing_key", "kid_unique", { id, retired_at: moment, private_key_sealed: null }),
  broken("signing_key", "one_current", { id, kid: long(43) }),
  broken("checkpoint_key", "kid_unique", { id, retired_at: moment, private_key_sealed: null }),
  broken("checkpoint_key", "one_current", { id, kid: long(43) }),
  broken("application", "client_id_unique", { id }),
  broken("application_subject", "unique", { sector: "another" }),
  broken("session_application", "sid_unique", { token_hash: "0".repeat(64) }),
  broken("logout_notice", "once", { id }),
  broken("oidc_key", "kid_unique", { id }),
  broken("closed_subject_key", "is_one_row", { id }),
];

/** The primary key refuses a duplicate before these constraints are checked; they exist for foreign keys. */
const behindPrimaryKey = ["purpose_version_of_purpose", "purpose_version_attribute_as_asked", "receipt_decided_at"];

/** Rows that are deleted with their purpose or version. All other foreign keys prevent the deletion. */
const cascading = [
  "attribute_day_as_asked",
  "provider_day_provider_id_identity_provider_id_fk",
  "purpose_day_purpose_version_id_purpose_version_id_fk",
  "identity_provider_purpose_purpose_id_purpose_id_fk",
  "purpose_version_purpose_id_purpose_id_fk",
  "purpose_version_text_version_id_purpose_version_id_fk",
  "purpose_version_attribute_version_id_purpose_version_id_fk",
  "purpose_version_reason_of_attribute",
  "purpose_version_recipient_version_id_purpose_version_id_fk",
  "session_application_token_hash_session_token_hash_fk",
];

/** The columns that make a valid row unique, if its id alone does not. */
const fresh: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  account_condition: { position: 9 },
  application: { client_id: "another" },
  application_subject: { subject: "0".repeat(22) },
  ledger_checkpoint: { size: 9000 },
  ledger_cosignature: { verifier_key: "another" },
  oidc_key: { kid: "0".repeat(43) },
  logout_notice: { sid: "0".repeat(22) },
  session_application: { sid: "0".repeat(22) },
  claim_mapping: { attribute_key: "profile" },
  consent_grant: { ended_at: "2999-01-01T00:00:00Z", end_reason: "withdrawn" },
  federated_identity: { subject: "another person" },
  provider_domain: { domain: "another.example" },
  provider_key: { kid: "0".repeat(43), in_use: false },
  purpose_version: { number: 99 },
  purpose_version_attribute: { position: 99 },
  receipt: { number: "0000-0000" },
  record_view: { name: "Another" },
  session: { token_hash: "0".repeat(64) },
  setup_link: { token_hash: "0".repeat(64), used_at: moment },
  attribute_value: { attribute_key: "profile" },
};

/** For a foreign key with several columns, the column that no other foreign key has. */
const tellingColumn: Readonly<Record<string, string>> = {
  attribute_day_as_asked: "attribute_key",
  consent_grant_of_version: "attribute_key",
  consent_grant_of_purpose: "purpose_id",
  purpose_version_reason_of_attribute: "attribute_key",
  receipt_item_as_asked: "attribute_key",
  receipt_item_of_receipt: "receipt_id",
};

const parts = ["purpose_version_text", "purpose_version_attribute", "purpose_version_reason"];

type Catalogued = { name: string; table: string; type: string; columns: string[]; onDelete: string; onUpdate: string };

describe("constraints", () => {
  const database = useDatabase();

  test("every table has a valid row at the beginning", async () => {
    await saveController(database().orm, { base: 0, values: acme }, null);
    // The receipts that follow are signed.
    await rotateSigningKey(database().orm, newTestKey(randomUUID()));
    await addAttributeTexts(database().orm, "en", { email: { label: "Email", explanation: "" } });
    const asked = { attributes: [asks("email", true, "Needed."), asks("name")] };
    const { purposeId, versionId } = await makePurpose(database(), asked);
    await createPurpose(database().orm, purposeForm({ attributes: [asks("email", true, "Why.")] }), null, {
      status: "draft",
    });
    const provider = await makeProvider(database(), {
      purposesMode: "chosen",
      purposes: [purposeId],
      conditions: [
        { kind: "claim", path: ["tid"], allowed: ["acme"] },
        { kind: "email-domain", allowed: ["acme.example"] },
      ],
      domains: ["acme.example"],
      firstKey: {
        ...{ id: randomUUID(), kid: "p".repeat(43), algorithm: "ES256", privateKeySealed: "s" },
        publicKey: { kty: "EC", x: "x" },
      },
    });
    const logo = makeLogo();
    await saveLogo(database().orm, provider.id, { logo, base: "" }, null);
    await saveTestedClaims(database().orm, provider.id, ["email"]);
    await makeTellingProvider(database());
    const { userId } = await makePerson(database(), provider, { agreed: { email: "a@example.org" } });
    const actor = { kind: "administrator", userId } as const;
    await actingFrom("203.0.113.7", () => appendEvent(database().orm, { type: "purpose-moved", actor }));
    await insertView(database().orm, userId, { name: "Refusals", search: "decision=denied" });
    await refuse(database(), await makeDecision(database(), provider));
    await countScreen(database().orm, provider.id);
    const past = { versionId, people: 1, answers: { email: "granted" } } as const;
    await makePastDecisions(database(), { ...past, at: inMinutes(-3 * 24 * 60) });
    await countDecisionDays(database());
    await countAttempt(database().orm, { keyHash: randomHash(), keptFor: 600 });
    await createSetupLink(database().orm, { tokenHash: randomHash(), expiresAt: inMinutes(5) });
    const by = (await makeAdministrator(database())).userId;
    await saveOrganisationLogo(database().orm, { logo, base: "" }, by);
    await inviteAdministrator(database(), { tokenHash: randomHash(), expiresAt: inMinutes(5), by });
    await makeCheckpoint(database(), { witnessed: true });
    await runRetention(database(), { refusalDays: 365 });
    await makeSignedInApplication(userId);
  });

  /** An application that a person has signed in to, a purpose that names it in a draft, and what the provider keeps. */
  async function makeSignedInApplication(userId: string): Promise<void> {
    const { orm } = database();
    const backChannelLogoutUrl = "https://application.example/back-channel";
    const applicationId = (await makeApplication(database(), { backChannelLogoutUrl })).id;
    await saveApplicationLogo(orm, applicationId, { logo: makeLogo(), base: "" }, null);
    const [session] = await orm.execute<{ hash: string }>(sql`select token_hash as hash from session limit 1`);
    const tokenHash = session?.hash ?? "";
    await joinSession(orm, { tokenHash, applicationId, sid: "n".repeat(22) });
    await leaveApplication(orm, "n".repeat(22));
    await joinSession(orm, { tokenHash, applicationId, sid: "s".repeat(22) });
    await subjectFor(orm, { userId, sector: "sector", candidate: "u".repeat(22) });
    await noteRelease(orm, { userId, applicationId });
    await countOutcome(orm, { applicationId, outcome: "refused" });
    await orm.execute(sql`
      insert into purpose_version_recipient (version_id, application_id)
      select id, ${applicationId} from purpose_version where published_at is null limit 1`);
    const item = { model: "AccessToken", idHash: randomHash(), payloadSealed: "sealed", grantHash: randomHash() };
    await saveItem(orm, { ...item, seconds: 600 });
    const key = { id: randomUUID(), kid: "o".repeat(43), algorithm: "RS256", privateKeySealed: "s" } as const;
    await addFirstOidcKeys(orm, [{ ...key, publicKey: { kty: "RSA", n: "n" } }]);
    await closedSubjectKeyOf(orm, () => ({ id: randomUUID(), keySealed: "s" }));
  }

  async function catalogue(types: string): Promise<Catalogued[]> {
    const rows = await database().orm.execute<Omit<Catalogued, "columns"> & { columns: string }>(sql`
      select conname as name, conrelid::regclass::text as table, contype::text as type,
        confdeltype::text as "onDelete", confupdtype::text as "onUpdate",
        (select string_agg(attname, ' ') from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
      from pg_constraint
      where connamespace = 'public'::regnamespace and contype::text = any(string_to_array(${types}, ','))
      union all
      select i.relname, x.indrelid::regclass::text, 'u', '', '', '' from pg_index x
      join pg_class i on i.oid = x.indexrelid
      left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x')
      where x.indisunique and c.oid is null and i.relnamespace = 'public'::regnamespace and ${types} like '%u%'
      order by 1`);
    return rows.map(({ columns, ...row }) => ({ ...row, columns: columns.split(" ") }));
  }

  /** Inserts a valid row again with changes. */
  async function insert({ table, change, where = "true" }: Omit<Broken, "constraint">): Promise<unknown> {
    const good = sql`select * from ${sql.identifier(table)} where ${sql.raw(where)} limit 1`;
    const [row] = await database().orm.execute(sql`select 1 from (${good}) good`);
    expect(row, `a good row in ${table}`).toBeDefined();
    return database()
      .orm.execute(
        sql`insert into ${sql.identifier(table)} select (jsonb_populate_record(good, ${JSON.stringify(change)}::jsonb)).*
          from (select good::${sql.identifier(table)} as good from (${good}) good) good`,
      )
      .then(
        () => expect.fail("It was accepted."),
        (error: unknown) => error,
      );
  }

  test.each(checks)("$constraint is checked", async ({ constraint, ...row }) => {
    const error = await insert(row);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: "23514", constraint });
  });

  test.each(uniques.filter(({ constraint }) => !behindPrimaryKey.includes(constraint)))(
    "$constraint is unique",
    async ({ constraint, ...row }) => {
      expect(await insert(row)).toMatchObject({ code: "23505", constraint });
    },
  );

  test("the cases cover all checks and all unique constraints", async () => {
    const names = (await catalogue("c,u")).map(({ name }) => name);
    expect([...checks, ...uniques].map(({ constraint }) => constraint).sort()).toEqual(names.sort());
  });

  test("each table has a primary key, and refuses a row twice", async () => {
    const keys = await catalogue("p");
    expect(keys.length).toBe(59);
    for (const { name, table } of keys) {
      expect(await insert({ table, change: {}, where: parts.includes(table) ? draft : "true" }), table).toMatchObject({
        code: "23505",
        constraint: name,
      });
    }
  });

  test("each foreign key refuses missing rows, and prevents deleting the row it refers to", async () => {
    const keys = await catalogue("f");
    expect(
      keys
        .filter(({ onDelete }) => onDelete === "c")
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...cascading].sort());
    for (const { name, table, columns, onDelete, onUpdate } of keys) {
      expect(["r", "c"], name).toContain(onDelete);
      expect(onUpdate, name).toBe("a");
      const column = columns.length === 1 ? columns[0] : tellingColumn[name];
      const nobody = column === "attribute_key" ? "nothing" : id;
      const where = parts.includes(table) ? draft : "true";
      const change = { id, ...fresh[table], [column ?? name]: column === "size" ? 8999 : nobody };
      expect(await insert({ table, change, where }), name).toMatchObject({ code: "23503", constraint: name });
    }
  });

  // An author's id with a time would lead from a closed account to its owner's events, and from there to their
  // receipts.
  test("only rows that are deleted with an account, or whose times are cut, refer to a user", async () => {
    const rows = await database().orm.execute<{ name: string }>(sql`
      select c.conrelid::regclass::text as name from pg_constraint c
      where c.contype = 'f' and c.confrelid = 'users'::regclass order by 1`);
    expect(rows.map(({ name }) => name)).toEqual([
      "application_subject",
      "application_use",
      "attribute_value",
      "consent_grant",
      "federated_identity",
      "record_view",
      "session",
      "setup_link",
    ]);
  });
});
