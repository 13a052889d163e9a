CREATE TABLE "attribute_day" (
	"day" date NOT NULL,
	"purpose_version_id" uuid NOT NULL,
	"attribute_key" text NOT NULL,
	"agreed" integer NOT NULL,
	"refused" integer NOT NULL,
	CONSTRAINT "attribute_day_day_purpose_version_id_attribute_key_pk" PRIMARY KEY("day","purpose_version_id","attribute_key"),
	CONSTRAINT "attribute_day_not_negative" CHECK ("attribute_day"."agreed" >= 0 and "attribute_day"."refused" >= 0)
);
--> statement-breakpoint
CREATE TABLE "provider_day" (
	"provider_id" uuid NOT NULL,
	"day" date NOT NULL,
	"shown" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_day_day_provider_id_pk" PRIMARY KEY("day","provider_id"),
	CONSTRAINT "provider_day_not_negative" CHECK ("provider_day"."shown" >= 0 and "provider_day"."failed" >= 0)
);
--> statement-breakpoint
CREATE TABLE "purpose_day" (
	"day" date NOT NULL,
	"purpose_version_id" uuid NOT NULL,
	"agreed" integer NOT NULL,
	"refused" integer NOT NULL,
	CONSTRAINT "purpose_day_day_purpose_version_id_pk" PRIMARY KEY("day","purpose_version_id"),
	CONSTRAINT "purpose_day_not_negative" CHECK ("purpose_day"."agreed" >= 0 and "purpose_day"."refused" >= 0)
);
--> statement-breakpoint
ALTER TABLE "attribute_day" ADD CONSTRAINT "attribute_day_as_asked" FOREIGN KEY ("purpose_version_id","attribute_key") REFERENCES "public"."purpose_version_attribute"("version_id","attribute_key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_day" ADD CONSTRAINT "provider_day_provider_id_identity_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."identity_provider"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purpose_day" ADD CONSTRAINT "purpose_day_purpose_version_id_purpose_version_id_fk" FOREIGN KEY ("purpose_version_id") REFERENCES "public"."purpose_version"("id") ON DELETE cascade ON UPDATE no action;