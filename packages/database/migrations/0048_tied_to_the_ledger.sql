ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
DROP INDEX "event_administrative";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "link_salt" uuid DEFAULT gen_random_uuid();--> statement-breakpoint
CREATE INDEX "ledger_entry_by_version" ON "ledger_entry" USING btree (("payload" ->> 'version')) WHERE jsonb_exists("ledger_entry"."payload", 'version');--> statement-breakpoint
CREATE INDEX "event_administrative" ON "event" USING btree ("at","id") WHERE (actor_kind = 'administrator' or (actor_kind = 'system' and type not in ('expired', 'purpose-withdrawn', 'refreshed', 'sessions-ended', 'chained')));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'told', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'settings-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'value-shown', 'archive-given', 'sign-in-released', 'subjects-moved', 'value-searched', 'records-exported', 'application-created', 'application-changed', 'application-deleted', 'oidc-key-rotated', 'chained'));--> statement-breakpoint
-- By hand: accounts that are closed already have no pseudonym to tie.
UPDATE "users" SET "link_salt" = NULL WHERE "status" = 'closed';--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_link_salt_until_closed" CHECK (("users"."status" = 'closed') = ("users"."link_salt" is null));--> statement-breakpoint

-- By hand from here on.

-- Receipts name a person by pseudonym only, so another pseudonym would be another person's past. It is set once, and goes
-- when the account is closed; its salt goes with it, also if an earlier version of the app closes the account.
CREATE FUNCTION "keep_pseudonym"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."pseudonym" IS NULL THEN NEW."link_salt" := NULL; END IF;
  IF NEW."id" IS DISTINCT FROM OLD."id"
    OR (NEW."pseudonym" IS NOT NULL AND NEW."pseudonym" IS DISTINCT FROM OLD."pseudonym")
    OR (NEW."link_salt" IS NOT NULL AND NEW."link_salt" IS DISTINCT FROM OLD."link_salt")
  THEN
    RAISE EXCEPTION 'a pseudonym is kept until the account is closed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "users_pseudonym_is_kept" BEFORE UPDATE OF "id", "pseudonym", "link_salt" ON "users"
  FOR EACH ROW EXECUTE FUNCTION "keep_pseudonym"();
--> statement-breakpoint

-- What is proof bears the time of the transaction that writes it. A receipt may be a millisecond after the person's one
-- before, if that was made by another clock or at the same time: later-receipt.ts. Refusals are no proof. After the row, so
-- that its checks and foreign keys speak first.
CREATE FUNCTION "require_time_of_now"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'receipt' THEN
    IF NEW."decided_at" > now() AND NEW."decided_at" = (
      SELECT max("r"."decided_at") + interval '1 millisecond' FROM "public"."receipt" "r"
      WHERE "r"."pseudonym" = NEW."pseudonym" AND "r"."id" <> NEW."id"
    ) THEN
      RETURN NULL;
    END IF;
  END IF;
  RAISE EXCEPTION 'a row of % bears the time at which it is written', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "receipt_is_of_now" AFTER INSERT ON "receipt"
  FOR EACH ROW WHEN (NEW."decided_at" <> now()::timestamptz(3)) EXECUTE FUNCTION "require_time_of_now"();
--> statement-breakpoint
CREATE TRIGGER "event_is_of_now" AFTER INSERT ON "event"
  FOR EACH ROW WHEN (NEW."type" <> 'refused' AND NEW."at" <> now()::timestamptz(3)) EXECUTE FUNCTION "require_time_of_now"();
--> statement-breakpoint

