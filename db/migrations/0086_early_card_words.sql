CREATE TABLE "card_early_words" (
	"id" text PRIMARY KEY NOT NULL,
	"matter" text NOT NULL,
	"subject_ref" text NOT NULL,
	"payment_ref" text NOT NULL,
	"card_refund_id" text,
	"said" text NOT NULL,
	"amount_rupiah" bigint,
	"cause" text,
	"answer_by" timestamp with time zone,
	CONSTRAINT "card_early_words_matter" CHECK ("card_early_words"."matter" in ('refund', 'dispute'))
);
--> statement-breakpoint
ALTER TABLE "checkout_words" DROP CONSTRAINT "checkout_words_outcome";--> statement-breakpoint
CREATE INDEX "card_early_words_payment" ON "card_early_words" USING btree ("payment_ref");--> statement-breakpoint
CREATE INDEX "checkout_words_early" ON "checkout_words" USING btree ("said_at") WHERE outcome = 'early';--> statement-breakpoint
ALTER TABLE "checkout_words" ADD CONSTRAINT "checkout_words_outcome" CHECK ("checkout_words"."outcome" in ('booked', 'released', 'waits', 'repeats', 'contradicts', 'mismatch', 'early', 'unknown'));--> statement-breakpoint
-- As everything that the provider told.
create trigger card_early_words_stand before delete or update on card_early_words for each row execute function refuse_changed_card_row();--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "bank_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "bank_changed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payouts_payee_producer" ON "payouts" USING btree ("payee_producer_id");--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD COLUMN "vat_kept_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_vat_kept" CHECK ("payment_allocations"."vat_kept_rupiah" between 0 and "payment_allocations"."amount_rupiah");--> statement-breakpoint
-- What was kept until now: to each invoice its part of the payment, rounded along the way so that nothing is lost.
update payment_allocations a set vat_kept_rupiah = floor(s.kept * s.upto / s.whole) - floor(s.kept * (s.upto - s.amount) / s.whole)
from (select b.payment_id, b.invoice_id, b.amount_rupiah as amount, p.vat_kept_rupiah::numeric as kept,
    sum(b.amount_rupiah) over (partition by b.payment_id order by b.invoice_id) as upto, sum(b.amount_rupiah) over (partition by b.payment_id) as whole
  from payment_allocations b join payments p on p.id = b.payment_id and p.vat_kept_rupiah > 0) s
where a.payment_id = s.payment_id and a.invoice_id = s.invoice_id;--> statement-breakpoint
-- VAT is kept of invoices: of a payment as much as it says, of an invoice by all payments that stand never more than it has. Looked at when the transaction ends.
create function refuse_unfit_kept_vat() returns trigger language plpgsql as $$
declare
  looked_at text := coalesce(to_jsonb(new) ->> 'payment_id', to_jsonb(new) ->> 'id');
begin
  perform 1 from invoices i where i.id in (select invoice_id from payment_allocations where payment_id = looked_at) order by i.id for update;
  if exists (select 1 from payments p left join payment_allocations a on a.payment_id = p.id
      where p.id = looked_at group by p.id having p.vat_kept_rupiah <> coalesce(sum(a.vat_kept_rupiah), 0)) then
    raise exception 'the VAT that payment % keeps is not what it keeps of its invoices', looked_at
      using errcode = 'check_violation', constraint = 'payments_kept_vat_adds_up';
  end if;
  if exists (select 1 from invoices i join payment_allocations a on a.invoice_id = i.id
      join payments p on p.id = a.payment_id and p.state in ('reported', 'verified')
      where i.id in (select invoice_id from payment_allocations where payment_id = looked_at)
      group by i.id having sum(a.vat_kept_rupiah) > i.tax_rupiah) then
    raise exception 'payment % keeps more VAT than is left of an invoice', looked_at
      using errcode = 'check_violation', constraint = 'payments_kept_vat_bounded';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger payment_allocations_kept_vat after insert or update on payment_allocations deferrable initially deferred
  for each row when (new.vat_kept_rupiah > 0) execute function refuse_unfit_kept_vat();--> statement-breakpoint
create constraint trigger payments_kept_vat after insert or update of vat_kept_rupiah on payments deferrable initially deferred
  for each row when (new.vat_kept_rupiah > 0) execute function refuse_unfit_kept_vat();
