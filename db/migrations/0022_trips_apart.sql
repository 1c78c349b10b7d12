CREATE TABLE "pickup_windows" (
	"organisation_id" text PRIMARY KEY NOT NULL,
	"opens_minute" smallint NOT NULL,
	"closes_minute" smallint NOT NULL,
	"kept_by" text,
	"kept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pickup_windows_order" CHECK ("pickup_windows"."opens_minute" >= 0 and "pickup_windows"."closes_minute" <= 1439 and "pickup_windows"."opens_minute" < "pickup_windows"."closes_minute")
);
--> statement-breakpoint
DROP INDEX "trips_call_off";--> statement-breakpoint
ALTER TABLE "trip_stops" ADD COLUMN "due_minute" smallint;--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "metres" integer;--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "driving_minutes" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "body" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "driving_minutes_max" integer;--> statement-breakpoint
ALTER TABLE "pickup_windows" ADD CONSTRAINT "pickup_windows_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pickup_windows" ADD CONSTRAINT "pickup_windows_kept_by_persons_id_fk" FOREIGN KEY ("kept_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A vehicle that was planned for several trips of a day stays with the first; the others have to be given one again.
UPDATE "trips" SET "vehicle_id" = NULL WHERE "state" = 'planned' AND EXISTS (
	SELECT 1 FROM "trips" AS earlier WHERE earlier."vehicle_id" = "trips"."vehicle_id" AND earlier."planned_for" = "trips"."planned_for"
		AND earlier."state" = 'planned' AND earlier."id" < "trips"."id");--> statement-breakpoint
CREATE UNIQUE INDEX "trips_vehicle_day" ON "trips" USING btree ("vehicle_id","planned_for") WHERE state = 'planned' and vehicle_id is not null;--> statement-breakpoint
CREATE INDEX "trips_call_off" ON "trips" USING btree ("call_off_id");--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_body" CHECK ("vehicles"."body" in ('open', 'insulated', 'refrigerated'));--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_driving" CHECK ("vehicles"."driving_minutes_max" between 30 and 1440);