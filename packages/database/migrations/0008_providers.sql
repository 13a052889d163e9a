CREATE TABLE "account_condition" (
	"provider_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"claim_path" text[],
	"allowed" text[] NOT NULL,
	CONSTRAINT "account_condition_provider_id_position_pk" PRIMARY KEY("provider_id","position"),
	CONSTRAINT "account_condition_kind_known" CHECK ("account_condition"."kind" in ('claim', 'email-verified', 'email-domain')),
	CONSTRAINT "account_condition_position_positive" CHECK ("account_condition"."position" > 0),
	CONSTRAINT "account_condition_path_of_claim" CHECK (("account_condition"."kind" = 'claim') = ("account_condition"."claim_path" is not null)),
	CONSTRAINT "account_condition_path_depth" CHECK (cardinality("account_condition"."claim_path") between 1 and 8),
	CONSTRAINT "account_condition_path_complete" CHECK (array_position("account_condition"."claim_path", null) is null),
	CONSTRAINT "account_condition_allowed_listed" CHECK (("account_condition"."kind" = 'email-verified') = (cardinality("account_condition"."allowed") = 0)),
	CONSTRAINT "account_condition_allowed_complete" CHECK (array_position("account_condition"."allowed", null) is null)
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "identity_provider" ADD COLUMN "client_secret_set_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "identity_provider" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_condition" ADD CONSTRAINT "account_condition_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'refreshed', 'corrected', 'sessions-ended', 'closed', 'suspended', 'restored', 'administrator-appointed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'records-exported'));--> statement-breakpoint
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_revision_positive" CHECK ("identity_provider"."revision" > 0);