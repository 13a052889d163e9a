ALTER TABLE "account_condition" DROP CONSTRAINT "account_condition_kind_known";--> statement-breakpoint
ALTER TABLE "account_condition" DROP CONSTRAINT "account_condition_allowed_listed";--> statement-breakpoint
ALTER TABLE "account_condition" ADD COLUMN "years" integer;--> statement-breakpoint
ALTER TABLE "account_condition" ADD COLUMN "asks" boolean;--> statement-breakpoint
ALTER TABLE "account_condition" ADD CONSTRAINT "account_condition_age_complete" CHECK (("account_condition"."kind" = 'age') = ("account_condition"."years" is not null) and ("account_condition"."years" is null) = ("account_condition"."asks" is null));--> statement-breakpoint
ALTER TABLE "account_condition" ADD CONSTRAINT "account_condition_years_human" CHECK ("account_condition"."years" between 1 and 120);--> statement-breakpoint
ALTER TABLE "account_condition" ADD CONSTRAINT "account_condition_kind_known" CHECK ("account_condition"."kind" in ('claim', 'email-verified', 'email-domain', 'age'));--> statement-breakpoint
ALTER TABLE "account_condition" ADD CONSTRAINT "account_condition_allowed_listed" CHECK (("account_condition"."kind" in ('email-verified', 'age')) = (cardinality("account_condition"."allowed") = 0));