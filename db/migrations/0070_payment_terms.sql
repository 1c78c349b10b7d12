CREATE TABLE "payment_terms" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"state" text NOT NULL,
	"term_days" smallint NOT NULL,
	"late_fee_basis_points" integer,
	"late_fee_cap_basis_points" integer,
	"valid_from" date NOT NULL,
	"basis" text NOT NULL,
	"proposed_for" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "payment_terms_state" CHECK ("payment_terms"."state" in ('proposed', 'agreed', 'refused', 'withdrawn')),
	CONSTRAINT "payment_terms_parties" CHECK ("payment_terms"."seller_id" <> "payment_terms"."buyer_id"),
	CONSTRAINT "payment_terms_side" CHECK ("payment_terms"."proposed_for" in ("payment_terms"."seller_id", "payment_terms"."buyer_id")),
	CONSTRAINT "payment_terms_days" CHECK ("payment_terms"."term_days" between 0 and 90),
	CONSTRAINT "payment_terms_late_fee" CHECK (("payment_terms"."late_fee_basis_points" is null) = ("payment_terms"."late_fee_cap_basis_points" is null) and ("payment_terms"."late_fee_basis_points" is null or ("payment_terms"."late_fee_basis_points" between 1 and 1000 and "payment_terms"."late_fee_cap_basis_points" between 1 and 10000))),
	CONSTRAINT "payment_terms_two_people" CHECK ("payment_terms"."state" <> 'agreed' or "payment_terms"."answered_by" <> "payment_terms"."proposed_by"),
	CONSTRAINT "payment_terms_answered" CHECK (("payment_terms"."state" = 'proposed') = ("payment_terms"."answered_at" is null) and ("payment_terms"."answered_at" is null) = ("payment_terms"."answered_by" is null))
);
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_basis";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_kind";--> statement-breakpoint
ALTER TABLE "card_refunds" DROP CONSTRAINT "card_refunds_decided";--> statement-breakpoint
ALTER TABLE "card_refunds" ALTER COLUMN "asked_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "late_of" text;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_proposed_for_organisations_id_fk" FOREIGN KEY ("proposed_for") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_proposed_by_persons_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_terms" ADD CONSTRAINT "payment_terms_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_terms_waiting" ON "payment_terms" USING btree ("seller_id","buyer_id") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "payment_terms_agreed" ON "payment_terms" USING btree ("seller_id","buyer_id","valid_from") WHERE state = 'agreed';--> statement-breakpoint
CREATE INDEX "payment_terms_buyer" ON "payment_terms" USING btree ("buyer_id");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_late_of_invoices_id_fk" FOREIGN KEY ("late_of") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_late_of" ON "invoices" USING btree ("late_of") WHERE state not in ('discarded', 'credited');--> statement-breakpoint
CREATE INDEX "card_refunds_unseen" ON "card_refunds" USING btree ("asked_at") WHERE asked_by is null and decided_by is null;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_late" CHECK (("invoices"."kind" = 'lateFee') = ("invoices"."late_of" is not null));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_basis" CHECK (num_nonnulls("invoices"."shipment_id", "invoices"."call_off_id", "invoices"."late_of") = 1);--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_kind" CHECK ("invoices"."kind" in ('delivery', 'advance', 'lateFee'));--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_decided" CHECK (("card_refunds"."asked_by" is null or ("card_refunds"."state" = 'asked') = ("card_refunds"."decided_by" is null)) and ("card_refunds"."decided_by" is null) = ("card_refunds"."decided_at" is null) and ("card_refunds"."asked_by" is not null or "card_refunds"."state" = 'booked'));--> statement-breakpoint
-- What both said yes to, or one of them no, stands as it was said; so does what was proposed.
create function refuse_changed_payment_terms() returns trigger language plpgsql as $$
begin
  raise exception 'what was agreed on is not changed' using errcode = 'check_violation', constraint = 'payment_terms_stand';
end $$;--> statement-breakpoint
create trigger payment_terms_stand before delete or update of id, seller_id, buyer_id, term_days, late_fee_basis_points, late_fee_cap_basis_points, valid_from, basis, proposed_for, proposed_by, proposed_at on payment_terms for each row execute function refuse_changed_payment_terms();--> statement-breakpoint
create trigger payment_terms_answered_once before update on payment_terms for each row when (old.state <> 'proposed') execute function refuse_changed_payment_terms();--> statement-breakpoint
-- A share of the card provider's payout may be what it fetched: then its line of the bank went.
create or replace function refuse_unfit_line(looked_at text) returns void language plpgsql as $$
declare
  line record;
begin
  select l.state, greatest((abs(l.amount_sen) + 50) / 100, 1) as amount,
      coalesce(sum(m.amount_rupiah) filter (where p.state in ('reported', 'verified') or o.state = 'confirmed' or s.id is not null
        or (m.booked is not null and m.undone_at is null)), 0) as standing,
      coalesce(bool_or(p.state = 'reported'), false) as waits,
      coalesce(bool_or((p.id is not null and (l.amount_sen < 0 or p.payee_id <> l.organisation_id))
        or (o.id is not null and (l.amount_sen > 0 or o.payer_id <> l.organisation_id))
        or (s.id is not null and ((l.amount_sen < 0) <> (s.amount_rupiah < 0) or s.payee_id <> l.organisation_id))
        or (m.booked is not null and m.undone_at is null and (l.amount_sen > 0) <> (m.booked = 'interest'))), false) as foreign_money
    into line
    from bank_lines l left join bank_matches m on m.line_id = l.id
      left join payments p on p.id = m.payment_id left join payouts o on o.id = m.payout_id left join card_shares s on s.id = m.share_id
    where l.id = looked_at group by l.id;
  if not found then return; end if;
  if line.foreign_money or (case line.state
      when 'open' then line.standing >= line.amount
      when 'aside' then line.standing <> 0
      when 'proposed' then line.standing <> line.amount or not line.waits
      else line.standing <> line.amount or line.waits end) then
    raise exception 'line % of the bank: % is matched of %, and it says %', looked_at, line.standing, line.amount, line.state
      using errcode = 'check_violation', constraint = 'bank_lines_add_up';
  end if;
end $$;--> statement-breakpoint
-- Of a refund that nobody asked for, whoever looked at it stays who did.
create trigger card_refunds_seen_once before update of decided_by, decided_at on card_refunds for each row when (old.decided_by is not null) execute function refuse_changed_card_row();
