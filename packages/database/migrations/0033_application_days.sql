CREATE TABLE "application_day" (
	"application_id" uuid NOT NULL,
	"day" date NOT NULL,
	"outcome" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "application_day_application_id_day_outcome_pk" PRIMARY KEY("application_id","day","outcome"),
	CONSTRAINT "application_day_outcome_known" CHECK ("application_day"."outcome" in ('signed-in', 'refused', 'redirect-uri', 'client-authentication', 'code', 'request')),
	CONSTRAINT "application_day_positive" CHECK ("application_day"."count" > 0)
);
--> statement-breakpoint
ALTER TABLE "application_use" ADD COLUMN "last_signed_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "last_scopes" text;--> statement-breakpoint
ALTER TABLE "application_day" ADD CONSTRAINT "application_day_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_last_scopes_length" CHECK (char_length("application"."last_scopes") between 1 and 2000);