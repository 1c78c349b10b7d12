CREATE TABLE "match_reason_pages" (
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"page" integer NOT NULL,
	"subject_ids" text[] NOT NULL,
	"zones" integer[] NOT NULL,
	"encoding" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "match_reason_pages_run_id_kind_page_pk" PRIMARY KEY("run_id","kind","page"),
	CONSTRAINT "match_reason_pages_kind" CHECK ("match_reason_pages"."kind" in ('lines', 'lots')),
	CONSTRAINT "match_reason_pages_encoding" CHECK ("match_reason_pages"."encoding" in ('deflate', 'plain')),
	CONSTRAINT "match_reason_pages_zones" CHECK (cardinality("match_reason_pages"."subject_ids") > 0 and cardinality("match_reason_pages"."zones") = cardinality("match_reason_pages"."subject_ids"))
);
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_order_id_orders_id_fk";
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_order_line_id_order_lines_id_fk";
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_buyer_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_seller_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_listing_id_listings_id_fk";
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_lot_id_lots_id_fk";
--> statement-breakpoint
ALTER TABLE "match_reason_pages" ADD CONSTRAINT "match_reason_pages_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_reason_pages_subjects" ON "match_reason_pages" USING gin ("subject_ids");--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_of_listing" UNIQUE("id","listing_id","seller_id");--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_of_order" UNIQUE("id","order_id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_of_buyer" UNIQUE("id","buyer_id");--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_order_line_fk" FOREIGN KEY ("order_line_id","order_id") REFERENCES "public"."order_lines"("id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_buyer_fk" FOREIGN KEY ("order_id","buyer_id") REFERENCES "public"."orders"("id","buyer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_lot_fk" FOREIGN KEY ("lot_id","listing_id","seller_id") REFERENCES "public"."lots"("id","listing_id","seller_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- Pages come compressed; trying to compress them once more would only cost time.
ALTER TABLE "match_reason_pages" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "match_files" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;--> statement-breakpoint

-- What earlier runs told is kept word for word, one page for each run; SQL cannot compress it.
INSERT INTO "match_reason_pages" ("run_id", "kind", "page", "subject_ids", "zones", "encoding", "bytes")
SELECT r."run_id", 'lines', 0, array_agg(r."order_line_id" ORDER BY r."order_line_id"),
	array_agg((r."because" ->> 'zone')::int ORDER BY r."order_line_id"), 'plain',
	convert_to(jsonb_build_object(
		'lots', (SELECT coalesce(jsonb_object_agg(o."key", o."value"), '{}') FROM "match_reasons" s, jsonb_each(s."because" -> 'offers') o
			WHERE s."run_id" = r."run_id"),
		'told', jsonb_agg(jsonb_build_array(r."order_line_id", r."because" - 'offers') ORDER BY r."order_line_id")
	)::text, 'UTF8')
FROM "match_reasons" r
GROUP BY r."run_id";--> statement-breakpoint
INSERT INTO "match_reason_pages" ("run_id", "kind", "page", "subject_ids", "zones", "encoding", "bytes")
SELECT r."run_id", 'lots', 0, array_agg(r."lot_id" ORDER BY r."lot_id"),
	array_agg((r."because" ->> 'zone')::int ORDER BY r."lot_id"), 'plain',
	convert_to(jsonb_build_object('lots', '{}'::jsonb,
		'told', jsonb_agg(jsonb_build_array(r."lot_id", r."because") ORDER BY r."lot_id"))::text, 'UTF8')
FROM "match_offer_reasons" r
GROUP BY r."run_id";--> statement-breakpoint

-- What a run told is told.
create trigger match_reason_pages_append_only before update or delete on match_reason_pages for each row execute function refuse_change();
--> statement-breakpoint

-- A night writes to most lots and lines of a market. Where a page has room for the new version of a row, no index is
-- written: half of every page is left for it.
ALTER TABLE "lots" SET (fillfactor = 55);--> statement-breakpoint
ALTER TABLE "order_lines" SET (fillfactor = 55);
