import { consent, database, federation, migrations, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Applications.
 * @type {readonly Removal[]}
 */
export const applications = [
  {
    threat: "An application gets a detail that the person did not agree to give it",
    file: `${consent}/release/release.ts`,
    from: "const agreed = live.filter((grant) => namesApplication(grant.agreed, applicationId));",
    to: "const agreed = live;",
    test: `${consent}/release/release.test.ts`,
  },
  {
    threat: "A form or a forged path makes people decide",
    file: `${database}/provisioning/provision.ts`,
    from: "versions.filter((version) => isAskedThrough(version, applicationId)).map(",
    to: "versions.map(",
    test: `${database}/purposes/recipients.test.ts`,
  },
  {
    threat: "A form or a forged path makes people decide",
    file: `${database}/provisioning/decide-again.ts`,
    from: "version !== undefined && isAskedThrough(version, applicationId)",
    to: "version !== undefined",
    test: `${database}/purposes/recipients.test.ts`,
  },
  {
    threat: "A purpose is given a further recipient",
    file: `${migrations}/0030_applications.sql`,
    from: 'CREATE TRIGGER "purpose_version_recipient_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "purpose_version_recipient"\n  FOR EACH ROW EXECUTE FUNCTION "keep_parts_of_published_version"();',
    to: "SELECT 1;",
    test: `${database}/purposes/recipients.test.ts`,
  },
  {
    threat: "A purpose is given a further recipient",
    file: `${consent}/purpose/purpose.ts`,
    from: "if (widens(before, after)) return true;",
    to: "",
    test: `${database}/purposes/recipients.test.ts`,
  },
  {
    threat: "A person who refused or withdrew what an application needs",
    file: `${consent}/release/entry.ts`,
    from: "if (!asked.mandatory || version.recipients.organisation) return false;",
    to: "if (asked.mandatory || version.recipients.organisation) return false;",
    test: `${consent}/release/entry.test.ts`,
  },
  {
    threat: "People are sent back to an address of an attacker",
    file: `${web}/applications/redirect-uri.ts`,
    from: 'if (uri.includes("*")) return "wildcard";',
    to: "",
    test: `${web}/applications/redirect-uri.test.ts`,
  },
  {
    threat: "A code is stolen, replayed",
    file: `${database}/applications/oidc-items.ts`,
    from: " and consumed_at is null returning 1",
    to: " returning 1",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "A code is stolen, replayed",
    file: `${database}/applications/oidc-items.ts`,
    from: "delete from oidc_item where grant_hash = ${grantHash}",
    to: "delete from oidc_item where grant_hash is null and id_hash = ${grantHash}",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "A code is stolen, replayed",
    file: `${migrations}/0030_applications.sql`,
    from: '("application"."auth_method" = \'none\' and "application"."pkce_required")',
    to: '("application"."auth_method" = \'none\')',
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "Tokens outlive a sign-out",
    file: `${database}/applications/application-sessions.ts`,
    from: " and u.status = 'active'",
    to: "",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "Tokens outlive a sign-out",
    file: `${database}/applications/application-sessions.ts`,
    from: "join application a on a.id = sa.application_id and a.enabled",
    to: "join application a on a.id = sa.application_id",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "Tokens outlive a sign-out",
    file: `${database}/applications/application-sessions.ts`,
    from: "s.token_hash = sa.token_hash and s.expires_at > now()",
    to: "s.token_hash = sa.token_hash",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "Two applications compare what they know",
    file: `${database}/applications/application-sessions.ts`,
    from: "values (${userId}, ${sector}, ${candidate})",
    to: "values (${userId}, 'one', ${candidate})",
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "A client secret is read later",
    file: `${database}/applications/application-editing.ts`,
    from: 'await noteSecret(tx, stored, "secret-added", by);',
    to: 'await noteApplication(tx, { ...stored, type: "application-changed", act: "secret-added", hash } as never, by);',
    test: `${database}/applications/applications.test.ts`,
  },
  {
    threat: "Counts of sign-ins show what one person did",
    file: `${web}/features/applications/activity/activity.ts`,
    from: "[outcome, roundCount(countOf(outcome))]",
    to: "[outcome, countOf(outcome)]",
    test: `${web}/features/applications/activity/activity.test.ts`,
  },
  {
    threat: "Counts of sign-ins show what one person did",
    file: `${migrations}/0033_application_days.sql`,
    from: '"count" integer NOT NULL,',
    to: '"count" integer NOT NULL, "last_at" timestamp with time zone DEFAULT now() NOT NULL,',
    test: `${database}/applications/application-days.test.ts`,
  },
  {
    threat: "A stolen database opens tokens or shows requests",
    file: `${web}/applications/stored-item.ts`,
    from: "sealSecret(text, sealOf(model, id))",
    to: "text",
    test: `${web}/applications/item-ids.test.ts`,
  },
  {
    threat: "A stolen database opens tokens or shows requests",
    file: `${web}/applications/stored-item.ts`,
    from: 'createHash("sha256").update(`oidc-item:${id}`).digest("hex")',
    to: "id",
    test: `${web}/applications/item-ids.test.ts`,
  },
  {
    threat: "An application's session continues after a sign-out",
    file: `${migrations}/0035_logout_notices.sql`,
    from: 'IF OLD."expires_at" > now() THEN',
    to: "IF false THEN",
    test: `${database}/applications/logout-notices.test.ts`,
  },
  {
    threat: "A program learns of people or purposes that it has no part in",
    file: `${federation}/access-token.ts`,
    from: 'audience, typ: "at+jwt", algorithms',
    to: "audience, algorithms",
    test: `${federation}/access-token.test.ts`,
  },
];
