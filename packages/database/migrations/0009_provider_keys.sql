CREATE TABLE "provider_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"provider_id" uuid NOT NULL,
	"kid" text NOT NULL,
	"algorithm" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"private_key_sealed" text NOT NULL,
	"in_use" boolean NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_key_kid_unique" UNIQUE("kid"),
	CONSTRAINT "provider_key_kid_length" CHECK (char_length("provider_key"."kid") between 43 and 43),
	CONSTRAINT "provider_key_algorithm_known" CHECK ("provider_key"."algorithm" in ('EdDSA', 'Ed25519', 'ES256', 'RS256')),
	CONSTRAINT "provider_key_public_key_is_object" CHECK (jsonb_typeof("provider_key"."public_key") = 'object'),
	CONSTRAINT "provider_key_public_key_is_public" CHECK (not jsonb_exists("provider_key"."public_key", 'd'))
);
--> statement-breakpoint
ALTER TABLE "identity_provider" DROP CONSTRAINT "identity_provider_token_auth_method_known";--> statement-breakpoint
ALTER TABLE "identity_provider" ALTER COLUMN "client_secret_sealed" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_key" ADD CONSTRAINT "provider_key_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_key_one_in_use" ON "provider_key" USING btree ("provider_id") WHERE "provider_key"."in_use";--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_secret_or_key" CHECK ("identity_provider"."token_auth_method" = 'private_key_jwt' or "identity_provider"."client_secret_sealed" is not null);--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_token_auth_method_known" CHECK ("identity_provider"."token_auth_method" in ('client_secret_basic', 'client_secret_post', 'private_key_jwt'));