CREATE TABLE "freight_corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"correction_id" text NOT NULL,
	"statement_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	CONSTRAINT "freight_corrections_once" UNIQUE("correction_id","statement_id"),
	CONSTRAINT "freight_corrections_amount" CHECK ("freight_corrections"."amount_rupiah" <> 0)
);
--> statement-breakpoint
ALTER TABLE "driver_marks" DROP CONSTRAINT "driver_marks_once";--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_paid";--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_corrected";--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_taken_back";--> statement-breakpoint
ALTER TABLE "driver_marks" DROP CONSTRAINT "driver_marks_subject";--> statement-breakpoint
ALTER TABLE "driver_marks" DROP CONSTRAINT "driver_marks_time";--> statement-breakpoint
ALTER TABLE "commodity_units" ADD COLUMN "weight_grams" bigint;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "freight_added_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "freight_returned_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD COLUMN "ride_id" text;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD COLUMN "round" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD COLUMN "taken_back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ride_places" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "freight_corrections" ADD CONSTRAINT "freight_corrections_correction_id_trip_cost_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."trip_cost_corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freight_corrections" ADD CONSTRAINT "freight_corrections_statement_id_koperasi_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "freight_corrections_statement" ON "freight_corrections" USING btree ("statement_id");--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_ride_id_rides_id_fk" FOREIGN KEY ("ride_id") REFERENCES "public"."rides"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "driver_marks_once" ON "driver_marks" USING btree (coalesce(trip_id, shipment_id, ride_id),"place","organisation_id","round","deed") WHERE taken_back_at is null;--> statement-breakpoint
CREATE INDEX "driver_marks_ride" ON "driver_marks" USING btree ("ride_id");--> statement-breakpoint
ALTER TABLE "commodity_units" ADD CONSTRAINT "commodity_units_weight" CHECK ("commodity_units"."weight_grams" > 0);--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_paid" CHECK ("koperasi_statements"."paid_rupiah" >= 0 and "koperasi_statements"."underway_rupiah" >= 0 and "koperasi_statements"."paid_rupiah" + "koperasi_statements"."underway_rupiah" <= "koperasi_statements"."net_rupiah" + "koperasi_statements"."freight_returned_rupiah");--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_corrected" CHECK ("koperasi_statements"."corrected_rupiah" >= 0 and "koperasi_statements"."freight_added_rupiah" >= 0 and "koperasi_statements"."freight_returned_rupiah" >= 0 and "koperasi_statements"."corrected_rupiah" + "koperasi_statements"."freight_added_rupiah" <= "koperasi_statements"."net_rupiah" + "koperasi_statements"."freight_returned_rupiah");--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_taken_back" CHECK ("koperasi_statements"."taken_back_at" is null or ("koperasi_statements"."paid_rupiah" = 0 and "koperasi_statements"."underway_rupiah" = 0 and "koperasi_statements"."corrected_rupiah" = 0 and "koperasi_statements"."freight_added_rupiah" = 0 and "koperasi_statements"."freight_returned_rupiah" = 0 and "koperasi_statements"."set_off_rupiah" = 0 and not "koperasi_statements"."is_levy_gathered"));--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_round" CHECK ("driver_marks"."round" >= 1);--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_subject" CHECK (num_nonnulls("driver_marks"."trip_id", "driver_marks"."shipment_id", "driver_marks"."ride_id") = 1);--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_time" CHECK ("driver_marks"."happened_at" <= "driver_marks"."told_at" and "driver_marks"."taken_back_at" >= "driver_marks"."told_at");--> statement-breakpoint
ALTER TABLE "ride_places" ADD CONSTRAINT "ride_places_reason" CHECK ("ride_places"."reason" is null or "ride_places"."state" = 'dropped');--> statement-breakpoint
-- by hand
-- What a driver said stays as he said it; the only thing that happens to it is that he takes it back, once.
CREATE FUNCTION refuse_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'UPDATE' AND old.taken_back_at IS NULL AND new.taken_back_at IS NOT NULL
    AND to_jsonb(new) - 'taken_back_at' = to_jsonb(old) - 'taken_back_at' THEN
    RETURN new;
  END IF;
  RAISE EXCEPTION 'what a driver said can only be taken back' USING errcode = 'restrict_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER driver_marks_append_only ON driver_marks;
--> statement-breakpoint
CREATE TRIGGER driver_marks_append_only BEFORE UPDATE OR DELETE ON driver_marks FOR EACH ROW EXECUTE FUNCTION refuse_mark_change();
--> statement-breakpoint
-- A correction is an entry, never an edit.
CREATE TRIGGER freight_corrections_append_only BEFORE UPDATE OR DELETE ON freight_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What koperasi bear more or less is what the trip cost more or less, to the rupiah.
CREATE FUNCTION refuse_uneven_freight() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  borne numeric;
  cost numeric;
BEGIN
  SELECT sum(amount_rupiah) INTO borne FROM freight_corrections WHERE correction_id = new.correction_id;
  SELECT is_rupiah - was_rupiah INTO cost FROM trip_cost_corrections WHERE id = new.correction_id;
  IF borne IS DISTINCT FROM cost THEN
    RAISE EXCEPTION 'the parts of correction % come to % and not to %', new.correction_id, borne, cost
      USING errcode = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER freight_corrections_even AFTER INSERT ON freight_corrections DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_uneven_freight();
