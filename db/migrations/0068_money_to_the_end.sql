CREATE TABLE "invoice_promises" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"promised_on" date NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"note" text,
	"organisation_id" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invoice_promises_amount" CHECK ("invoice_promises"."amount_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "card_disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"answer_by" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "card_disputes_state" CHECK ("card_disputes"."state" in ('opened', 'won', 'lost')),
	CONSTRAINT "card_disputes_amount" CHECK ("card_disputes"."amount_rupiah" > 0),
	CONSTRAINT "card_disputes_closed" CHECK (("card_disputes"."state" = 'opened') = ("card_disputes"."closed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "card_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"is_rupiah" boolean NOT NULL,
	"amount_sen" bigint NOT NULL,
	"fee_sen" bigint NOT NULL,
	"source_ref" text NOT NULL,
	"payment_ref" text,
	"happened_at" timestamp with time zone NOT NULL,
	"payout_id" text,
	"payee_id" text,
	"payment_id" text,
	"fee_rupiah" bigint,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "card_moves_kind" CHECK ("card_moves"."kind" in ('charge', 'refund', 'refundFailed', 'dispute', 'disputeWon', 'payout', 'payoutFailed', 'other')),
	CONSTRAINT "card_moves_matched" CHECK (("card_moves"."payee_id" is null) = ("card_moves"."fee_rupiah" is null) and ("card_moves"."payee_id" is null) = ("card_moves"."payment_id" is null) and ("card_moves"."payee_id" is null or ("card_moves"."is_rupiah" and "card_moves"."amount_sen" % 100 = 0)))
);
--> statement-breakpoint
CREATE TABLE "card_payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"amount_sen" bigint NOT NULL,
	"arrives_on" date NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"booked_at" timestamp with time zone,
	CONSTRAINT "card_payouts_state" CHECK ("card_payouts"."state" in ('told', 'booked', 'failed')),
	CONSTRAINT "card_payouts_booked" CHECK ("card_payouts"."state" <> 'booked' or "card_payouts"."booked_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "card_refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"refund_id" text,
	"amount_rupiah" bigint NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"provider_refund" text,
	"booked_on" date,
	"failure" text,
	CONSTRAINT "card_refunds_state" CHECK ("card_refunds"."state" in ('asked', 'approved', 'booked', 'refused', 'failed')),
	CONSTRAINT "card_refunds_amount" CHECK ("card_refunds"."amount_rupiah" > 0),
	CONSTRAINT "card_refunds_two_people" CHECK ("card_refunds"."decided_by" is null or "card_refunds"."decided_by" <> "card_refunds"."asked_by"),
	CONSTRAINT "card_refunds_decided" CHECK (("card_refunds"."state" = 'asked') = ("card_refunds"."decided_by" is null) and ("card_refunds"."decided_by" is null) = ("card_refunds"."decided_at" is null)),
	CONSTRAINT "card_refunds_booked" CHECK (("card_refunds"."state" = 'booked') = ("card_refunds"."booked_on" is not null) and ("card_refunds"."state" <> 'booked' or "card_refunds"."provider_refund" is not null))
);
--> statement-breakpoint
CREATE TABLE "card_shares" (
	"id" text PRIMARY KEY NOT NULL,
	"payout_id" text NOT NULL,
	"payee_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"taken_by" text,
	CONSTRAINT "card_shares_one" UNIQUE("payout_id","payee_id"),
	CONSTRAINT "card_shares_amount" CHECK ("card_shares"."amount_rupiah" <> 0)
);
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_reversed";--> statement-breakpoint
ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_one";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "given_back_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "unpaid_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "is_deposit" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "share_id" text;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "booked" text;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "undone_by" text;--> statement-breakpoint
ALTER TABLE "invoice_promises" ADD CONSTRAINT "invoice_promises_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_promises" ADD CONSTRAINT "invoice_promises_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_promises" ADD CONSTRAINT "invoice_promises_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_disputes" ADD CONSTRAINT "card_disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_moves" ADD CONSTRAINT "card_moves_payout_id_card_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."card_payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_moves" ADD CONSTRAINT "card_moves_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_moves" ADD CONSTRAINT "card_moves_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_shares" ADD CONSTRAINT "card_shares_payout_id_card_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."card_payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_shares" ADD CONSTRAINT "card_shares_payee_id_organisations_id_fk" FOREIGN KEY ("payee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_shares" ADD CONSTRAINT "card_shares_taken_by_card_payouts_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."card_payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_promises_invoice" ON "invoice_promises" USING btree ("invoice_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "card_disputes_one" ON "card_disputes" USING btree ("payment_id") WHERE state = 'opened';--> statement-breakpoint
CREATE INDEX "card_disputes_payment" ON "card_disputes" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "card_moves_latest" ON "card_moves" USING btree ("happened_at");--> statement-breakpoint
CREATE INDEX "card_moves_payee" ON "card_moves" USING btree ("payee_id","happened_at","id");--> statement-breakpoint
CREATE INDEX "card_moves_payout" ON "card_moves" USING btree ("payout_id");--> statement-breakpoint
CREATE INDEX "card_moves_payment" ON "card_moves" USING btree ("payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "card_moves_once" ON "card_moves" USING btree ("kind","source_ref") WHERE payee_id is not null;--> statement-breakpoint
CREATE INDEX "card_moves_open" ON "card_moves" USING btree ("recorded_at") WHERE payee_id is null;--> statement-breakpoint
CREATE INDEX "card_payouts_unread" ON "card_payouts" USING btree ("told_at") WHERE state = 'told';--> statement-breakpoint
CREATE UNIQUE INDEX "card_refunds_one" ON "card_refunds" USING btree ("payment_id") WHERE state in ('asked', 'approved');--> statement-breakpoint
CREATE UNIQUE INDEX "card_refunds_provider" ON "card_refunds" USING btree ("provider_refund");--> statement-breakpoint
CREATE INDEX "card_refunds_payment" ON "card_refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "card_refunds_refund" ON "card_refunds" USING btree ("refund_id");--> statement-breakpoint
CREATE INDEX "card_shares_payee" ON "card_shares" USING btree ("payee_id","payout_id");--> statement-breakpoint
CREATE INDEX "card_shares_taken" ON "card_shares" USING btree ("taken_by");--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_share_id_card_shares_id_fk" FOREIGN KEY ("share_id") REFERENCES "public"."card_shares"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone_by_persons_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_card" ON "payments" USING btree ("bank_reference") WHERE rail = 'card';--> statement-breakpoint
CREATE UNIQUE INDEX "bank_matches_share_once" ON "bank_matches" USING btree ("share_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_given_back" CHECK ("payments"."unpaid_rupiah" between 0 and "payments"."given_back_rupiah" and "payments"."given_back_rupiah" <= "payments"."amount_rupiah" and ("payments"."rail" = 'card' or "payments"."given_back_rupiah" = 0) and ("payments"."rail" <> 'card' or "payments"."state" <> 'reversed' or "payments"."unpaid_rupiah" = "payments"."amount_rupiah"));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reversed" CHECK (("payments"."state" = 'reversed') = ("payments"."reversed_on" is not null) and ("payments"."reversed_on" is null or "payments"."rail" = 'card') = ("payments"."reversed_by" is null) and ("payments"."reversed_by" is null or "payments"."reversed_by" <> "payments"."verified_by"));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_deposit" CHECK (not "payouts"."is_deposit" or (num_nonnulls("payouts"."statement_id", "payouts"."refund_id", "payouts"."ride_place_id", "payouts"."settlement_id", "payouts"."debit_note_id") = 0 and "payouts"."payee_organisation_id" is not null));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_booked" CHECK ("bank_matches"."booked" in ('fee', 'interest', 'interestTax'));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone" CHECK (("bank_matches"."undone_at" is null) = ("bank_matches"."undone_by" is null) and ("bank_matches"."undone_at" is null or "bank_matches"."booked" is not null) and ("bank_matches"."undone_by" is null or "bank_matches"."undone_by" <> "bank_matches"."matched_by"));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_one" CHECK (num_nonnulls("bank_matches"."payment_id", "bank_matches"."payout_id", "bank_matches"."share_id", "bank_matches"."booked") = 1);--> statement-breakpoint
-- As before, with the card provider's money and what the bank did by itself; books have no sen, so a line is matched to the nearest rupiah.
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
        or (s.id is not null and (l.amount_sen < 0 or s.payee_id <> l.organisation_id))
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
-- A match says the same for ever; what the bank did by itself may be taken out of the books again, once.
drop trigger bank_matches_stand on bank_matches;--> statement-breakpoint
create trigger bank_matches_stand before delete or update of line_id, payment_id, payout_id, share_id, booked, amount_rupiah, reasons, matched_by, matched_at on bank_matches for each row execute function refuse_changed_bank_line();--> statement-breakpoint
create trigger bank_matches_undone_once before update of undone_at, undone_by on bank_matches for each row when (old.undone_at is not null) execute function refuse_changed_bank_line();--> statement-breakpoint
create constraint trigger bank_matches_undone_add_up after update of undone_at on bank_matches deferrable initially deferred for each row execute function refuse_unfit_bank_match();--> statement-breakpoint
-- What the provider told stays as it told it; of a line it may be found out later whose it is and with what it was sent, once.
create function refuse_changed_card_row() returns trigger language plpgsql as $$
begin
  raise exception 'what the card provider told is not changed' using errcode = 'check_violation', constraint = 'card_rows_stand';
end $$;--> statement-breakpoint
create trigger card_moves_stand before delete or update of id, kind, is_rupiah, amount_sen, fee_sen, source_ref, payment_ref, happened_at on card_moves for each row execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_moves_fitted_once before update of payee_id, payment_id, fee_rupiah on card_moves for each row when (old.payee_id is not null) execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_moves_sent_once before update of payout_id on card_moves for each row when (old.payout_id is not null) execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_payouts_stand before delete or update of id, amount_sen, arrives_on on card_payouts for each row execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_shares_stand before delete or update of id, payout_id, payee_id, amount_rupiah on card_shares for each row execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_disputes_stand before delete or update of id, payment_id, amount_rupiah, opened_at on card_disputes for each row execute function refuse_changed_card_row();--> statement-breakpoint
create trigger card_refunds_stand before delete or update of id, payment_id, refund_id, amount_rupiah, reason, asked_by on card_refunds for each row execute function refuse_changed_card_row();--> statement-breakpoint
create trigger invoice_promises_stand before delete or update on invoice_promises for each row execute function refuse_changed_card_row();--> statement-breakpoint
-- What of a payment went back to its card, or is on its way there, is what its refunds and disputes say. Looked at when the transaction ends.
create function refuse_unfit_given_back() returns trigger language plpgsql as $$
declare
  looked_at text := case tg_table_name when 'payments' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'payment_id' end;
  said record;
begin
  select p.given_back_rupiah as given, p.unpaid_rupiah as unpaid,
      coalesce((select sum(r.amount_rupiah) from card_refunds r where r.payment_id = p.id and r.state in ('approved', 'booked')), 0)
        + coalesce((select sum(d.amount_rupiah) from card_disputes d where d.payment_id = p.id and d.state in ('opened', 'lost')), 0) as deeds,
      coalesce((select sum(r.amount_rupiah) from card_refunds r where r.payment_id = p.id and r.state in ('approved', 'booked') and r.refund_id is null), 0)
        + coalesce((select sum(d.amount_rupiah) from card_disputes d where d.payment_id = p.id and d.state in ('opened', 'lost')), 0) as reopening
    into said from payments p where p.id = looked_at;
  if said.given <> said.deeds or said.unpaid <> said.reopening then
    raise exception 'payment %: % went back to its card, and refunds and disputes say %', looked_at, said.given, said.deeds
      using errcode = 'check_violation', constraint = 'payments_given_back_add_up';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger payments_given_back_add_up after update of given_back_rupiah, unpaid_rupiah on payments deferrable initially deferred for each row execute function refuse_unfit_given_back();--> statement-breakpoint
create constraint trigger card_refunds_add_up after insert or update of state on card_refunds deferrable initially deferred for each row execute function refuse_unfit_given_back();--> statement-breakpoint
create constraint trigger card_disputes_add_up after insert or update of state on card_disputes deferrable initially deferred for each row execute function refuse_unfit_given_back();
