CREATE TABLE "day_listings" (
	"listing_id" text NOT NULL,
	"day" date NOT NULL,
	"seller_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"listed_by" text NOT NULL,
	"listed_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "day_listings_listing_id_day_pk" PRIMARY KEY("listing_id","day"),
	CONSTRAINT "day_listings_figures" CHECK ("day_listings"."quantity_base" > 0 and "day_listings"."price_rupiah" > 0),
	CONSTRAINT "day_listings_told" CHECK ("day_listings"."told_at" >= "day_listings"."listed_at")
);
--> statement-breakpoint
ALTER TABLE "day_listings" ADD CONSTRAINT "day_listings_listed_by_persons_id_fk" FOREIGN KEY ("listed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_listings" ADD CONSTRAINT "day_listings_lot_fk" FOREIGN KEY ("lot_id","listing_id","seller_id") REFERENCES "public"."lots"("id","listing_id","seller_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "day_listings_lot" ON "day_listings" USING btree ("lot_id");--> statement-breakpoint
-- by hand
-- What was listed is written once.
create trigger day_listings_append_only before update or delete on day_listings for each row execute function refuse_change();--> statement-breakpoint
create trigger day_listings_no_truncate before truncate on day_listings for each statement execute function refuse_change();
