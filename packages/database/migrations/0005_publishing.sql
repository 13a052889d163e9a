ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "asks_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "ask_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'closed', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'controller-changed', 'signing-key-rotated'));--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_asks_all_is_material" CHECK ("purpose_version"."material" or not "purpose_version"."asks_all");--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_ask_from_after_publishing" CHECK ("purpose_version"."ask_from" > "purpose_version"."published_at");
--> statement-breakpoint

-- Until now a material version asked about all of it where the words differed from those that somebody had decided on. Who
-- has not signed in since is to be asked that still: the newest material version asks about all of it where the words of
-- any version before it differ from those of today. That may ask somebody once more than before, and never less.
ALTER TABLE "purpose_version" DISABLE TRIGGER "purpose_version_is_kept";
--> statement-breakpoint
WITH "words" AS (
  SELECT "v"."purpose_id", "v"."number", "v"."material", jsonb_build_array("v"."retention_kind", "v"."retention_days",
    "v"."legal_note", (SELECT jsonb_object_agg("t"."language", jsonb_build_array("t"."name", "t"."description", "t"."details"))
      FROM "purpose_version_text" "t" WHERE "t"."version_id" = "v"."id")) AS "words"
  FROM "purpose_version" "v" WHERE "v"."published_at" IS NOT NULL
), "asking" AS (
  SELECT "purpose_id", max("number") FILTER (WHERE "material" AND "number" > 1) AS "number", max("number") AS "newest"
  FROM "words" GROUP BY "purpose_id"
)
UPDATE "purpose_version" "v" SET "asks_all" = true FROM "asking" "a"
WHERE "a"."purpose_id" = "v"."purpose_id" AND "a"."number" = "v"."number" AND EXISTS (
  SELECT FROM "words" "b" JOIN "words" "n" ON "n"."purpose_id" = "b"."purpose_id" AND "n"."number" = "a"."newest"
  WHERE "b"."purpose_id" = "v"."purpose_id" AND "b"."number" < "v"."number" AND "b"."words" <> "n"."words");
--> statement-breakpoint
ALTER TABLE "purpose_version" ENABLE TRIGGER "purpose_version_is_kept";
