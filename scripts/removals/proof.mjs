import { consent, crypto, database, migrations } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Proof.
 * @type {readonly Removal[]}
 */
export const proof = [
  {
    threat: "Receipts or events are changed",
    file: `${migrations}/0001_rules.sql`,
    from: 'BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt"',
    to: 'BEFORE TRUNCATE ON "receipt"',
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "Receipts or events are changed",
    file: `${migrations}/0001_rules.sql`,
    from: 'BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt_item"',
    to: 'BEFORE TRUNCATE ON "receipt_item"',
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "Receipts or events are changed",
    file: `${migrations}/0004_refusals_end.sql`,
    from: 'BEFORE UPDATE OR TRUNCATE ON "event"',
    to: 'BEFORE TRUNCATE ON "event"',
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "Receipts or events are changed",
    file: `${migrations}/0004_refusals_end.sql`,
    from: "FOR EACH ROW WHEN (OLD.\"type\" <> 'refused')",
    to: 'FOR EACH ROW WHEN (OLD."type" IS NULL)',
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "Someone with full rights over the database changes, deletes or swaps rows",
    file: `${database}/audit/ledger.ts`,
    from: 'if (kept && keptHash !== kept.hash) return broken(previous.seq, "head-changed", kept.seq);',
    to: "",
    test: `${database}/audit/ledger.test.ts`,
  },
  {
    threat: "The app itself is taken over and hides its traces",
    file: `${database}/engine/app-role.ts`,
    from: "for (const table of proof) await tx.execute(sql`revoke update, delete on ${sql.identifier(table)} from ${name}`);",
    to: "",
    test: `${database}/engine/app-role.test.ts`,
  },
  {
    threat: "The app itself is taken over and hides its traces",
    file: `${database}/engine/app-role.ts`,
    from: "await tx.execute(sql`revoke insert, update, delete on ledger_entry from ${name}`);",
    to: "",
    test: `${database}/engine/app-role.test.ts`,
  },
  {
    threat: "A receipt is forged",
    file: `${crypto}/signature.ts`,
    from: "if (!key || typ !== type)",
    to: "if (!key)",
    test: `${crypto}/signature.test.ts`,
  },
  {
    threat: "A pseudonym is replaced",
    file: `${migrations}/0048_tied_to_the_ledger.sql`,
    from: `    OR (NEW."pseudonym" IS NOT NULL AND NEW."pseudonym" IS DISTINCT FROM OLD."pseudonym")\n`,
    to: "",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "A pseudonym is replaced",
    file: `${database}/audit/ledger-accounts.ts`,
    from: "accountDigest(found, sha256) === digest",
    to: "true",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "A pseudonym is replaced",
    file: `${migrations}/0048_tied_to_the_ledger.sql`,
    from: `'pseudonym', "u"."pseudonym", 'salt', "u"."link_salt"))`,
    to: `'pseudonym', "u"."pseudonym", 'salt', ''))`,
    test: `${database}/audit/ledger-accounts.test.ts`,
  },
  {
    threat: "Consent is revived, invented, lengthened or lost",
    file: `${database}/audit/ledger.ts`,
    from: "(await findWrongGrant(executor, peopleBatch))",
    to: "null",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "Consent is revived, invented, lengthened or lost",
    file: `${migrations}/0048_tied_to_the_ledger.sql`,
    from: `    OR coalesce(NEW."expires_at", 'infinity') > coalesce(OLD."expires_at", 'infinity')\n`,
    to: "",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "What people were shown is changed after it was published",
    file: `${database}/audit/ledger-versions.ts`,
    from: "versionDigest(version, sha256) === versionHash",
    to: "true",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "A public key is put under the name of another",
    file: `${crypto}/signature.ts`,
    from: "if (!(await isNamedByThumbprint(key))) return { ok: false };",
    to: "",
    test: `${crypto}/signature.test.ts`,
  },
  {
    threat: "A public key is put under the name of another",
    file: `${database}/audit/ledger-keys.ts`,
    from: 'if (text === null || thumbprint(text) !== kid) return { problem: "key-changed", about };',
    to: "",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "A receipt or an event is backdated",
    file: `${migrations}/0048_tied_to_the_ledger.sql`,
    from: `WHEN (NEW."decided_at" <> now()::timestamptz(3))`,
    to: "WHEN (false)",
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "A receipt or an event is backdated",
    file: `${database}/audit/ledger-entries.ts`,
    from: "at.getTime() < latest - timeWindowMs",
    to: "at.getTime() < 0",
    test: `${database}/audit/tampering.test.ts`,
  },
  {
    threat: "Someone reads another person's receipt",
    file: `${database}/audit/receipts.ts`,
    from: "and(eq(receipt.number, number), eq(users.id, userId))",
    to: "eq(receipt.number, number)",
    test: `${database}/users/people.test.ts`,
  },
  {
    threat: "The ledger reveals when someone refused",
    file: `${migrations}/0002_proof.sql`,
    from: " WHEN (NEW.\"type\" <> 'refused')",
    to: "",
    test: `${database}/audit/ledger.test.ts`,
  },
  {
    threat: "The id of an author leads from a closed account",
    file: `${migrations}/0006_authors_in_the_log.sql`,
    from: `ALTER TABLE "purpose_version" DROP CONSTRAINT "purpose_version_created_by_users_id_fk";
--> statement-breakpoint
ALTER TABLE "purpose_version" DROP COLUMN "created_by";`,
    to: "SELECT 1;",
    test: `${database}/provisioning/constraints.test.ts`,
  },
  {
    threat: "Small counts of refusals reveal single ones",
    file: `${consent}/counts/shown-counts.ts`,
    from: 'return count < fewest ? "few" : count - (count % fewest);',
    to: "return count;",
    test: `${consent}/counts/shown-counts.test.ts`,
  },
  {
    threat: "Counting people who leave without choosing keeps something about them",
    file: `${migrations}/0024_overview_days.sql`,
    from: '"failed" integer DEFAULT 0 NOT NULL,',
    to: '"failed" integer DEFAULT 0 NOT NULL, "last_at" timestamp with time zone DEFAULT now() NOT NULL,',
    test: `${database}/providers/provider-days.test.ts`,
  },
];