-- A grant is what its receipt gave: it ends, and is neither opened again nor made to last longer.
CREATE FUNCTION "keep_grant"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a grant is neither revived nor lengthened, nor given to another'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "consent_grant_only_ends" BEFORE UPDATE ON "consent_grant"
  FOR EACH ROW WHEN (
    (OLD."ended_at", OLD."end_reason") IS DISTINCT FROM (NEW."ended_at", NEW."end_reason") AND OLD."ended_at" IS NOT NULL
    OR coalesce(NEW."expires_at", 'infinity') > coalesce(OLD."expires_at", 'infinity')
    OR (OLD."id", OLD."user_id", OLD."receipt_id", OLD."purpose_id", OLD."purpose_version_id", OLD."attribute_key")
      IS DISTINCT FROM (NEW."id", NEW."user_id", NEW."receipt_id", NEW."purpose_id", NEW."purpose_version_id", NEW."attribute_key")
  ) EXECUTE FUNCTION "keep_grant"();
--> statement-breakpoint

-- A public key is what signatures are checked with, for as long as there are receipts.
CREATE FUNCTION "keep_public_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a public key is kept as it is'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "signing_key_is_kept" BEFORE UPDATE OF "id", "kid", "public_key", "created_at" OR DELETE ON "signing_key"
  FOR EACH ROW EXECUTE FUNCTION "keep_public_key"();
--> statement-breakpoint
CREATE TRIGGER "signing_key_is_not_truncated" BEFORE TRUNCATE ON "signing_key"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_public_key"();
--> statement-breakpoint
-- Keys of tokens are deleted when no token of theirs can come back.
CREATE TRIGGER "oidc_key_is_kept" BEFORE UPDATE OF "id", "kid", "algorithm", "public_key", "created_at" ON "oidc_key"
  FOR EACH ROW EXECUTE FUNCTION "keep_public_key"();
--> statement-breakpoint

-- The digest that ties an account to its pseudonym, for the event that makes it (packages/consent/src/ledger/account-digest.ts).
-- Null for other events. Accounts from before this migration are tied by an event of the type `chained`.
CREATE FUNCTION "account_digest"("e" "event") RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF "e"."type" NOT IN ('provisioned', 'chained') OR "e"."pseudonym" IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT "public"."json_digest"(jsonb_build_object('account', "u"."id", 'pseudonym', "u"."pseudonym", 'salt', "u"."link_salt"))
    FROM "public"."users" "u" WHERE "u"."pseudonym" = "e"."pseudonym");
END;
$$;
--> statement-breakpoint

-- The version of a purpose, or of a provider's notice, that this event publishes: of the same transaction. Null for other
-- events. `chained`: a version from before this migration.
CREATE FUNCTION "version_of_event"("e" "event") RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF "e"."type" = 'chained' THEN RETURN ("e"."details" ->> 'version')::uuid; END IF;
  IF "e"."type" IN ('purpose-created', 'purpose-changed') THEN
    RETURN (SELECT "v"."id" FROM "public"."purpose_version" "v"
      WHERE "v"."purpose_id" = "e"."purpose_id" AND "v"."published_at" = "e"."at"
        AND "v"."number" = coalesce(("e"."details" ->> 'number')::integer, 1));
  END IF;
  IF "e"."type" IN ('provider-created', 'provider-changed') THEN
    RETURN (SELECT "v"."id" FROM "public"."purpose_version" "v" JOIN "public"."purpose" "p" ON "p"."id" = "v"."purpose_id"
      WHERE "p"."provider_id" = "e"."provider_id" AND "v"."published_at" = "e"."at" ORDER BY "v"."number" DESC LIMIT 1);
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint

