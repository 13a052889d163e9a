CREATE TABLE "administrative_change" (
	"transaction" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint

-- By hand from here on: packages/database/src/settings/administered.ts.
CREATE FUNCTION "note_administrative_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "this" bigint := pg_current_xact_id()::text::bigint;
BEGIN
  INSERT INTO "public"."administrative_change" ("transaction") VALUES ("this") ON CONFLICT DO NOTHING;
  IF FOUND THEN
    -- Without waiting for a transaction that deletes the same rows: two that wait for each other would be a deadlock.
    DELETE FROM "public"."administrative_change" WHERE "transaction" IN (
      SELECT "transaction" FROM "public"."administrative_change" WHERE "transaction" <> "this" FOR UPDATE SKIP LOCKED
    );
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
DO $$
DECLARE
  "name" text;
BEGIN
  FOREACH "name" IN ARRAY ARRAY[
    'installation', 'controller', 'organisation_logo', 'attribute', 'attribute_text',
    'identity_provider', 'provider_logo', 'provider_domain', 'account_condition', 'identity_provider_purpose',
    'purpose', 'purpose_version', 'purpose_version_attribute', 'purpose_version_reason', 'purpose_version_recipient',
    'purpose_version_text', 'application_logo', 'application_redirect_uri'
  ] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION note_administrative_change()',
      "name" || '_is_administered', "name");
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_administrative_change()',
      "name" || '_changes_administered', "name");
  END LOOP;
END;
$$;
--> statement-breakpoint
-- Sign-ins write the other columns of these two: what was last sent, and what was last asked for.
CREATE TRIGGER "claim_mapping_is_administered" AFTER INSERT OR DELETE ON "claim_mapping"
  FOR EACH ROW EXECUTE FUNCTION "note_administrative_change"();
--> statement-breakpoint
CREATE TRIGGER "claim_mapping_changes_administered"
  AFTER UPDATE OF "provider_id", "attribute_key", "claim_path", "sources", "letters", "list", "dates", "sync", "default_value"
  ON "claim_mapping" FOR EACH ROW EXECUTE FUNCTION "note_administrative_change"();
--> statement-breakpoint
CREATE TRIGGER "application_is_administered" AFTER INSERT OR DELETE ON "application"
  FOR EACH ROW EXECUTE FUNCTION "note_administrative_change"();
--> statement-breakpoint
CREATE TRIGGER "application_changes_administered" AFTER UPDATE ON "application" FOR EACH ROW
  WHEN (to_jsonb(OLD) - 'last_scopes' IS DISTINCT FROM to_jsonb(NEW) - 'last_scopes')
  EXECUTE FUNCTION "note_administrative_change"();
