ALTER TABLE "attribute" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "purpose_version_text" ADD COLUMN "logic" text;--> statement-breakpoint
ALTER TABLE "purpose_version_text" ADD COLUMN "consequences" text;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "terms" jsonb;--> statement-breakpoint
ALTER TABLE "attribute" ADD CONSTRAINT "attribute_category_shape" CHECK ("attribute"."category" ~ '^([A-Z][A-Za-z]{1,62})$');--> statement-breakpoint
ALTER TABLE "purpose_version_text" ADD CONSTRAINT "purpose_version_text_logic_length" CHECK (char_length("purpose_version_text"."logic") between 1 and 1023);--> statement-breakpoint
ALTER TABLE "purpose_version_text" ADD CONSTRAINT "purpose_version_text_consequences_length" CHECK (char_length("purpose_version_text"."consequences") between 1 and 1023);--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_terms_shape" CHECK ("purpose_version"."terms" is null or (jsonb_typeof("purpose_version"."terms" -> 'parties') = 'array'
        and jsonb_typeof("purpose_version"."terms" -> 'storedIn') = 'array' and jsonb_typeof("purpose_version"."terms" -> 'automated') = 'boolean'
        and coalesce("purpose_version"."terms" ->> 'consentDays', '1') ~ '^[1-9][0-9]{0,4}$') is true);--> statement-breakpoint

-- Written by hand: what kind of personal data the standard attributes of an existing installation are. A new one gets
-- them from standard-attributes.ts.
UPDATE "attribute" SET "category" = known."category" FROM (VALUES
  ('email', 'EmailAddress'),
  ('email_verified', 'EmailAddress'),
  ('phone_number', 'TelephoneNumber'),
  ('phone_number_verified', 'TelephoneNumber'),
  ('name', 'Name'),
  ('given_name', 'Name'),
  ('family_name', 'Name'),
  ('middle_name', 'Name'),
  ('nickname', 'Name'),
  ('preferred_username', 'Username'),
  ('profile', 'Profile'),
  ('picture', 'Picture'),
  ('website', 'PublicLife'),
  ('gender', 'Gender'),
  ('birthdate', 'BirthDate'),
  ('zoneinfo', 'Location'),
  ('locale', 'Language'),
  ('address', 'PhysicalAddress'),
  ('address_street', 'Street'),
  ('address_locality', 'City'),
  ('address_region', 'Region'),
  ('address_postal_code', 'PostalCode'),
  ('address_country', 'Country')
) AS known ("key", "category") WHERE "attribute"."key" = known."key" AND "attribute"."built_in";
--> statement-breakpoint
-- As in 0048_tied_to_the_ledger.sql, with the terms, as one digest, and the words about a machine that decides. What is not
-- said is left out, so the digests of earlier versions stay as they are.
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
