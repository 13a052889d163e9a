ALTER TABLE "claim_mapping" ADD COLUMN "letters" text;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "list" text;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD COLUMN "sync" text;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_letters_known" CHECK ("claim_mapping"."letters" in ('lower', 'upper'));--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_list_known" CHECK ("claim_mapping"."list" in ('first', 'join'));--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_sync_known" CHECK ("claim_mapping"."sync" in ('provider-wins', 'first-sign-in'));