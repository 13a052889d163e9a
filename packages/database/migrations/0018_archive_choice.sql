ALTER TABLE "consent_grant" DROP CONSTRAINT "consent_grant_end_reason_known";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
DROP INDEX "event_administrative";--> statement-breakpoint
ALTER TABLE "purpose" ADD COLUMN "ends_grants" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "event_administrative" ON "event" USING btree ("at","id") WHERE (actor_kind = 'administrator' or (actor_kind = 'system' and type not in ('expired', 'purpose-withdrawn', 'refreshed', 'sessions-ended')));--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_end_reason_known" CHECK ("consent_grant"."end_reason" in ('withdrawn', 'superseded', 'expired', 'account-closed', 'purpose-ended'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'records-exported'));--> statement-breakpoint
ALTER TABLE "purpose" ADD CONSTRAINT "purpose_ends_grants_when_archived" CHECK ("purpose"."status" = 'archived' or not "purpose"."ends_grants");--> statement-breakpoint

-- By hand: a published version may have been read by somebody who left without a trace, so it does not go with its purpose
-- any more either. A purpose that was live once is archived.
CREATE OR REPLACE FUNCTION "keep_published_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."published_at" IS NULL THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
  RAISE EXCEPTION 'a published version is kept as it is'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END;
$$;
