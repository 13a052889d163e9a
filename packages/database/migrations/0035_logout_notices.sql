CREATE TABLE "logout_notice" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"sid" text NOT NULL,
	"subject" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "logout_notice_once" UNIQUE("application_id","sid"),
	CONSTRAINT "logout_notice_sid_shape" CHECK ("logout_notice"."sid" ~ '^([A-Za-z0-9_-]{21,64})$'),
	CONSTRAINT "logout_notice_subject_shape" CHECK ("logout_notice"."subject" ~ '^([A-Za-z0-9_-]{22})$')
);
--> statement-breakpoint
ALTER TABLE "logout_notice" ADD CONSTRAINT "logout_notice_application_id_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."application"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "logout_notice_by_due" ON "logout_notice" USING btree ("due_at");--> statement-breakpoint

-- By hand: applications of one sector know a person by the same identifier.
CREATE FUNCTION "subject_sector"("subject_type" text, "sector" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN "subject_type" = 'public' THEN 'public' ELSE 'pairwise:' || "sector" END
$$;
--> statement-breakpoint

-- Whatever ends a session tells its applications, in the same transaction. One that is over by time tells nobody.
CREATE FUNCTION "tell_applications_of_logout"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."expires_at" > now() THEN
    INSERT INTO "logout_notice" ("application_id", "sid", "subject")
    SELECT sa."application_id", sa."sid", p."subject"
    FROM "session_application" sa
    JOIN "application" a ON a."id" = sa."application_id"
    LEFT JOIN "application_subject" p ON p."user_id" = OLD."user_id" AND p."sector" = "subject_sector"(a."subject_type", a."sector")
    WHERE sa."token_hash" = OLD."token_hash" AND a."enabled" AND a."back_channel_logout_url" IS NOT NULL
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER "session_tells_applications" BEFORE DELETE ON "session"
  FOR EACH ROW EXECUTE FUNCTION "tell_applications_of_logout"();
