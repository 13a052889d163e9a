CREATE TABLE "application_redirect_uri" (
	"application_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"uri" text NOT NULL,
	CONSTRAINT "application_redirect_uri_application_id_kind_uri_pk" PRIMARY KEY("application_id","kind","uri"),
	CONSTRAINT "application_redirect_uri_kind_known" CHECK ("application_redirect_uri"."kind" in ('sign-in', 'sign-out')),
	CONSTRAINT "application_redirect_uri_length" CHECK (char_length("application_redirect_uri"."uri") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "application_secret" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "application_secret_hash_shape" CHECK ("application_secret"."hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "application_secret_ends_after_start" CHECK ("application_secret"."ends_at" >= "application_secret"."created_at")
);
--> statement-breakpoint
CREATE TABLE "application_subject" (
	"user_id" uuid NOT NULL,
	"sector" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "application_subject_user_id_sector_pk" PRIMARY KEY("user_id","sector"),
	CONSTRAINT "application_subject_unique" UNIQUE("subject"),
	CONSTRAINT "application_subject_shape" CHECK ("application_subject"."subject" ~ '^([A-Za-z0-9_-]{22})$'),
	CONSTRAINT "application_subject_sector_length" CHECK (char_length("application_subject"."sector") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "application_use" (
	"user_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"first_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_released_at" timestamp (3) with time zone,
	CONSTRAINT "application_use_user_id_application_id_pk" PRIMARY KEY("user_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "application" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"client_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"auth_method" text NOT NULL,
	"jwks" jsonb,
	"subject_type" text DEFAULT 'pairwise' NOT NULL,
	"sector" text NOT NULL,
	"claims_in_id_token" boolean DEFAULT false NOT NULL,
	"pkce_required" boolean DEFAULT true NOT NULL,
	"home_url" text,
	"back_channel_logout_url" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "application_client_id_unique" UNIQUE("client_id"),
	CONSTRAINT "application_client_id_shape" CHECK ("application"."client_id" ~ '^([A-Za-z0-9._-]{3,64})$'),
	CONSTRAINT "application_name_length" CHECK (char_length("application"."name") between 1 and 100),
	CONSTRAINT "application_sector_length" CHECK (char_length("application"."sector") between 1 and 255),
	CONSTRAINT "application_home_url_length" CHECK (char_length("application"."home_url") between 1 and 2000),
	CONSTRAINT "application_back_channel_logout_url_length" CHECK (char_length("application"."back_channel_logout_url") between 1 and 2000),
	CONSTRAINT "application_kind_known" CHECK ("application"."kind" in ('web', 'single-page', 'native', 'service')),
	CONSTRAINT "application_auth_method_known" CHECK ("application"."auth_method" in ('none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt')),
	CONSTRAINT "application_subject_type_known" CHECK ("application"."subject_type" in ('pairwise', 'public')),
	CONSTRAINT "application_jwks_is_object" CHECK (jsonb_typeof("application"."jwks") = 'object'),
	CONSTRAINT "application_public_when_on_device" CHECK ("application"."kind" not in ('single-page', 'native') or ("application"."auth_method" = 'none' and "application"."pkce_required")),
	CONSTRAINT "application_service_proves_itself" CHECK ("application"."kind" <> 'service' or "application"."auth_method" <> 'none'),
	CONSTRAINT "application_keys_when_signing" CHECK (("application"."auth_method" = 'private_key_jwt') = ("application"."jwks" is not null)),
	CONSTRAINT "application_deleted_is_disabled" CHECK ("application"."deleted_at" is null or not "application"."enabled")
);
--> statement-breakpoint
CREATE TABLE "oidc_item" (
	"model" text NOT NULL,
	"id_hash" text NOT NULL,
	"payload_sealed" text NOT NULL,
	"grant_hash" text,
	"consumed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "oidc_item_model_id_hash_pk" PRIMARY KEY("model","id_hash"),
	CONSTRAINT "oidc_item_id_hash_shape" CHECK ("oidc_item"."id_hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "oidc_item_grant_hash_shape" CHECK ("oidc_item"."grant_hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "oidc_item_model_length" CHECK (char_length("oidc_item"."model") between 1 and 40),
	CONSTRAINT "oidc_item_payload_length" CHECK (char_length("oidc_item"."payload_sealed") between 1 and 65536)
);
--> statement-breakpoint
CREATE TABLE "oidc_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kid" text NOT NULL,
	"algorithm" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"private_key_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"signs_from" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "oidc_key_kid_unique" UNIQUE("kid"),
	CONSTRAINT "oidc_key_kid_length" CHECK (char_length("oidc_key"."kid") between 43 and 43),
	CONSTRAINT "oidc_key_algorithm_known" CHECK ("oidc_key"."algorithm" in ('RS256', 'EdDSA')),
	CONSTRAINT "oidc_key_public_key_is_object" CHECK (jsonb_typeof("oidc_key"."public_key") = 'object'),
	CONSTRAINT "oidc_key_public_key_is_public" CHECK (not jsonb_exists("oidc_key"."public_key", 'd'))
);
--> statement-breakpoint
CREATE TABLE "purpose_version_recipient" (
	"version_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	CONSTRAINT "purpose_version_recipient_version_id_application_id_pk" PRIMARY KEY("version_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "session_application" (
	"token_hash" text NOT NULL,
	"application_id" uuid NOT NULL,
	"sid" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_application_token_hash_application_id_pk" PRIMARY KEY("token_hash","application_id"),
	CONSTRAINT "session_application_sid_unique" UNIQUE("sid"),
	CONSTRAINT "session_application_sid_shape" CHECK ("session_application"."sid" ~ '^([A-Za-z0-9_-]{21,64})$')
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_type_known";--> statement-breakpoint
ALTER TABLE "purpose_version" ADD COLUMN "for_organisation" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "authenticated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "acr" text;--> statement-breakpoint
ALTER TABLE "application_redirect_uri" ADD CONSTRAINT "application_redirect_uri_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_secret" ADD CONSTRAINT "application_secret_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_subject" ADD CONSTRAINT "application_subject_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_use" ADD CONSTRAINT "application_use_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_use" ADD CONSTRAINT "application_use_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_recipient" ADD CONSTRAINT "purpose_version_recipient_version_id_purpose_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."purpose_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_recipient" ADD CONSTRAINT "purpose_version_recipient_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_application" ADD CONSTRAINT "session_application_token_hash_session_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."session"("token_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_application" ADD CONSTRAINT "session_application_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_secret_by_application" ON "application_secret" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "oidc_item_by_grant" ON "oidc_item" USING btree ("grant_hash");--> statement-breakpoint
CREATE INDEX "oidc_item_by_expiry" ON "oidc_item" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "purpose_version_recipient_by_application" ON "purpose_version_recipient" USING btree ("application_id");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'granted', 'denied', 'told', 'withdrawn', 'expired', 'purpose-withdrawn', 'refreshed', 'corrected', 'sessions-ended', 'identity-connected', 'identity-disconnected', 'closed', 'suspended', 'restored', 'administrator-appointed', 'administrator-invited', 'administrator-invitation-revoked', 'administrator-removed', 'purpose-created', 'purpose-drafted', 'purpose-draft-discarded', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'provider-moved', 'provider-deleted', 'controller-changed', 'settings-changed', 'signing-key-rotated', 'secret-resealed', 'attribute-created', 'attribute-changed', 'attribute-deleted', 'value-shown', 'records-exported', 'application-created', 'application-changed', 'application-deleted', 'oidc-key-rotated'));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_acr_length" CHECK (char_length("session"."acr") between 1 and 255);--> statement-breakpoint

-- By hand: sessions from before say when they began, not when this migration ran.
UPDATE "session" SET "authenticated_at" = "created_at";
--> statement-breakpoint

-- The recipients of a published version are part of what people read: kept as its texts are.
CREATE TRIGGER "purpose_version_recipient_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "purpose_version_recipient"
  FOR EACH ROW EXECUTE FUNCTION "keep_parts_of_published_version"();
--> statement-breakpoint
CREATE TRIGGER "purpose_version_recipient_is_not_truncated" BEFORE TRUNCATE ON "purpose_version_recipient"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
