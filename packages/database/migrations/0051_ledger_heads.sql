CREATE TABLE "checkpoint_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kid" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"private_key_sealed" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "checkpoint_key_kid_unique" UNIQUE("kid"),
	CONSTRAINT "checkpoint_key_kid_length" CHECK (char_length("checkpoint_key"."kid") between 43 and 43),
	CONSTRAINT "checkpoint_key_public_key_is_object" CHECK (jsonb_typeof("checkpoint_key"."public_key") = 'object'),
	CONSTRAINT "checkpoint_key_private_until_retired" CHECK (("checkpoint_key"."retired_at" is null) = ("checkpoint_key"."private_key_sealed" is not null))
);
--> statement-breakpoint
CREATE TABLE "ledger_checkpoint" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"origin" text NOT NULL,
	"kid" text NOT NULL,
	"note" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_checkpoint_size_positive" CHECK ("ledger_checkpoint"."size" > 0),
	CONSTRAINT "ledger_checkpoint_root_shape" CHECK ("ledger_checkpoint"."root" ~ '^([A-Za-z0-9+/]{43}=)$'),
	CONSTRAINT "ledger_checkpoint_origin_length" CHECK (char_length("ledger_checkpoint"."origin") between 1 and 300),
	CONSTRAINT "ledger_checkpoint_note_length" CHECK (char_length("ledger_checkpoint"."note") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "ledger_cosignature" (
	"size" bigint NOT NULL,
	"verifier_key" text NOT NULL,
	"line" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_cosignature_size_verifier_key_pk" PRIMARY KEY("size","verifier_key"),
	CONSTRAINT "ledger_cosignature_key_length" CHECK (char_length("ledger_cosignature"."verifier_key") between 1 and 500),
	CONSTRAINT "ledger_cosignature_line_length" CHECK (char_length("ledger_cosignature"."line") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "ledger_node" (
	"level" smallint NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_node_level_position_pk" PRIMARY KEY("level","position"),
	CONSTRAINT "ledger_node_place" CHECK ("ledger_node"."level" between 0 and 52 and "ledger_node"."position" >= 0),
	CONSTRAINT "ledger_node_hash_shape" CHECK ("ledger_node"."hash" ~ '^([A-Za-z0-9+/]{43}=)$')
);
--> statement-breakpoint
CREATE TABLE "ledger_timestamp" (
	"size" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	CONSTRAINT "ledger_timestamp_token_length" CHECK (char_length("ledger_timestamp"."token") between 1 and 100000)
);
--> statement-breakpoint
ALTER TABLE "ledger_checkpoint" ADD CONSTRAINT "ledger_checkpoint_kid_checkpoint_key_kid_fk" FOREIGN KEY ("kid") REFERENCES "public"."checkpoint_key"("kid") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_cosignature" ADD CONSTRAINT "ledger_cosignature_size_ledger_checkpoint_size_fk" FOREIGN KEY ("size") REFERENCES "public"."ledger_checkpoint"("size") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_timestamp" ADD CONSTRAINT "ledger_timestamp_size_ledger_checkpoint_size_fk" FOREIGN KEY ("size") REFERENCES "public"."ledger_checkpoint"("size") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "checkpoint_key_one_current" ON "checkpoint_key" USING btree (("retired_at" is null)) WHERE "checkpoint_key"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "ledger_node_by_leaf" ON "ledger_node" USING btree ("hash") WHERE "ledger_node"."level" = 0;
--> statement-breakpoint

-- By hand from here on: heads that were signed, and the tree that they are of, are append only, like the ledger.
CREATE TRIGGER "ledger_node_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_node"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "ledger_checkpoint_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "ledger_cosignature_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_cosignature"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "ledger_timestamp_is_immutable" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_timestamp"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint

-- Keys of heads are kept like those of receipts.
CREATE TRIGGER "checkpoint_key_is_kept" BEFORE UPDATE OF "id", "kid", "public_key", "created_at" OR DELETE ON "checkpoint_key"
  FOR EACH ROW EXECUTE FUNCTION "keep_public_key"();
--> statement-breakpoint
CREATE TRIGGER "checkpoint_key_is_not_truncated" BEFORE TRUNCATE ON "checkpoint_key"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_public_key"();

