ALTER TABLE "attribute_value" DROP CONSTRAINT "attribute_value_length";--> statement-breakpoint
ALTER TABLE "attribute_value" ADD COLUMN "unusable_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "unusable_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "unusable_last" date;--> statement-breakpoint
ALTER TABLE "attribute_value" ADD CONSTRAINT "attribute_value_length" CHECK (char_length("attribute_value"."value") between 1 and 51399);