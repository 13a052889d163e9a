ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "receipt_item" DROP CONSTRAINT "receipt_item_receipt_id_receipt_id_fk";
--> statement-breakpoint
DROP INDEX "attribute_value_by_attribute";--> statement-breakpoint
DROP INDEX "receipt_item_by_version";--> statement-breakpoint
ALTER TABLE "receipt_item" ADD COLUMN "decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
-- By hand, from here to the foreign key: decisions that are there already get the time of their receipt. It is in no digest,
-- because the foreign key holds it to a time that is.
ALTER TABLE "receipt_item" DISABLE TRIGGER "receipt_item_is_immutable";--> statement-breakpoint
UPDATE "receipt_item" SET "decided_at" = "receipt"."decided_at" FROM "receipt" WHERE "receipt"."id" = "receipt_item"."receipt_id";--> statement-breakpoint
ALTER TABLE "receipt_item" ENABLE TRIGGER "receipt_item_is_immutable";--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_decided_at" UNIQUE("id","decided_at");--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_of_receipt" FOREIGN KEY ("receipt_id","decided_at") REFERENCES "public"."receipt"("id","decided_at") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attribute_value_by_beginning" ON "attribute_value" USING btree ("attribute_key",lower(left("value", 100)) text_pattern_ops,"user_id");--> statement-breakpoint
CREATE INDEX "consent_grant_live_by_time" ON "consent_grant" USING btree ("purpose_id","granted_at") WHERE "consent_grant"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "event_administrative" ON "event" USING btree ("at","id") WHERE (actor_kind = 'administrator' or (actor_kind = 'system' and type not in ('expired', 'refreshed')));--> statement-breakpoint
CREATE INDEX "federated_identity_by_provider" ON "federated_identity" USING btree ("provider_id","created_at","user_id");--> statement-breakpoint
CREATE INDEX "receipt_by_time" ON "receipt" USING btree ("decided_at","id");--> statement-breakpoint
CREATE INDEX "receipt_by_provider" ON "receipt" USING btree ("provider_id","decided_at","id");--> statement-breakpoint
CREATE INDEX "users_by_status" ON "users" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "users_by_presence" ON "users" USING btree (coalesce("last_sign_in_at", "created_at"),"id");--> statement-breakpoint
CREATE INDEX "receipt_item_by_version" ON "receipt_item" USING btree ("purpose_version_id","attribute_key","state","decided_at","receipt_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'closed', 'suspended', 'restored', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'controller-changed', 'signing-key-rotated', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'records-exported'));--> statement-breakpoint

-- By hand: ANALYZE copies values into the statistics, where they would outlive their erasure. Nothing is to be known about
-- what is in these columns; a change of type, to the same, drops what is known already.
ALTER TABLE "attribute_value" ALTER COLUMN "value" TYPE text;--> statement-breakpoint
ALTER TABLE "attribute_value" ALTER COLUMN "value" SET STATISTICS 0;--> statement-breakpoint
ALTER INDEX "attribute_value_by_beginning" ALTER COLUMN 2 SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "federated_identity" ALTER COLUMN "subject" TYPE text;--> statement-breakpoint
ALTER TABLE "federated_identity" ALTER COLUMN "subject" SET STATISTICS 0;
