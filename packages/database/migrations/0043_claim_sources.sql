ALTER TABLE "claim_mapping" ADD COLUMN "sources" jsonb;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "dates" text;--> statement-breakpoint
CREATE INDEX "attribute_value_by_digits" ON "attribute_value" USING btree ("attribute_key",regexp_replace(left("value", 100), '[^0-9]', '', 'g') text_pattern_ops,"user_id") WHERE "attribute_value"."value" ~ '^[+(0-9]';--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_dates_known" CHECK ("claim_mapping"."dates" in ('day-first', 'month-first', 'drop-time'));--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_sources_count" CHECK (jsonb_array_length("claim_mapping"."sources") between 1 and 5);--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_sources_begin" CHECK ("claim_mapping"."sources" -> 0 -> 0 = to_jsonb("claim_mapping"."claim_path"));