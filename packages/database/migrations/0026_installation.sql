CREATE TABLE "installation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"offered_languages" text[],
	"fallback_language" text DEFAULT 'en' NOT NULL,
	"languages_revision" integer DEFAULT 1 NOT NULL,
	"person_idle_minutes" integer DEFAULT 480 NOT NULL,
	"person_hours" integer DEFAULT 8 NOT NULL,
	"administrator_idle_minutes" integer DEFAULT 480 NOT NULL,
	"administrator_hours" integer DEFAULT 8 NOT NULL,
	"sessions_revision" integer DEFAULT 1 NOT NULL,
	"anonymous_event_days" integer,
	"retention_revision" integer DEFAULT 1 NOT NULL,
	"accent" text,
	"appearance_revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "installation_is_one_row" CHECK ("installation"."id" = 1),
	CONSTRAINT "installation_fallback_offered" CHECK ("installation"."fallback_language" = any ("installation"."offered_languages")),
	CONSTRAINT "installation_fallback_language_shape" CHECK ("installation"."fallback_language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "installation_person_idle_range" CHECK ("installation"."person_idle_minutes" between 5 and 1440),
	CONSTRAINT "installation_person_hours_range" CHECK ("installation"."person_hours" between 1 and 720),
	CONSTRAINT "installation_administrator_idle_range" CHECK ("installation"."administrator_idle_minutes" between 5 and 1440),
	CONSTRAINT "installation_administrator_hours_range" CHECK ("installation"."administrator_hours" between 1 and 24),
	CONSTRAINT "installation_idle_within_hours" CHECK ("installation"."person_idle_minutes" <= "installation"."person_hours" * 60 and "installation"."administrator_idle_minutes" <= "installation"."administrator_hours" * 60),
	CONSTRAINT "installation_accent_shape" CHECK ("installation"."accent" ~ '^(#[0-9a-f]{6})$'),
	CONSTRAINT "installation_anonymous_event_days_range" CHECK ("installation"."anonymous_event_days" between 1 and 9999)
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'told', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'settings-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'value-shown', 'records-exported'));--> statement-breakpoint

-- By hand: it is there from the start.
INSERT INTO "installation" DEFAULT VALUES;
