CREATE TABLE "application_logo" (
	"application_id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"picture" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "application_logo_type_known" CHECK ("application_logo"."type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "application_logo_picture_length" CHECK (char_length("application_logo"."picture") between 1 and 100000),
	CONSTRAINT "application_logo_hash_shape" CHECK ("application_logo"."hash" ~ '^([0-9a-f]{64})$')
);
--> statement-breakpoint
ALTER TABLE "application_logo" ADD CONSTRAINT "application_logo_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;