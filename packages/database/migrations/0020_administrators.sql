CREATE TABLE "administrator_invitation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"invited_by" uuid NOT NULL,
	CONSTRAINT "administrator_invitation_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "administrator_invitation_token_hash_shape" CHECK ("administrator_invitation"."token_hash" ~ '^([0-9a-f]{64})$')
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'records-exported'));