CREATE TABLE "retention_run" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"removed" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "retention_run_removed_is_object" CHECK (jsonb_typeof("retention_run"."removed") = 'object')
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "attribute_value" ADD COLUMN "missing_since" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "retention_run_by_start" ON "retention_run" USING btree ("started_at");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'closed', 'administrator-appointed', 'purpose-created', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'controller-changed', 'signing-key-rotated'));