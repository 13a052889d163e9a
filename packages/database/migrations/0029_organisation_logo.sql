CREATE TABLE "organisation_logo" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"type" text NOT NULL,
	"picture" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "organisation_logo_is_one_row" CHECK ("organisation_logo"."id" = 1),
	CONSTRAINT "organisation_logo_type_known" CHECK ("organisation_logo"."type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "organisation_logo_picture_length" CHECK (char_length("organisation_logo"."picture") between 1 and 100000),
	CONSTRAINT "organisation_logo_hash_shape" CHECK ("organisation_logo"."hash" ~ '^([0-9a-f]{64})$')
);
