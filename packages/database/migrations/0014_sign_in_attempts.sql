CREATE TABLE "sign_in_attempt" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sign_in_attempt_hash_shape" CHECK ("sign_in_attempt"."key_hash" ~ '^([0-9a-f]{64})$'),
	CONSTRAINT "sign_in_attempt_count_positive" CHECK ("sign_in_attempt"."count" > 0)
);
--> statement-breakpoint
CREATE INDEX "sign_in_attempt_by_expiry" ON "sign_in_attempt" USING btree ("expires_at");