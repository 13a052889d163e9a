CREATE TABLE "closed_subject_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"is_only" boolean DEFAULT true NOT NULL,
	"key_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "closed_subject_key_is_one_row" UNIQUE("is_only"),
	CONSTRAINT "closed_subject_key_is_only" CHECK ("closed_subject_key"."is_only")
);
