CREATE TABLE "driver_marks" (
	"id" text PRIMARY KEY NOT NULL,
	"trip_id" text,
	"shipment_id" text,
	"place" text NOT NULL,
	"organisation_id" text NOT NULL,
	"deed" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"link_id" text NOT NULL,
	"note" text,
	"photo_id" text,
	"signed_name" text,
	"signature_id" text,
	CONSTRAINT "driver_marks_once" UNIQUE NULLS NOT DISTINCT("trip_id","shipment_id","place","organisation_id","deed"),
	CONSTRAINT "driver_marks_subject" CHECK (("driver_marks"."trip_id" is null) <> ("driver_marks"."shipment_id" is null)),
	CONSTRAINT "driver_marks_place" CHECK ("driver_marks"."place" in ('pickup', 'gate', 'dropoff')),
	CONSTRAINT "driver_marks_deed" CHECK ("driver_marks"."deed" in ('arrived', 'loaded', 'handed')),
	CONSTRAINT "driver_marks_signed" CHECK ("driver_marks"."deed" <> 'handed' or "driver_marks"."signed_name" is not null),
	CONSTRAINT "driver_marks_time" CHECK ("driver_marks"."happened_at" <= "driver_marks"."told_at")
);
--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_marks" ADD CONSTRAINT "driver_marks_signature_id_stored_files_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What a driver said stays said.
CREATE TRIGGER driver_marks_append_only BEFORE UPDATE OR DELETE ON driver_marks FOR EACH ROW EXECUTE FUNCTION refuse_change();
