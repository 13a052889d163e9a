ALTER TABLE "controller" ADD COLUMN "identifier" text;--> statement-breakpoint
ALTER TABLE "controller" ADD COLUMN "officer_name" text;--> statement-breakpoint
ALTER TABLE "controller" ADD COLUMN "officer_email" text;--> statement-breakpoint
ALTER TABLE "controller" ADD COLUMN "authority_name" text;--> statement-breakpoint
ALTER TABLE "controller" ADD COLUMN "authority_url" text;--> statement-breakpoint
ALTER TABLE "controller" ADD CONSTRAINT "controller_authority_url_shape" CHECK ("controller"."authority_url" ~ '^(https?://.+)$');--> statement-breakpoint
ALTER TABLE "controller" ADD CONSTRAINT "controller_authority_has_name" CHECK ("controller"."authority_url" is null or "controller"."authority_name" is not null);