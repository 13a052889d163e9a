ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "asks_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "ask_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "published_by" uuid;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'closed', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'controller-changed', 'signing-key-rotated'));--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_asks_all_is_material" CHECK ("purpose_version"."material" or not "purpose_version"."asks_all");--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_ask_from_after_publishing" CHECK ("purpose_version"."ask_from" > "purpose_version"."published_at");--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_published_by_when_published" CHECK ("purpose_version"."published_by" is null or "purpose_version"."published_at" is not null);
--> statement-breakpoint

-- Until now a material version asked about all of it where its words had changed as well. Those who have not signed in
-- since are to be asked what they would have been asked.
ALTER TABLE "purpose_version" DISABLE TRIGGER "purpose_version_is_kept";
--> statement-breakpoint
UPDATE "purpose_version" "v" SET "asks_all" = true FROM "purpose_version" "b"
WHERE "v"."material" AND "b"."purpose_id" = "v"."purpose_id" AND "b"."number" = "v"."number" - 1
  AND (row("v"."retention_kind", "v"."retention_days", "v"."legal_note")
      IS DISTINCT FROM row("b"."retention_kind", "b"."retention_days", "b"."legal_note")
    OR EXISTS (
      (SELECT "language", "name", "description", "details" FROM "purpose_version_text" WHERE "version_id" = "v"."id"
        EXCEPT SELECT "language", "name", "description", "details" FROM "purpose_version_text" WHERE "version_id" = "b"."id")
      UNION ALL
      (SELECT "language", "name", "description", "details" FROM "purpose_version_text" WHERE "version_id" = "b"."id"
        EXCEPT SELECT "language", "name", "description", "details" FROM "purpose_version_text" WHERE "version_id" = "v"."id")));
--> statement-breakpoint
ALTER TABLE "purpose_version" ENABLE TRIGGER "purpose_version_is_kept";
