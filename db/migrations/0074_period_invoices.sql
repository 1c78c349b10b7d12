CREATE TABLE "invoice_parts" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"shipment_id" text NOT NULL,
	"goods_rupiah" bigint NOT NULL,
	"tax_rupiah" bigint NOT NULL,
	"stands" boolean DEFAULT true NOT NULL,
	CONSTRAINT "invoice_parts_amount" CHECK ("invoice_parts"."goods_rupiah" >= 0 and "invoice_parts"."tax_rupiah" >= 0)
);
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_basis";--> statement-breakpoint
ALTER TABLE "payment_terms" ADD COLUMN "collection" text DEFAULT 'each' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "terms_id" text;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "period_through" date;--> statement-breakpoint
ALTER TABLE "invoice_parts" ADD CONSTRAINT "invoice_parts_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_parts" ADD CONSTRAINT "invoice_parts_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_parts_once" ON "invoice_parts" USING btree ("shipment_id") WHERE stands;--> statement-breakpoint
CREATE INDEX "invoice_parts_shipment" ON "invoice_parts" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "invoice_parts_invoice" ON "invoice_parts" USING btree ("invoice_id");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_terms_id_payment_terms_id_fk" FOREIGN KEY ("terms_id") REFERENCES "public"."payment_terms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_terms" ON "invoices" USING btree ("terms_id","period_through") WHERE terms_id is not null;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_collection" CHECK ("payment_terms"."collection" in ('each', 'weekly', 'halfMonthly', 'monthly'));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_period" CHECK (("invoices"."terms_id" is null) = ("invoices"."period_through" is null) and ("invoices"."terms_id" is null or "invoices"."kind" = 'delivery' and "invoices"."order_id" is null));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_basis" CHECK (num_nonnulls("invoices"."shipment_id", "invoices"."call_off_id", "invoices"."late_of", "invoices"."terms_id") = 1);
--> statement-breakpoint
-- Which invoice claims which delivery of an order, alone or with others of its period, and under which id it is booked.
create view invoiced_shipments as
  select i.id as invoice_id, i.shipment_id, i.id as subject_id, i.total_rupiah as claimed_rupiah, i.state
  from invoices i where i.shipment_id is not null and i.appeal_id is null
  union all
  select p.invoice_id, p.shipment_id, p.id, p.goods_rupiah + p.tax_rupiah, i.state
  from invoice_parts p join invoices i on i.id = p.invoice_id;--> statement-breakpoint
-- A delivery is claimed once: by an invoice of its own, or as a part of one over a period.
create function refuse_second_claim() returns trigger language plpgsql as $$
begin
  perform 1 from shipments where id = new.shipment_id for no key update;
  if exists (select 1 from invoiced_shipments s where s.shipment_id = new.shipment_id and s.state not in ('discarded', 'credited')
      and s.invoice_id <> case tg_table_name when 'invoices' then new.id else to_jsonb(new) ->> 'invoice_id' end) then
    raise exception 'delivery % is claimed by another invoice', new.shipment_id
      using errcode = 'unique_violation', constraint = 'invoices_claim_once';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger invoices_claim_once after insert on invoices for each row when (new.shipment_id is not null and new.appeal_id is null)
  execute function refuse_second_claim();--> statement-breakpoint
create trigger invoice_parts_claim_once after insert on invoice_parts for each row execute function refuse_second_claim();--> statement-breakpoint
create function free_parts() returns trigger language plpgsql as $$
begin
  update invoice_parts set stands = false where invoice_id = new.id and stands;
  return null;
end $$;--> statement-breakpoint
create trigger invoices_free_parts after update of state on invoices for each row
  when (new.terms_id is not null and new.state in ('discarded', 'credited') and old.state <> new.state) execute function free_parts();--> statement-breakpoint
-- What a part claims stands as it was drawn up; only its invoice frees it, once.
create function refuse_changed_part() returns trigger language plpgsql as $$
begin
  raise exception 'a part of an invoice is not changed' using errcode = 'check_violation', constraint = 'invoice_parts_stand';
end $$;--> statement-breakpoint
create trigger invoice_parts_stand before delete or update of id, invoice_id, shipment_id, goods_rupiah, tax_rupiah on invoice_parts
  for each row execute function refuse_changed_part();--> statement-breakpoint
create trigger invoice_parts_freed_once before update on invoice_parts for each row when (not old.stands) execute function refuse_changed_part();--> statement-breakpoint
drop trigger payment_terms_stand on payment_terms;--> statement-breakpoint
create trigger payment_terms_stand before delete or update of id, seller_id, buyer_id, term_days, collection, late_fee_basis_points, late_fee_cap_basis_points, valid_from, basis, proposed_for, proposed_by, proposed_at on payment_terms for each row execute function refuse_changed_payment_terms();
