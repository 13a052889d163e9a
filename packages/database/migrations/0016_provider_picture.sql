CREATE TABLE "provider_logo" (
	"provider_id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"picture" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "provider_logo_type_known" CHECK ("provider_logo"."type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "provider_logo_picture_length" CHECK (char_length("provider_logo"."picture") between 1 and 100000),
	CONSTRAINT "provider_logo_hash_shape" CHECK ("provider_logo"."hash" ~ '^([0-9a-f]{64})$')
);
--> statement-breakpoint
ALTER TABLE "identity_provider" ADD COLUMN "logo_letters" text;--> statement-breakpoint
ALTER TABLE "provider_logo" ADD CONSTRAINT "provider_logo_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_logo_letters_length" CHECK (char_length("identity_provider"."logo_letters") between 1 and 2);