CREATE TABLE "attribute_text" (
	"attribute_key" text NOT NULL,
	"language" text NOT NULL,
	"label" text NOT NULL,
	"explanation" text DEFAULT '' NOT NULL,
	CONSTRAINT "attribute_text_attribute_key_language_pk" PRIMARY KEY("attribute_key","language"),
	CONSTRAINT "attribute_text_language_shape" CHECK ("attribute_text"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "attribute_text_label_length" CHECK (char_length("attribute_text"."label") between 1 and 255),
	CONSTRAINT "attribute_text_explanation_length" CHECK (char_length("attribute_text"."explanation") between 0 and 1023)
);
--> statement-breakpoint
CREATE TABLE "attribute_value" (
	"user_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"value" text NOT NULL,
	"source" text NOT NULL,
	"provider_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"refreshed_at" timestamp (3) with time zone,
	CONSTRAINT "attribute_value_user_id_attribute_key_pk" PRIMARY KEY("user_id","attribute_key"),
	CONSTRAINT "attribute_value_source_known" CHECK ("attribute_value"."source" in ('provider', 'self')),
	CONSTRAINT "attribute_value_provider_unless_self" CHECK (("attribute_value"."source" = 'self') = ("attribute_value"."provider_id" is null)),
	CONSTRAINT "attribute_value_length" CHECK (char_length("attribute_value"."value") between 1 and 1024)
);
--> statement-breakpoint
CREATE TABLE "attribute" (
	"key" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"sensitive" boolean DEFAULT false NOT NULL,
	"self_assertable" boolean DEFAULT false NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "attribute_type_known" CHECK ("attribute"."type" in ('text', 'email', 'phone', 'url', 'date', 'boolean', 'locale', 'list')),
	CONSTRAINT "attribute_key_shape" CHECK ("attribute"."key" ~ '^([A-Za-z][A-Za-z0-9_:-]{0,62})$')
);
--> statement-breakpoint
CREATE TABLE "claim_mapping" (
	"provider_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"claim_path" text[] NOT NULL,
	CONSTRAINT "claim_mapping_provider_id_attribute_key_pk" PRIMARY KEY("provider_id","attribute_key"),
	CONSTRAINT "claim_mapping_path_depth" CHECK (cardinality("claim_mapping"."claim_path") between 1 and 8),
	CONSTRAINT "claim_mapping_path_complete" CHECK (array_position("claim_mapping"."claim_path", null) is null)
);
--> statement-breakpoint
CREATE TABLE "consent_grant" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose_id" uuid NOT NULL,
	"purpose_version_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"receipt_id" uuid NOT NULL,
	"granted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	CONSTRAINT "consent_grant_end_reason_known" CHECK ("consent_grant"."end_reason" in ('withdrawn', 'superseded', 'expired', 'account-closed')),
	CONSTRAINT "consent_grant_reason_when_ended" CHECK (("consent_grant"."ended_at" is null) = ("consent_grant"."end_reason" is null)),
	CONSTRAINT "consent_grant_ends_after_start" CHECK ("consent_grant"."ended_at" >= "consent_grant"."granted_at"),
	CONSTRAINT "consent_grant_expires_after_start" CHECK ("consent_grant"."expires_at" > "consent_grant"."granted_at")
);
--> statement-breakpoint
CREATE TABLE "controller" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"address" text,
	"contact" text,
	"email" text,
	"phone" text,
	"privacy_notice_url" text,
	"help_email" text,
	"default_language" text DEFAULT 'en' NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "controller_is_one_row" CHECK ("controller"."id" = 1),
	CONSTRAINT "controller_name_length" CHECK (char_length("controller"."name") between 1 and 255),
	CONSTRAINT "controller_display_name_length" CHECK (char_length("controller"."display_name") between 1 and 255),
	CONSTRAINT "controller_privacy_notice_url_shape" CHECK ("controller"."privacy_notice_url" ~ '^(https?://.+)$'),
	CONSTRAINT "controller_default_language_shape" CHECK ("controller"."default_language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$')
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"type" text NOT NULL,
	"actor_kind" text,
	"actor_id" uuid,
	"pseudonym" uuid,
	"provider_id" uuid,
	"purpose_id" uuid,
	"receipt_id" uuid,
	"language" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "event_type_known" CHECK ("event"."type" in ('provisioned', 'refused', 'administrator-appointed', 'purpose-created', 'purpose-changed', 'purpose-moved', 'purpose-archived', 'purpose-restored', 'purpose-deleted', 'provider-created', 'provider-changed', 'controller-changed')),
	CONSTRAINT "event_actor_kind_known" CHECK ("event"."actor_kind" in ('person', 'administrator', 'system')),
	CONSTRAINT "event_actor_named" CHECK (("event"."actor_id" is null) = (coalesce("event"."actor_kind", 'system') = 'system')),
	CONSTRAINT "event_actor_unless_refused" CHECK (("event"."actor_kind" is null) = ("event"."type" = 'refused')),
	CONSTRAINT "event_refusal_anonymous" CHECK ("event"."type" <> 'refused' or ("event"."actor_id" is null and "event"."pseudonym" is null and "event"."receipt_id" is null)),
	CONSTRAINT "event_refusal_hour_only" CHECK ("event"."type" <> 'refused' or date_trunc('hour', "event"."at" at time zone 'UTC') = "event"."at" at time zone 'UTC'),
	CONSTRAINT "event_language_shape" CHECK ("event"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "event_details_is_object" CHECK (jsonb_typeof("event"."details") = 'object')
);
--> statement-breakpoint
CREATE TABLE "federated_identity" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "federated_identity_subject_unique" UNIQUE("provider_id","subject"),
	CONSTRAINT "federated_identity_subject_length" CHECK (char_length("federated_identity"."subject") between 1 and 1023)
);
--> statement-breakpoint
CREATE TABLE "identity_provider_purpose" (
	"provider_id" uuid NOT NULL,
	"purpose_id" uuid NOT NULL,
	CONSTRAINT "identity_provider_purpose_provider_id_purpose_id_pk" PRIMARY KEY("provider_id","purpose_id")
);
--> statement-breakpoint
CREATE TABLE "identity_provider" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"hint" text,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret_sealed" text NOT NULL,
	"scopes" text NOT NULL,
	"token_auth_method" text DEFAULT 'client_secret_basic' NOT NULL,
	"jit_mode" text NOT NULL,
	"sync_policy" text DEFAULT 'provider-wins' NOT NULL,
	"purposes_mode" text DEFAULT 'all' NOT NULL,
	"account_url" text,
	"enabled" boolean NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_provider_slug_unique" UNIQUE("slug"),
	CONSTRAINT "identity_provider_slug_shape" CHECK ("identity_provider"."slug" ~ '^([a-z0-9]+(-[a-z0-9]+)*)$'),
	CONSTRAINT "identity_provider_slug_length" CHECK (char_length("identity_provider"."slug") between 1 and 63),
	CONSTRAINT "identity_provider_name_length" CHECK (char_length("identity_provider"."name") between 1 and 255),
	CONSTRAINT "identity_provider_hint_length" CHECK (char_length("identity_provider"."hint") between 1 and 255),
	CONSTRAINT "identity_provider_issuer_shape" CHECK ("identity_provider"."issuer" ~ '^(https?://[^?#]+)$'),
	CONSTRAINT "identity_provider_account_url_shape" CHECK ("identity_provider"."account_url" ~ '^(https?://.+)$'),
	CONSTRAINT "identity_provider_client_id_length" CHECK (char_length("identity_provider"."client_id") between 1 and 1023),
	CONSTRAINT "identity_provider_scopes_openid" CHECK ('openid' = any(string_to_array("identity_provider"."scopes", ' '))),
	CONSTRAINT "identity_provider_token_auth_method_known" CHECK ("identity_provider"."token_auth_method" in ('client_secret_basic', 'client_secret_post')),
	CONSTRAINT "identity_provider_jit_mode_known" CHECK ("identity_provider"."jit_mode" in ('off', 'ask', 'notice')),
	CONSTRAINT "identity_provider_sync_policy_known" CHECK ("identity_provider"."sync_policy" in ('provider-wins', 'first-sign-in')),
	CONSTRAINT "identity_provider_purposes_mode_known" CHECK ("identity_provider"."purposes_mode" in ('all', 'chosen'))
);
--> statement-breakpoint
CREATE TABLE "one_use_key" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "one_use_key_hash_shape" CHECK ("one_use_key"."key_hash" ~ '^([0-9a-f]{64})$')
);
--> statement-breakpoint
CREATE TABLE "purpose_version_attribute" (
	"version_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"position" integer NOT NULL,
	"mandatory" boolean NOT NULL,
	CONSTRAINT "purpose_version_attribute_version_id_attribute_key_pk" PRIMARY KEY("version_id","attribute_key"),
	CONSTRAINT "purpose_version_attribute_as_asked" UNIQUE("version_id","attribute_key","mandatory"),
	CONSTRAINT "purpose_version_attribute_position_unique" UNIQUE("version_id","position"),
	CONSTRAINT "purpose_version_attribute_position_positive" CHECK ("purpose_version_attribute"."position" > 0)
);
--> statement-breakpoint
CREATE TABLE "purpose_version_reason" (
	"version_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"language" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "purpose_version_reason_version_id_attribute_key_language_pk" PRIMARY KEY("version_id","attribute_key","language"),
	CONSTRAINT "purpose_version_reason_language_shape" CHECK ("purpose_version_reason"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "purpose_version_reason_length" CHECK (char_length("purpose_version_reason"."reason") between 1 and 1023)
);
--> statement-breakpoint
CREATE TABLE "purpose_version_text" (
	"version_id" uuid NOT NULL,
	"language" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"details" text,
	CONSTRAINT "purpose_version_text_version_id_language_pk" PRIMARY KEY("version_id","language"),
	CONSTRAINT "purpose_version_text_language_shape" CHECK ("purpose_version_text"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "purpose_version_text_name_length" CHECK (char_length("purpose_version_text"."name") between 1 and 255),
	CONSTRAINT "purpose_version_text_description_length" CHECK (char_length("purpose_version_text"."description") between 1 and 1023),
	CONSTRAINT "purpose_version_text_details_length" CHECK (char_length("purpose_version_text"."details") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "purpose_version" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"retention_kind" text NOT NULL,
	"retention_days" integer,
	"legal_note" text,
	"material" boolean NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "purpose_version_number_unique" UNIQUE("purpose_id","number"),
	CONSTRAINT "purpose_version_of_purpose" UNIQUE("id","purpose_id"),
	CONSTRAINT "purpose_version_number_positive" CHECK ("purpose_version"."number" > 0),
	CONSTRAINT "purpose_version_retention_known" CHECK ("purpose_version"."retention_kind" in ('account-closed', 'withdrawn', 'days')),
	CONSTRAINT "purpose_version_days_when_days" CHECK (("purpose_version"."retention_kind" = 'days') = ("purpose_version"."retention_days" is not null)),
	CONSTRAINT "purpose_version_days_range" CHECK ("purpose_version"."retention_days" between 1 and 36500),
	CONSTRAINT "purpose_version_legal_note_length" CHECK (char_length("purpose_version"."legal_note") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "purpose" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"status" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "purpose_name_unique" UNIQUE("name_key"),
	CONSTRAINT "purpose_status_known" CHECK ("purpose"."status" in ('draft', 'live', 'archived')),
	CONSTRAINT "purpose_name_length" CHECK (char_length("purpose"."name") between 1 and 255),
	CONSTRAINT "purpose_archived_at_when_archived" CHECK (("purpose"."status" = 'archived') = ("purpose"."archived_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "receipt_item" (
	"receipt_id" uuid NOT NULL,
	"purpose_version_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"state" text NOT NULL,
	"mandatory" boolean NOT NULL,
	"source" text,
	CONSTRAINT "receipt_item_receipt_id_purpose_version_id_attribute_key_pk" PRIMARY KEY("receipt_id","purpose_version_id","attribute_key"),
	CONSTRAINT "receipt_item_state_known" CHECK ("receipt_item"."state" in ('granted', 'denied', 'not-sent')),
	CONSTRAINT "receipt_item_source_known" CHECK ("receipt_item"."source" in ('provider', 'self')),
	CONSTRAINT "receipt_item_source_when_granted" CHECK (("receipt_item"."state" = 'granted') = ("receipt_item"."source" is not null))
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"pseudonym" uuid NOT NULL,
	"kind" text NOT NULL,
	"provider_id" uuid,
	"provider_name" text,
	"language" text NOT NULL,
	"notice" jsonb NOT NULL,
	"notice_hash" text NOT NULL,
	"collection_method" text NOT NULL,
	"decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipt_number_unique" UNIQUE("number"),
	CONSTRAINT "receipt_number_shape" CHECK ("receipt"."number" ~ '^([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})$'),
	CONSTRAINT "receipt_kind_known" CHECK ("receipt"."kind" in ('consent', 'notice', 'withdrawal')),
	CONSTRAINT "receipt_provider_named" CHECK (("receipt"."provider_id" is null) = ("receipt"."provider_name" is null)),
	CONSTRAINT "receipt_provider_name_length" CHECK (char_length("receipt"."provider_name") between 1 and 255),
	CONSTRAINT "receipt_language_shape" CHECK ("receipt"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "receipt_notice_is_object" CHECK (jsonb_typeof("receipt"."notice") = 'object'),
	CONSTRAINT "receipt_notice_hash_shape" CHECK ("receipt"."notice_hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "receipt_collection_method_known" CHECK ("receipt"."collection_method" in ('web-form', 'notice', 'on-request'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_hash_shape" CHECK ("session"."token_hash" ~ '^([0-9a-f]{64})$')
);
--> statement-breakpoint
CREATE TABLE "setup_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" uuid,
	CONSTRAINT "setup_link_token_hash_shape" CHECK ("setup_link"."token_hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "setup_link_used_by_somebody" CHECK (("setup_link"."used_at" is null) = ("setup_link"."used_by" is null))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pseudonym" uuid,
	"role" text DEFAULT 'person' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "users_pseudonym_unique" UNIQUE("pseudonym"),
	CONSTRAINT "users_role_known" CHECK ("users"."role" in ('person', 'administrator')),
	CONSTRAINT "users_status_known" CHECK ("users"."status" in ('active', 'suspended', 'closed')),
	CONSTRAINT "users_language_shape" CHECK ("users"."language" ~ '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$'),
	CONSTRAINT "users_pseudonym_until_closed" CHECK (("users"."status" = 'closed') = ("users"."pseudonym" is null)),
	CONSTRAINT "users_pseudonym_is_not_the_id" CHECK ("users"."pseudonym" <> "users"."id"),
	CONSTRAINT "users_closed_at_when_closed" CHECK (("users"."status" = 'closed') = ("users"."closed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "attribute_text" ADD CONSTRAINT "attribute_text_attribute_key_attribute_key_fk" FOREIGN KEY ("attribute_key") REFERENCES "public"."attribute"("key") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_value" ADD CONSTRAINT "attribute_value_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_value" ADD CONSTRAINT "attribute_value_attribute_key_attribute_key_fk" FOREIGN KEY ("attribute_key") REFERENCES "public"."attribute"("key") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_value" ADD CONSTRAINT "attribute_value_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_mapping" ADD CONSTRAINT "claim_mapping_attribute_key_attribute_key_fk" FOREIGN KEY ("attribute_key") REFERENCES "public"."attribute"("key") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_of_version" FOREIGN KEY ("purpose_version_id","attribute_key") REFERENCES "public"."purpose_version_attribute"("version_id","attribute_key") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_of_purpose" FOREIGN KEY ("purpose_version_id","purpose_id") REFERENCES "public"."purpose_version"("id","purpose_id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "federated_identity" ADD CONSTRAINT "federated_identity_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "federated_identity" ADD CONSTRAINT "federated_identity_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_provider_purpose" ADD CONSTRAINT "identity_provider_purpose_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_provider_purpose" ADD CONSTRAINT "identity_provider_purpose_purpose_id_purpose_id_fk" FOREIGN KEY ("purpose_id") REFERENCES "public"."purpose"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_attribute" ADD CONSTRAINT "purpose_version_attribute_version_id_purpose_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."purpose_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_attribute" ADD CONSTRAINT "purpose_version_attribute_attribute_key_attribute_key_fk" FOREIGN KEY ("attribute_key") REFERENCES "public"."attribute"("key") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_reason" ADD CONSTRAINT "purpose_version_reason_of_attribute" FOREIGN KEY ("version_id","attribute_key") REFERENCES "public"."purpose_version_attribute"("version_id","attribute_key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version_text" ADD CONSTRAINT "purpose_version_text_version_id_purpose_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."purpose_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_purpose_id_purpose_id_fk" FOREIGN KEY ("purpose_id") REFERENCES "public"."purpose"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_item" ADD CONSTRAINT "receipt_item_as_asked" FOREIGN KEY ("purpose_version_id","attribute_key","mandatory") REFERENCES "public"."purpose_version_attribute"("version_id","attribute_key","mandatory") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_link" ADD CONSTRAINT "setup_link_used_by_users_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attribute_value_by_attribute" ON "attribute_value" USING btree ("attribute_key");--> statement-breakpoint
CREATE INDEX "claim_mapping_by_attribute" ON "claim_mapping" USING btree ("attribute_key");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_grant_one_live" ON "consent_grant" USING btree ("user_id","attribute_key","purpose_id") WHERE "consent_grant"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "consent_grant_live_by_purpose" ON "consent_grant" USING btree ("purpose_id","user_id") WHERE "consent_grant"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "consent_grant_by_version" ON "consent_grant" USING btree ("purpose_version_id","attribute_key");--> statement-breakpoint
CREATE INDEX "consent_grant_by_user" ON "consent_grant" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "event_by_time" ON "event" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "event_by_type" ON "event" USING btree ("type","at");--> statement-breakpoint
CREATE INDEX "event_by_pseudonym" ON "event" USING btree ("pseudonym","at");--> statement-breakpoint
CREATE INDEX "federated_identity_by_user" ON "federated_identity" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "identity_provider_purpose_by_purpose" ON "identity_provider_purpose" USING btree ("purpose_id");--> statement-breakpoint
CREATE INDEX "one_use_key_by_expiry" ON "one_use_key" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "purpose_version_attribute_by_attribute" ON "purpose_version_attribute" USING btree ("attribute_key");--> statement-breakpoint
CREATE INDEX "receipt_item_by_version" ON "receipt_item" USING btree ("purpose_version_id","attribute_key");--> statement-breakpoint
CREATE INDEX "receipt_by_pseudonym" ON "receipt" USING btree ("pseudonym","decided_at");--> statement-breakpoint
CREATE INDEX "session_by_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_by_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "users_by_creation" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "users_administrators" ON "users" USING btree ("id") WHERE "users"."role" = 'administrator';