CREATE TABLE "provider_domain" (
	"domain" text PRIMARY KEY NOT NULL,
	"provider_id" uuid NOT NULL,
	CONSTRAINT "provider_domain_length" CHECK (char_length("provider_domain"."domain") between 3 and 253),
	CONSTRAINT "provider_domain_shape" CHECK ("provider_domain"."domain" ~ '^(([a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63})$')
);
--> statement-breakpoint
ALTER TABLE "identity_provider" ADD COLUMN "authorization_parameters" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_domain" ADD CONSTRAINT "provider_domain_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_authorization_parameters_length" CHECK (char_length("identity_provider"."authorization_parameters") between 0 and 20000);