CREATE TABLE "price_evidences" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"asked_rupiah" bigint NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"reason_code" text NOT NULL,
	"note" text,
	"file_id" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "price_evidences_of_order" UNIQUE("id","order_id"),
	CONSTRAINT "price_evidences_writer" UNIQUE("id","written_by"),
	CONSTRAINT "price_evidences_price" CHECK ("price_evidences"."asked_rupiah" > 0 and "price_evidences"."base_per_unit" > 0),
	CONSTRAINT "price_evidences_reason" CHECK ("price_evidences"."reason_code" in ('scarce', 'weather', 'feast', 'quality', 'delivery', 'only_offer', 'survey_lags', 'other')),
	CONSTRAINT "price_evidences_note" CHECK ("price_evidences"."reason_code" <> 'other' or "price_evidences"."note" is not null)
);
--> statement-breakpoint
CREATE TABLE "price_verdicts" (
	"evidence_id" text PRIMARY KEY NOT NULL,
	"written_by" text NOT NULL,
	"verdict" text NOT NULL,
	"note" text,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "price_verdicts_two_people" CHECK ("price_verdicts"."decided_by" <> "price_verdicts"."written_by"),
	CONSTRAINT "price_verdicts_word" CHECK ("price_verdicts"."verdict" in ('approved', 'refused')),
	CONSTRAINT "price_verdicts_note" CHECK ("price_verdicts"."verdict" <> 'refused' or "price_verdicts"."note" is not null)
);
--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "level" text DEFAULT 'market' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "reference_id" text;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "reference_rupiah" bigint;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "unquestioned_rupiah" bigint;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "price_evidence_id" text;--> statement-breakpoint
ALTER TABLE "price_evidences" ADD CONSTRAINT "price_evidences_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_evidences" ADD CONSTRAINT "price_evidences_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_evidences" ADD CONSTRAINT "price_evidences_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_evidences" ADD CONSTRAINT "price_evidences_written_by_persons_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_verdicts" ADD CONSTRAINT "price_verdicts_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_verdicts" ADD CONSTRAINT "price_verdicts_evidence" FOREIGN KEY ("evidence_id","written_by") REFERENCES "public"."price_evidences"("id","written_by") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "price_evidences_order" ON "price_evidences" USING btree ("order_id");--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_reference_id_reference_prices_id_fk" FOREIGN KEY ("reference_id") REFERENCES "public"."reference_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_evidence" FOREIGN KEY ("price_evidence_id","order_id") REFERENCES "public"."price_evidences"("id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_level" CHECK ("reference_prices"."level" in ('market', 'farm'));--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_explained" CHECK ("order_lines"."unquestioned_rupiah" is null or "order_lines"."ceiling_rupiah" <= "order_lines"."unquestioned_rupiah" or "order_lines"."price_evidence_id" is not null);--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_reference" CHECK (("order_lines"."reference_id" is null) = ("order_lines"."reference_rupiah" is null));--> statement-breakpoint
-- What was brought for a price, and what the head said of it, stays said.
create trigger price_evidences_append_only before update or delete on price_evidences for each row execute function refuse_change();--> statement-breakpoint
create trigger price_verdicts_append_only before update or delete on price_verdicts for each row execute function refuse_change();--> statement-breakpoint
-- Surveys of farm gates had no word of their own until now. Only the new word is filled in; the figures stand as they were written.
alter table reference_prices disable trigger user;--> statement-breakpoint
update reference_prices set level = 'farm' where source ~* '(kandang|petani|produsen)';--> statement-breakpoint
alter table reference_prices enable trigger user;
