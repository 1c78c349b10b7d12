DROP INDEX "trips_vehicle_day";--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "lead_id" text;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_lead_id_trips_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "trips_lead" ON "trips" USING btree ("lead_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trips_vehicle_day" ON "trips" USING btree ("vehicle_id","planned_for") WHERE state = 'planned' and vehicle_id is not null and lead_id is null;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_led" CHECK ("trips"."lead_id" is null or ("trips"."lead_id" <> "trips"."id" and "trips"."vehicle_id" is not null));