ALTER TABLE "purpose_version" DROP CONSTRAINT "purpose_version_created_by_users_id_fk";
--> statement-breakpoint
ALTER TABLE "purpose_version" DROP COLUMN "created_by";