CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"hub_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"paid_rupiah" bigint DEFAULT 0 NOT NULL,
	"underway_rupiah" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount_rupiah" > 0),
	CONSTRAINT "refunds_paid" CHECK ("refunds"."paid_rupiah" >= 0 and "refunds"."underway_rupiah" >= 0 and "refunds"."paid_rupiah" + "refunds"."underway_rupiah" <= "refunds"."amount_rupiah")
);
--> statement-breakpoint
CREATE TABLE "trip_cost_corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"trip_id" text NOT NULL,
	"was_rupiah" bigint NOT NULL,
	"is_rupiah" bigint NOT NULL,
	"reason" text NOT NULL,
	"corrected_at" timestamp with time zone NOT NULL,
	"corrected_by" text,
	CONSTRAINT "trip_cost_corrections_amount" CHECK ("trip_cost_corrections"."is_rupiah" >= 0 and "trip_cost_corrections"."is_rupiah" <> "trip_cost_corrections"."was_rupiah")
);
--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_once";--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_paid";--> statement-breakpoint
DROP INDEX "payouts_statement";--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "underway_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "is_levy_gathered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "taken_back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "refund_id" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip_cost_corrections" ADD CONSTRAINT "trip_cost_corrections_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trip_cost_corrections" ADD CONSTRAINT "trip_cost_corrections_corrected_by_persons_id_fk" FOREIGN KEY ("corrected_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_invoice" ON "refunds" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "refunds_hub" ON "refunds" USING btree ("hub_id");--> statement-breakpoint
CREATE INDEX "refunds_buyer" ON "refunds" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "trip_cost_corrections_trip" ON "trip_cost_corrections" USING btree ("trip_id");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "koperasi_statements_once" ON "koperasi_statements" USING btree ("call_off_id","koperasi_id") WHERE taken_back_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_refund" ON "payouts" USING btree ("refund_id") WHERE state in ('requested', 'approved');--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_statement" ON "payouts" USING btree ("statement_id") WHERE state in ('requested', 'approved');--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_taken_back" CHECK ("koperasi_statements"."taken_back_at" is null or ("koperasi_statements"."paid_rupiah" = 0 and "koperasi_statements"."underway_rupiah" = 0 and not "koperasi_statements"."is_levy_gathered"));--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_paid" CHECK ("koperasi_statements"."paid_rupiah" >= 0 and "koperasi_statements"."underway_rupiah" >= 0 and "koperasi_statements"."paid_rupiah" + "koperasi_statements"."underway_rupiah" <= "koperasi_statements"."net_rupiah");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_about_one" CHECK ("payouts"."statement_id" is null or "payouts"."refund_id" is null);--> statement-breakpoint
-- What is on its way already is said by the payouts and remittances that stand.
update "koperasi_statements" s set
  "underway_rupiah" = coalesce((select sum(p.amount_rupiah) from payouts p where p.statement_id = s.id and p.state in ('requested', 'approved')), 0),
  "is_levy_gathered" = exists (select 1 from levy_remittance_lines l join levy_remittances r on r.id = l.remittance_id
    where l.statement_id = s.id and r.state <> 'refused');--> statement-breakpoint
-- What a trip was said to cost stays said.
CREATE TRIGGER trip_cost_corrections_append_only BEFORE UPDATE OR DELETE ON trip_cost_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change();
