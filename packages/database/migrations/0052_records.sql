CREATE TABLE "receipt_signature" (
	"receipt_id" uuid PRIMARY KEY NOT NULL,
	"jws" text NOT NULL,
	CONSTRAINT "receipt_signature_jws_shape" CHECK ("receipt_signature"."jws" ~ '^([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$')
);
--> statement-breakpoint
ALTER TABLE "receipt_item" DROP CONSTRAINT "receipt_item_state_known";--> statement-breakpoint
ALTER TABLE "receipt" DROP CONSTRAINT "receipt_kind_known";--> statement-breakpoint
ALTER TABLE "receipt" DROP CONSTRAINT "receipt_collection_method_known";--> statement-breakpoint
ALTER TABLE "receipt" ADD COLUMN "snapshot" jsonb;--> statement-breakpoint
ALTER TABLE "receipt" ADD COLUMN "snapshot_hash" text;--> statement-breakpoint
ALTER TABLE "receipt_signature" ADD CONSTRAINT "receipt_signature_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_state_known" CHECK ("receipt_item"."state" in ('granted', 'denied', 'not-sent', 'ended', 'corrected'));--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_snapshot_is_object" CHECK (jsonb_typeof("receipt"."snapshot") = 'object');--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_snapshot_hash_shape" CHECK ("receipt"."snapshot_hash" ~ '^([0-9a-f]{64})$');--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_snapshot_hashed" CHECK (("receipt"."snapshot" is null) = ("receipt"."snapshot_hash" is null));--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_kind_known" CHECK ("receipt"."kind" in ('consent', 'notice', 'withdrawal', 'correction', 'expiry', 'purpose-end', 'closing'));--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_collection_method_known" CHECK ("receipt"."collection_method" in ('web-form', 'notice', 'on-request', 'automatic', 'organisation'));--> statement-breakpoint

-- By hand from here on. A signature is proof like its receipt: written once.
CREATE TRIGGER "receipt_signature_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt_signature"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint

-- The snapshot is digested by its hash, as the text is. Receipts from before have none, and keep their digests.
CREATE OR REPLACE FUNCTION "receipt_digest"("wanted" uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT "public"."json_digest"(jsonb_strip_nulls(jsonb_build_object(
    'id', "r"."id", 'number', "r"."number", 'pseudonym', "r"."pseudonym", 'kind', "r"."kind",
    'providerId', "r"."provider_id", 'providerName', "r"."provider_name", 'language', "r"."language",
    'noticeHash', "r"."notice_hash", 'collectionMethod', "r"."collection_method",
    'decidedAt', "public"."json_instant"("r"."decided_at"), 'snapshotHash', "r"."snapshot_hash",
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'versionId', "i"."purpose_version_id", 'attribute', "i"."attribute_key", 'state', "i"."state",
        'mandatory', "i"."mandatory", 'source', "i"."source"
      ) ORDER BY "i"."purpose_version_id", "i"."attribute_key" COLLATE "C"), '[]')
      FROM "public"."receipt_item" "i" WHERE "i"."receipt_id" = "r"."id")
  )))
  FROM "public"."receipt" "r" WHERE "r"."id" = "wanted");
END;
$$;
--> statement-breakpoint

-- What ends, and what is corrected, may stand on consent or on another basis, and its receipt says which of each. A grant
-- comes from a decision or a notice only.
CREATE OR REPLACE FUNCTION "require_receipt_of_basis"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "of_kind" text := (SELECT "kind" FROM "public"."receipt" WHERE "id" = NEW."receipt_id");
BEGIN
  IF TG_TABLE_NAME = 'receipt_item' AND "of_kind" IN ('correction', 'expiry', 'purpose-end', 'closing') THEN
    RETURN NULL;
  END IF;
  IF "of_kind" NOT IN ('consent', 'notice', 'withdrawal') OR ("of_kind" = 'notice') <> EXISTS (
    SELECT FROM "public"."purpose_version" WHERE "id" = NEW."purpose_version_id" AND "lawful_basis" <> 'consent'
  ) THEN
    RAISE EXCEPTION 'a receipt of a notice is about a notice, and of a decision about a question'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint

-- The states go with the kind of their receipt, so that nothing that merely ended is ever read as a refusal.
CREATE FUNCTION "require_state_of_kind"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "of_kind" text := (SELECT "kind" FROM "public"."receipt" WHERE "id" = NEW."receipt_id");
BEGIN
  IF NEW."state" <> ALL (CASE
    WHEN "of_kind" = 'correction' THEN array['corrected']
    WHEN "of_kind" IN ('expiry', 'purpose-end', 'closing') THEN array['ended']
    ELSE array['granted', 'denied', 'not-sent'] END) THEN
    RAISE EXCEPTION 'a receipt of this kind says nothing of this kind about an item'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "receipt_item_state_of_kind" AFTER INSERT ON "receipt_item"
  FOR EACH ROW EXECUTE FUNCTION "require_state_of_kind"();
