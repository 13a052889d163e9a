-- What tables, checks and foreign keys cannot say.

-- Receipts, their items and events are proof: written once, then neither changed nor deleted nor truncated.
CREATE FUNCTION "refuse_any_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "receipt_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "receipt_item_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt_item"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "event_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint

-- A published version is what people were shown. It goes only together with its purpose, which receipts and grants hold.
CREATE FUNCTION "keep_published_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD."published_at" IS NULL THEN RETURN NEW; END IF;
  ELSIF OLD."published_at" IS NULL OR NOT EXISTS (SELECT FROM "public"."purpose" WHERE "id" = OLD."purpose_id") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a published version is kept as it is'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "purpose_version_is_kept" BEFORE UPDATE OR DELETE ON "purpose_version"
  FOR EACH ROW EXECUTE FUNCTION "keep_published_version"();
--> statement-breakpoint

-- The same for its texts, attributes and reasons; nothing can be added to it either. When the version itself is being
-- deleted, its row is gone by the time these rows follow.
CREATE FUNCTION "keep_parts_of_published_version"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "before" uuid := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD."version_id" END;
  "after" uuid := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW."version_id" END;
BEGIN
  IF EXISTS (
    SELECT FROM "public"."purpose_version" WHERE "id" IN ("before", "after") AND "published_at" IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'a published version is kept as it is'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "purpose_version_text_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "purpose_version_text"
  FOR EACH ROW EXECUTE FUNCTION "keep_parts_of_published_version"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_attribute_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "purpose_version_attribute"
  FOR EACH ROW EXECUTE FUNCTION "keep_parts_of_published_version"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_reason_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "purpose_version_reason"
  FOR EACH ROW EXECUTE FUNCTION "keep_parts_of_published_version"();
--> statement-breakpoint

-- TRUNCATE fires no row triggers, so these tables refuse it.
CREATE TRIGGER "purpose_version_is_not_truncated" BEFORE TRUNCATE ON "purpose_version"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_text_is_not_truncated" BEFORE TRUNCATE ON "purpose_version_text"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_attribute_is_not_truncated" BEFORE TRUNCATE ON "purpose_version_attribute"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_reason_is_not_truncated" BEFORE TRUNCATE ON "purpose_version_reason"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "consent_grant_is_not_truncated" BEFORE TRUNCATE ON "consent_grant"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint

-- Only what was agreed: at commit, each value has a grant that is live. Checked when a value is written and when a grant
-- changes. FOR SHARE waits for whoever is ending the grant at this moment, and then sees that it ended; without it a
-- refresh and a withdrawal could both commit and leave a value that nobody agrees to.
CREATE FUNCTION "require_live_grant"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "person" uuid := CASE WHEN TG_TABLE_NAME = 'consent_grant' THEN OLD."user_id" ELSE NEW."user_id" END;
  "attribute" text := CASE WHEN TG_TABLE_NAME = 'consent_grant' THEN OLD."attribute_key" ELSE NEW."attribute_key" END;
BEGIN
  IF NOT EXISTS (
    SELECT FROM "public"."attribute_value" "v" WHERE "v"."user_id" = "person" AND "v"."attribute_key" = "attribute"
  ) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM "public"."consent_grant" "g"
    WHERE "g"."user_id" = "person" AND "g"."attribute_key" = "attribute" AND "g"."ended_at" IS NULL
      AND ("g"."expires_at" IS NULL OR "g"."expires_at" > clock_timestamp())
    FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a stored value has no live grant'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attribute_value_has_live_grant', TABLE = 'attribute_value';
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "attribute_value_has_live_grant" AFTER INSERT OR UPDATE ON "attribute_value"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_live_grant"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "consent_grant_covers_value" AFTER UPDATE OR DELETE ON "consent_grant"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_live_grant"();