-- Field by field, like packages/consent/src/ledger/version-digest.ts. Lists without a row are null, and left out.
CREATE FUNCTION "version_digest"("wanted" uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT "public"."json_digest"(jsonb_strip_nulls(jsonb_build_object(
    'id', "v"."id", 'purposeId', "v"."purpose_id", 'number', "v"."number", 'lawfulBasis', "v"."lawful_basis",
    'retentionKind', "v"."retention_kind", 'retentionDays', "v"."retention_days", 'legalNote', "v"."legal_note",
    'material', "v"."material", 'asksAll', "v"."asks_all", 'forOrganisation', "v"."for_organisation",
    'endsDropped', "v"."ends_dropped", 'askFrom', "public"."json_instant"("v"."ask_from"),
    'publishedAt', "public"."json_instant"("v"."published_at"),
    'texts', (SELECT jsonb_agg(jsonb_build_object('language', "t"."language", 'name', "t"."name",
        'description', "t"."description", 'details', "t"."details", 'legalNote', "t"."legal_note") ORDER BY "t"."language" COLLATE "C")
      FROM "public"."purpose_version_text" "t" WHERE "t"."version_id" = "v"."id"),
    'attributes', (SELECT jsonb_agg(jsonb_build_object('key', "a"."attribute_key", 'position', "a"."position",
        'mandatory', "a"."mandatory") ORDER BY "a"."position")
      FROM "public"."purpose_version_attribute" "a" WHERE "a"."version_id" = "v"."id"),
    'reasons', (SELECT jsonb_agg(jsonb_build_object('attribute', "r"."attribute_key", 'language', "r"."language",
        'reason', "r"."reason") ORDER BY "r"."attribute_key" COLLATE "C", "r"."language" COLLATE "C")
      FROM "public"."purpose_version_reason" "r" WHERE "r"."version_id" = "v"."id"),
    'recipients', (SELECT jsonb_agg("n"."application_id" ORDER BY "n"."application_id")
      FROM "public"."purpose_version_recipient" "n" WHERE "n"."version_id" = "v"."id")
  )))
  FROM "public"."purpose_version" "v" WHERE "v"."id" = "wanted");
END;
$$;
--> statement-breakpoint

-- As in 0002_proof.sql, and with the account or the version that the event makes. Fields that are not there are left out,
-- so an entry about neither is as it was.
CREATE OR REPLACE FUNCTION "append_ledger_entry"("e" "event") RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  "version" uuid := "public"."version_of_event"("e");
  "payload" jsonb := jsonb_strip_nulls(jsonb_build_object(
    'event', "e"."id", 'eventHash', "public"."event_digest"("e"),
    'receipt', "e"."receipt_id", 'receiptHash', "public"."receipt_digest"("e"."receipt_id"),
    'account', "public"."account_digest"("e"),
    'version', "version", 'versionHash', "public"."version_digest"("version")));
  "next" bigint;
  "previous" text;
BEGIN
  -- The space is that of locks.ts.
  PERFORM pg_advisory_xact_lock(1634926596, 0);
  SELECT "l"."seq" + 1, "l"."hash" INTO "next", "previous" FROM "public"."ledger_entry" "l" ORDER BY "l"."seq" DESC LIMIT 1;
  "next" := coalesce("next", 1);
  "previous" := coalesce("previous", repeat('0', 64));
  INSERT INTO "public"."ledger_entry" ("seq", "at", "kind", "payload", "previous_hash", "hash")
  VALUES ("next", "e"."at", "e"."type", "payload", "previous", "public"."json_digest"(jsonb_build_object(
    'entry', jsonb_build_object('seq', "next", 'at', "public"."json_instant"("e"."at"), 'kind', "e"."type", 'payload', "payload"),
    'previous', "previous")));
END;
$$;
--> statement-breakpoint

-- What is published, and who has an account, before this migration. At once and not at the end, because a later migration
-- may change the table of events in the same transaction.
SET CONSTRAINTS "event_is_recorded" IMMEDIATE;--> statement-breakpoint
INSERT INTO "event" ("type", "actor_kind", "purpose_id", "details")
  SELECT 'chained', 'system', "v"."purpose_id", jsonb_build_object('version', "v"."id", 'number', "v"."number")
  FROM "purpose_version" "v" WHERE "v"."published_at" IS NOT NULL ORDER BY "v"."published_at", "v"."id";--> statement-breakpoint
INSERT INTO "event" ("type", "actor_kind", "pseudonym")
  SELECT 'chained', 'system', "u"."pseudonym" FROM "users" "u" WHERE "u"."pseudonym" IS NOT NULL
  ORDER BY "u"."created_at", "u"."id";--> statement-breakpoint
SET CONSTRAINTS "event_is_recorded" DEFERRED;
