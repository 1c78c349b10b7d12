CREATE TABLE "harvest_asks" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"producer_id" text NOT NULL,
	"listing_id" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"pay_days" integer NOT NULL,
	"on_day" date NOT NULL,
	"bring_by" timestamp with time zone NOT NULL,
	"note" text,
	"state" text NOT NULL,
	"promised_base" bigint,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "harvest_asks_state" CHECK ("harvest_asks"."state" in ('asked', 'promised', 'declined', 'withdrawn', 'brought')),
	CONSTRAINT "harvest_asks_asked" CHECK ("harvest_asks"."quantity_base" > 0 and "harvest_asks"."price_rupiah" > 0 and "harvest_asks"."pay_days" >= 0),
	CONSTRAINT "harvest_asks_promised" CHECK ("harvest_asks"."promised_base" between 0 and "harvest_asks"."quantity_base"),
	CONSTRAINT "harvest_asks_answered" CHECK (("harvest_asks"."promised_base" is null) = ("harvest_asks"."answered_at" is null)),
	CONSTRAINT "harvest_asks_says" CHECK (case "harvest_asks"."state" when 'asked' then "harvest_asks"."promised_base" is null when 'promised' then "harvest_asks"."promised_base" > 0
        when 'declined' then "harvest_asks"."promised_base" = 0 else true end)
);
--> statement-breakpoint
ALTER TABLE "harvest_asks" ADD CONSTRAINT "harvest_asks_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_asks" ADD CONSTRAINT "harvest_asks_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_asks" ADD CONSTRAINT "harvest_asks_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_asks" ADD CONSTRAINT "harvest_asks_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_asks" ADD CONSTRAINT "harvest_asks_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "harvest_asks_seller" ON "harvest_asks" USING btree ("seller_id","on_day");--> statement-breakpoint
CREATE INDEX "harvest_asks_producer" ON "harvest_asks" USING btree ("producer_id");