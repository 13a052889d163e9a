ALTER TABLE "purpose" DROP CONSTRAINT "purpose_name_unique";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "lawful_basis" text DEFAULT 'consent' NOT NULL;--> statement-breakpoint
ALTER TABLE "purpose" ADD COLUMN "provider_id" uuid;--> statement-breakpoint
ALTER TABLE "purpose" ADD CONSTRAINT "purpose_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "purpose_name_unique" ON "purpose" USING btree ("name_key") WHERE "purpose"."provider_id" is null;--> statement-breakpoint
ALTER TABLE "purpose" ADD CONSTRAINT "purpose_one_notice" UNIQUE("provider_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'told', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'value-shown', 'records-exported'));--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_lawful_basis_known" CHECK ("purpose_version"."lawful_basis" in ('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests'));--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_notice_is_told" CHECK (("receipt"."kind" = 'notice') = ("receipt"."collection_method" = 'notice'));--> statement-breakpoint

-- By hand: what is asked is never called a notice, and a notice never a question, whoever writes. After the row, so that
-- foreign keys speak first.
CREATE FUNCTION "require_basis_of_purpose"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."lawful_basis" = 'consent') <> EXISTS (
    SELECT FROM "public"."purpose" WHERE "id" = NEW."purpose_id" AND "provider_id" IS NULL
  ) THEN
    RAISE EXCEPTION 'a notice stands on another ground than consent, and nothing else does'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "purpose_version_basis_of_purpose" AFTER INSERT OR UPDATE ON "purpose_version"
  FOR EACH ROW EXECUTE FUNCTION "require_basis_of_purpose"();
--> statement-breakpoint

-- A notice needs nothing of anybody.
CREATE FUNCTION "require_nothing_mandatory"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."mandatory" AND EXISTS (
    SELECT FROM "public"."purpose_version" WHERE "id" = NEW."version_id" AND "lawful_basis" <> 'consent'
  ) THEN
    RAISE EXCEPTION 'a notice has nothing mandatory'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "purpose_version_attribute_mandatory_if_asked" AFTER INSERT OR UPDATE ON "purpose_version_attribute"
  FOR EACH ROW EXECUTE FUNCTION "require_nothing_mandatory"();
--> statement-breakpoint

-- A receipt says of everything on it how it came about, and so does the grant that it gives.
CREATE FUNCTION "require_receipt_of_basis"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "public"."receipt" WHERE "id" = NEW."receipt_id" AND "kind" = 'notice') <> EXISTS (
    SELECT FROM "public"."purpose_version" WHERE "id" = NEW."purpose_version_id" AND "lawful_basis" <> 'consent'
  ) THEN
    RAISE EXCEPTION 'a receipt of a notice is about a notice, and of a decision about a question'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "receipt_item_of_basis" AFTER INSERT ON "receipt_item"
  FOR EACH ROW EXECUTE FUNCTION "require_receipt_of_basis"();
--> statement-breakpoint
CREATE TRIGGER "consent_grant_of_basis" AFTER INSERT OR UPDATE OF "receipt_id", "purpose_version_id" ON "consent_grant"
  FOR EACH ROW EXECUTE FUNCTION "require_receipt_of_basis"();
