-- Events are kept as they are, with one exception: an anonymous refusal is a count, and the retention job deletes it when
-- it is past its date. A refusal names nobody, so nothing about anybody is lost with it.
DROP TRIGGER "event_is_immutable" ON "event";
--> statement-breakpoint
CREATE TRIGGER "event_is_immutable" BEFORE UPDATE OR TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "event_is_kept" BEFORE DELETE ON "event"
  FOR EACH ROW WHEN (OLD."type" <> 'refused') EXECUTE FUNCTION "refuse_any_change"();
