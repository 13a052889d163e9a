ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
DROP INDEX "federated_identity_by_user";--> statement-breakpoint
ALTER TABLE "federated_identity" ADD CONSTRAINT "federated_identity_one_per_provider" UNIQUE("user_id","provider_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'records-exported'));--> statement-breakpoint

-- By hand: nobody locks themselves out of their account. The person is locked first, or of two transactions that take one
-- identity each both would see the other's.
CREATE FUNCTION "keep_an_identity"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "standing" text;
BEGIN
  SELECT "status" INTO "standing" FROM "public"."users" WHERE "id" = OLD."user_id" FOR NO KEY UPDATE;
  IF "standing" <> 'closed' AND NOT EXISTS (
    SELECT FROM "public"."federated_identity" WHERE "user_id" = OLD."user_id"
  ) THEN
    RAISE EXCEPTION 'an account keeps an identity'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "federated_identity_one_stays" AFTER DELETE ON "federated_identity"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "keep_an_identity"();
