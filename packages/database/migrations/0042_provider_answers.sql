ALTER TABLE "identity_provider" ADD COLUMN "response_mode" text DEFAULT 'query' NOT NULL;--> statement-breakpoint
ALTER TABLE "identity_provider" ADD COLUMN "token_algorithm" text;--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_response_mode_known" CHECK ("identity_provider"."response_mode" in ('query', 'form_post'));--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_token_algorithm_shape" CHECK ("identity_provider"."token_algorithm" ~ '^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519)$');