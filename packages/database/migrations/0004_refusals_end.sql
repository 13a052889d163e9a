-- Events are kept as they are, with one exception: an anonymous refusal is a count, and the retention job deletes it when
-- it is past its date. A refusal names nobody, so nothing about anybody is lost with it.
DROP TRIGGER "event_is_immutable" ON "event";
--> statement-breakpoint
CREATE TRIGGER "event_is_immutable" BEFORE UPDATE OR TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint
CREATE TRIGGER "event_is_kept" BEFORE DELETE ON "event"
  FOR EACH ROW WHEN (OLD."type" <> 'refused') EXECUTE FUNCTION "refuse_any_change"();
--> statement-breakpoint

-- With the rights of the tables' owner, so that the app's own role needs none to delete events, not even these.
CREATE FUNCTION "remove_refusals"("days" integer, "most" integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  "gone" integer;
BEGIN
  DELETE FROM "public"."event" WHERE "id" IN (
    SELECT "e"."id" FROM "public"."event" "e"
    WHERE "e"."type" = 'refused' AND "e"."at" < now() - make_interval(days => "days") LIMIT "most");
  GET DIAGNOSTICS "gone" = ROW_COUNT;
  RETURN "gone";
END;
$$;
