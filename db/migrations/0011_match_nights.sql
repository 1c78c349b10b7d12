CREATE TABLE "match_cells" (
	"night_id" text NOT NULL,
	"commodity_code" text NOT NULL,
	"pack" smallint NOT NULL,
	"run_id" text,
	CONSTRAINT "match_cells_night_id_commodity_code_pk" PRIMARY KEY("night_id","commodity_code")
);
--> statement-breakpoint
CREATE TABLE "match_files" (
	"run_id" text NOT NULL,
	"kind" text NOT NULL,
	"encoding" text NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "match_files_run_id_kind_pk" PRIMARY KEY("run_id","kind"),
	CONSTRAINT "match_files_kind" CHECK ("match_files"."kind" in ('rows', 'result')),
	CONSTRAINT "match_files_encoding" CHECK ("match_files"."encoding" in ('deflate', 'plain')),
	CONSTRAINT "match_files_plain" CHECK ("match_files"."encoding" <> 'plain' or "match_files"."byte_count" = length("match_files"."bytes"))
);
--> statement-breakpoint
CREATE TABLE "match_nights" (
	"id" text PRIMARY KEY NOT NULL,
	"delivery_day" date NOT NULL,
	"cut_off_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"cell_count" integer NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"offer_count" integer DEFAULT 0 NOT NULL,
	"assignment_count" integer DEFAULT 0 NOT NULL,
	"component_count" integer DEFAULT 0 NOT NULL,
	"root" text,
	CONSTRAINT "match_nights_state" CHECK ("match_nights"."state" in ('open', 'published')),
	CONSTRAINT "match_nights_published" CHECK (("match_nights"."state" = 'published') = ("match_nights"."published_at" is not null) and ("match_nights"."published_at" is null) = ("match_nights"."root" is null))
);
--> statement-breakpoint
CREATE TABLE "match_offer_reasons" (
	"run_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"because" jsonb NOT NULL,
	CONSTRAINT "match_offer_reasons_run_id_lot_id_pk" PRIMARY KEY("run_id","lot_id")
);
--> statement-breakpoint
ALTER TABLE "market_days" DROP CONSTRAINT "market_days_run_id_match_runs_id_fk";
--> statement-breakpoint
DROP INDEX "match_runs_market";--> statement-breakpoint
DROP INDEX "market_days_due";--> statement-breakpoint
ALTER TABLE "match_runs" ALTER COLUMN "city_code" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "market_days" ADD COLUMN "night_id" text;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "night_id" text;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "commodity_code" text;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "assignment_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "asked_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "filled_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "component_hashes" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "rest_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "zones" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "match_cells" ADD CONSTRAINT "match_cells_night_id_match_nights_id_fk" FOREIGN KEY ("night_id") REFERENCES "public"."match_nights"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_cells" ADD CONSTRAINT "match_cells_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_cells" ADD CONSTRAINT "match_cells_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_files" ADD CONSTRAINT "match_files_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_offer_reasons" ADD CONSTRAINT "match_offer_reasons_run_id_match_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_offer_reasons" ADD CONSTRAINT "match_offer_reasons_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_offer_reasons" ADD CONSTRAINT "match_offer_reasons_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_nights_cut_off" ON "match_nights" USING btree ("cut_off_at","delivery_day");--> statement-breakpoint
CREATE INDEX "match_offer_reasons_seller" ON "match_offer_reasons" USING btree ("seller_id");--> statement-breakpoint
ALTER TABLE "market_days" ADD CONSTRAINT "market_days_night_id_match_nights_id_fk" FOREIGN KEY ("night_id") REFERENCES "public"."match_nights"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_night_id_match_nights_id_fk" FOREIGN KEY ("night_id") REFERENCES "public"."match_nights"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "market_days_night" ON "market_days" USING btree ("night_id");--> statement-breakpoint
CREATE INDEX "match_runs_cell" ON "match_runs" USING btree ("commodity_code","delivery_day","started_at");--> statement-breakpoint
CREATE INDEX "market_days_due" ON "market_days" USING btree ("cut_off_at","delivery_day") WHERE night_id is null and cleared_at is null;--> statement-breakpoint
-- What earlier runs read and answered is kept as it stands, beside its hash; SQL cannot compress it.
INSERT INTO "match_files" ("run_id", "kind", "encoding", "sha256", "byte_count", "bytes")
SELECT r."id", f."kind", 'plain', encode(sha256(f."bytes"), 'hex'), length(f."bytes"), f."bytes"
FROM "match_runs" r
CROSS JOIN LATERAL (VALUES
	('rows', convert_to(r."instance"::text, 'UTF8')),
	('result', convert_to(r."result"::text, 'UTF8'))
) AS f ("kind", "bytes");--> statement-breakpoint
UPDATE "match_runs" r SET "instance_hash" = f."sha256" FROM "match_files" f WHERE f."run_id" = r."id" AND f."kind" = 'rows';--> statement-breakpoint
ALTER TABLE "market_days" DROP COLUMN "run_id";--> statement-breakpoint
ALTER TABLE "match_runs" DROP COLUMN "instance";--> statement-breakpoint
ALTER TABLE "match_runs" DROP COLUMN "result";--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_night" UNIQUE("night_id","commodity_code");--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_scope" CHECK ("match_runs"."commodity_code" is not null or "match_runs"."city_code" is not null);--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_filled" CHECK ("match_runs"."filled_base" >= 0 and "match_runs"."filled_base" <= "match_runs"."asked_base");--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_components" CHECK (length("match_runs"."component_hashes") % 32 = 0);--> statement-breakpoint

-- What a run said is said, and a published night is sealed.
create trigger match_runs_append_only before update or delete on match_runs for each row execute function refuse_change();
--> statement-breakpoint
create trigger match_files_append_only before update or delete on match_files for each row execute function refuse_change();
--> statement-breakpoint
create function refuse_published_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state = 'published' then
    raise exception 'a published night does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger match_nights_fixed before update or delete on match_nights for each row execute function refuse_published_change();
