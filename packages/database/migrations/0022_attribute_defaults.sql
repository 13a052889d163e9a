ALTER TABLE "attribute_value" DROP CONSTRAINT "attribute_value_source_known";--> statement-breakpoint
ALTER TABLE "receipt_item" DROP CONSTRAINT "receipt_item_source_known";--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "default_value" text;--> statement-breakpoint
ALTER TABLE "attribute_value" ADD CONSTRAINT "attribute_value_source_known" CHECK ("attribute_value"."source" in ('provider', 'self', 'default'));--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_default_length" CHECK (char_length("claim_mapping"."default_value") between 1 and 1024);--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_default_vouches_for_nothing" CHECK ("claim_mapping"."default_value" is null or "claim_mapping"."attribute_key" not in ('email_verified', 'phone_number_verified'));--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_source_known" CHECK ("receipt_item"."source" in ('provider', 'self', 'default'));