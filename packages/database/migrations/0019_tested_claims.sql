CREATE TABLE "provider_test" (
	"provider_id" uuid PRIMARY KEY NOT NULL,
	"tested_on" date NOT NULL,
	"claim_paths" text[] NOT NULL,
	CONSTRAINT "provider_test_paths_number" CHECK (cardinality("provider_test"."claim_paths") <= 100),
	CONSTRAINT "provider_test_paths_complete" CHECK (array_position("provider_test"."claim_paths", null) is null),
	CONSTRAINT "provider_test_paths_without_blanks" CHECK (cardinality(string_to_array(array_to_string("provider_test"."claim_paths", ' '), ' ')) = cardinality("provider_test"."claim_paths")),
	CONSTRAINT "provider_test_paths_are_names" CHECK (array_to_string("provider_test"."claim_paths", ' ') !~ '[^ ]{201}|@')
);
--> statement-breakpoint
ALTER TABLE "provider_test" ADD CONSTRAINT "provider_test_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE restrict ON UPDATE no action;