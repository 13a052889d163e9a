ALTER TABLE "consent_grant" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "purpose_version_attribute" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "receipt_item" ADD COLUMN "basis" text;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_basis_known" CHECK ("consent_grant"."basis" in ('contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests'));--> statement-breakpoint
ALTER TABLE "purpose_version_attribute" ADD CONSTRAINT "purpose_version_attribute_basis_known" CHECK ("purpose_version_attribute"."basis" in ('contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests'));--> statement-breakpoint
ALTER TABLE "purpose_version_attribute" ADD CONSTRAINT "purpose_version_attribute_mandatory_is_consent" CHECK ("purpose_version_attribute"."basis" is null or not "purpose_version_attribute"."mandatory");--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_basis_known" CHECK ("receipt_item"."basis" in ('contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests'));--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_told_is_not_refused" CHECK ("receipt_item"."basis" is null or "receipt_item"."state" <> 'denied');--> statement-breakpoint

-- By hand from here on. What a receipt and a grant say of the legal basis is what the version says that was shown.
CREATE FUNCTION "require_basis_as_shown"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."basis" IS DISTINCT FROM (
    SELECT "basis" FROM "public"."purpose_version_attribute"
    WHERE "version_id" = NEW."purpose_version_id" AND "attribute_key" = NEW."attribute_key"
  ) THEN
    RAISE EXCEPTION 'the legal basis is the one that was shown'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "receipt_item_basis_as_shown" AFTER INSERT ON "receipt_item"
  FOR EACH ROW EXECUTE FUNCTION "require_basis_as_shown"();
--> statement-breakpoint
CREATE TRIGGER "consent_grant_basis_as_shown" AFTER INSERT OR UPDATE OF "basis", "purpose_version_id", "attribute_key"
  ON "consent_grant" FOR EACH ROW EXECUTE FUNCTION "require_basis_as_shown"();
--> statement-breakpoint

-- A notice has one legal basis for all that it lists.
CREATE OR REPLACE FUNCTION "require_nothing_mandatory"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."mandatory" OR NEW."basis" IS NOT NULL) AND EXISTS (
    SELECT FROM "public"."purpose_version" WHERE "id" = NEW."version_id" AND "lawful_basis" <> 'consent'
  ) THEN
    RAISE EXCEPTION 'a notice has nothing mandatory, and one legal basis'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint

-- Nobody is told of a legal basis without its reason.
CREATE FUNCTION "require_reason_of_basis"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."published_at" IS NOT NULL AND EXISTS (
    SELECT FROM "public"."purpose_version_attribute" "a" WHERE "a"."version_id" = NEW."id" AND "a"."basis" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "public"."purpose_version_reason" "r"
        WHERE "r"."version_id" = "a"."version_id" AND "r"."attribute_key" = "a"."attribute_key")
  ) THEN
    RAISE EXCEPTION 'another legal basis than consent has its reason'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "purpose_version_basis_has_reason" AFTER INSERT OR UPDATE OF "published_at" ON "purpose_version"
  FOR EACH ROW EXECUTE FUNCTION "require_reason_of_basis"();
--> statement-breakpoint

-- As in 0053_purpose_terms.sql and 0052_records.sql, with the legal basis of each attribute. Nulls are left out, so the
-- digests of earlier versions and receipts stay as they are.
CREATE OR REPLACE FUNCTION "version_digest"("wanted" uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT "public"."json_digest"(jsonb_strip_nulls(jsonb_build_object(
    'id', "v"."id", 'purposeId', "v"."purpose_id", 'number', "v"."number", 'lawfulBasis', "v"."lawful_basis",
    'retentionKind', "v"."retention_kind", 'retentionDays', "v"."retention_days", 'legalNote', "v"."legal_note",
    'termsHash', CASE WHEN "v"."terms" IS NOT NULL THEN "public"."json_digest"("v"."terms") END,
    'material', "v"."material", 'asksAll', "v"."asks_all", 'forOrganisation', "v"."for_organisation",
    'endsDropped', "v"."ends_dropped", 'askFrom', "public"."json_instant"("v"."ask_from"),
    'publishedAt', "public"."json_instant"("v"."published_at"),
    'texts', (SELECT jsonb_agg(jsonb_build_object('language', "t"."language", 'name', "t"."name",
        'description', "t"."description", 'details', "t"."details", 'legalNote', "t"."legal_note",
        'logic', "t"."logic", 'consequences', "t"."consequences") ORDER BY "t"."language" COLLATE "C")
      FROM "public"."purpose_version_text" "t" WHERE "t"."version_id" = "v"."id"),
    'attributes', (SELECT jsonb_agg(jsonb_build_object('key', "a"."attribute_key", 'position', "a"."position",
        'mandatory', "a"."mandatory", 'basis', "a"."basis") ORDER BY "a"."position")
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
CREATE OR REPLACE FUNCTION "receipt_digest"("wanted" uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT "public"."json_digest"(jsonb_strip_nulls(jsonb_build_object(
    'id', "r"."id", 'number', "r"."number", 'pseudonym', "r"."pseudonym", 'kind', "r"."kind",
    'providerId', "r"."provider_id", 'providerName', "r"."provider_name", 'language', "r"."language",
    'noticeHash', "r"."notice_hash", 'collectionMethod', "r"."collection_method",
    'decidedAt', "public"."json_instant"("r"."decided_at"), 'snapshotHash', "r"."snapshot_hash",
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'versionId', "i"."purpose_version_id", 'attribute', "i"."attribute_key", 'state', "i"."state",
        'mandatory', "i"."mandatory", 'source', "i"."source", 'basis', "i"."basis"
      ) ORDER BY "i"."purpose_version_id", "i"."attribute_key" COLLATE "C"), '[]')
      FROM "public"."receipt_item" "i" WHERE "i"."receipt_id" = "r"."id")
  )))
  FROM "public"."receipt" "r" WHERE "r"."id" = "wanted");
END;
$$;
