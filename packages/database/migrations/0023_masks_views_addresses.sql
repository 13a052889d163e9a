CREATE TABLE "event_address" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "event_address_length" CHECK (char_length("event_address"."address") between 2 and 45)
);
--> statement-breakpoint
CREATE TABLE "record_view" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_view_name_unique" UNIQUE("user_id","name"),
	CONSTRAINT "record_view_name_length" CHECK (char_length("record_view"."name") between 1 and 60),
	CONSTRAINT "record_view_search_length" CHECK (char_length("record_view"."search") between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "attribute" ADD COLUMN "masked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "event_address" ADD CONSTRAINT "event_address_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_view" ADD CONSTRAINT "record_view_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_address_by_time" ON "event_address" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_address_by_address" ON "event_address" USING btree ("address","event_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'value-shown', 'records-exported'));