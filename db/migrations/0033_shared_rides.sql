CREATE TABLE "ride_places" (
	"id" text PRIMARY KEY NOT NULL,
	"ride_id" text NOT NULL,
	"shipment_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"state" text NOT NULL,
	"base" bigint NOT NULL,
	"distance_metres" integer NOT NULL,
	"quoted_rupiah" bigint NOT NULL,
	"pay_rupiah" bigint,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "ride_places_state" CHECK ("ride_places"."state" in ('offered', 'accepted', 'declined', 'lapsed', 'carried', 'dropped')),
	CONSTRAINT "ride_places_base" CHECK ("ride_places"."base" > 0 and "ride_places"."quoted_rupiah" >= 0),
	CONSTRAINT "ride_places_pay" CHECK ("ride_places"."pay_rupiah" >= 0 and ("ride_places"."state" <> 'carried' or "ride_places"."pay_rupiah" is not null))
);
--> statement-breakpoint
CREATE TABLE "rides" (
	"id" text PRIMARY KEY NOT NULL,
	"carrier_id" text NOT NULL,
	"vehicle_id" text NOT NULL,
	"state" text NOT NULL,
	"delivery_day" date NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"start_minute" smallint NOT NULL,
	"metres" integer NOT NULL,
	"cost_rupiah" bigint NOT NULL,
	"stops" jsonb NOT NULL,
	"opened_by" text,
	"opened_at" timestamp with time zone NOT NULL,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "rides_state" CHECK ("rides"."state" in ('asked', 'fixed', 'settled', 'cancelled')),
	CONSTRAINT "rides_cost" CHECK ("rides"."cost_rupiah" >= 0 and "rides"."metres" >= 0),
	CONSTRAINT "rides_cancelled" CHECK (("rides"."state" = 'cancelled') = ("rides"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "payouts" DROP CONSTRAINT "payouts_about_one";--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "ride_place_id" text;--> statement-breakpoint
ALTER TABLE "ride_places" ADD CONSTRAINT "ride_places_ride_id_rides_id_fk" FOREIGN KEY ("ride_id") REFERENCES "public"."rides"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ride_places" ADD CONSTRAINT "ride_places_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ride_places" ADD CONSTRAINT "ride_places_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ride_places" ADD CONSTRAINT "ride_places_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rides" ADD CONSTRAINT "rides_carrier_id_organisations_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rides" ADD CONSTRAINT "rides_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rides" ADD CONSTRAINT "rides_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ride_places_ride" ON "ride_places" USING btree ("ride_id");--> statement-breakpoint
CREATE INDEX "ride_places_koperasi" ON "ride_places" USING btree ("koperasi_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "ride_places_shipment" ON "ride_places" USING btree ("shipment_id") WHERE state in ('offered', 'accepted', 'carried');--> statement-breakpoint
CREATE INDEX "rides_carrier" ON "rides" USING btree ("carrier_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "rides_vehicle_day" ON "rides" USING btree ("vehicle_id","delivery_day") WHERE state in ('asked', 'fixed');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_ride_place_id_ride_places_id_fk" FOREIGN KEY ("ride_place_id") REFERENCES "public"."ride_places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_ride_place" ON "payouts" USING btree ("ride_place_id") WHERE state in ('requested', 'approved', 'confirmed');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_about_one" CHECK (num_nonnulls("payouts"."statement_id", "payouts"."refund_id", "payouts"."ride_place_id") <= 1);