CREATE TABLE "bank_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"account" text NOT NULL,
	"statement_id" text NOT NULL,
	"layout" text NOT NULL,
	"on_day" date NOT NULL,
	"description" text NOT NULL,
	"amount_sen" bigint NOT NULL,
	"balance_sen" bigint,
	"fingerprint" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"set_aside_by" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bank_lines_once" UNIQUE("organisation_id","fingerprint"),
	CONSTRAINT "bank_lines_state" CHECK ("bank_lines"."state" in ('open', 'proposed', 'matched', 'aside')),
	CONSTRAINT "bank_lines_amount" CHECK ("bank_lines"."amount_sen" <> 0),
	CONSTRAINT "bank_lines_aside" CHECK (("bank_lines"."state" = 'aside') = ("bank_lines"."reason" is not null) and ("bank_lines"."reason" is null) = ("bank_lines"."set_aside_by" is null))
);
--> statement-breakpoint
CREATE TABLE "bank_statements" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"account" text NOT NULL,
	"layout" text NOT NULL,
	"file_id" text NOT NULL,
	"brought_by" text NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	"counted_at" timestamp with time zone,
	"line_count" integer DEFAULT 0 NOT NULL,
	"added_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "bank_statements_file" UNIQUE("file_id"),
	CONSTRAINT "bank_statements_account" CHECK ("bank_statements"."account" ~ '^[0-9]{4,30}$'),
	CONSTRAINT "bank_statements_layout" CHECK ("bank_statements"."layout" in ('bri', 'bni', 'mandiri', 'generic')),
	CONSTRAINT "bank_statements_counts" CHECK ("bank_statements"."added_count" between 0 and "bank_statements"."line_count" and ("bank_statements"."counted_at" is not null or "bank_statements"."line_count" = 0))
);
--> statement-breakpoint
CREATE TABLE "bank_matches" (
	"id" text PRIMARY KEY NOT NULL,
	"line_id" text NOT NULL,
	"payment_id" text,
	"payout_id" text,
	"amount_rupiah" bigint NOT NULL,
	"reasons" text[] NOT NULL,
	"matched_by" text,
	"matched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bank_matches_payment_once" UNIQUE("line_id","payment_id"),
	CONSTRAINT "bank_matches_payout_once" UNIQUE("line_id","payout_id"),
	CONSTRAINT "bank_matches_one" CHECK (("bank_matches"."payment_id" is null) <> ("bank_matches"."payout_id" is null)),
	CONSTRAINT "bank_matches_amount" CHECK ("bank_matches"."amount_rupiah" > 0)
);
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_state";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_rail";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_proof_shown";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_on_the_providers_word";--> statement-breakpoint
DROP INDEX "payments_proof";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "deposit_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "withheld_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "withholding_slip" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "bank_line_id" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "reversed_on" date;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "reversed_by" text;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_statement_id_bank_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."bank_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_set_aside_by_persons_id_fk" FOREIGN KEY ("set_aside_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_brought_by_persons_id_fk" FOREIGN KEY ("brought_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_line_id_bank_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_matched_by_persons_id_fk" FOREIGN KEY ("matched_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_lines_list" ON "bank_lines" USING btree ("organisation_id","state","on_day","id");--> statement-breakpoint
CREATE INDEX "bank_lines_account" ON "bank_lines" USING btree ("organisation_id","account","on_day");--> statement-breakpoint
CREATE INDEX "bank_lines_statement" ON "bank_lines" USING btree ("statement_id");--> statement-breakpoint
CREATE INDEX "bank_statements_organisation" ON "bank_statements" USING btree ("organisation_id","brought_at");--> statement-breakpoint
CREATE INDEX "bank_matches_payment" ON "bank_matches" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "bank_matches_payout" ON "bank_matches" USING btree ("payout_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "public"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reversed_by_persons_id_fk" FOREIGN KEY ("reversed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payments_bank_line" ON "payments" USING btree ("bank_line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_proof" ON "payments" USING btree ("payee_id","proof_sha256") WHERE state not in ('rejected', 'reversed');--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_parts" CHECK ("payments"."deposit_rupiah" between 0 and "payments"."amount_rupiah" and "payments"."withheld_rupiah" >= 0 and ("payments"."withheld_rupiah" = 0) = ("payments"."withholding_slip" is null) and ("payments"."rail" = 'transfer' or ("payments"."deposit_rupiah" = 0 and "payments"."withheld_rupiah" = 0)));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_reversed" CHECK (("payments"."state" = 'reversed') = ("payments"."reversed_on" is not null) and ("payments"."reversed_on" is null) = ("payments"."reversed_by" is null) and ("payments"."reversed_by" is null or "payments"."reversed_by" <> "payments"."verified_by"));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_state" CHECK ("payments"."state" in ('reported', 'verified', 'rejected', 'reversed'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rail" CHECK ("payments"."rail" in ('transfer', 'card', 'deposit'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_proof_shown" CHECK (num_nonnulls("payments"."proof_id", "payments"."bank_line_id") = (case when "payments"."rail" = 'transfer' then 1 else 0 end) and ("payments"."proof_id" is null) = ("payments"."proof_sha256" is null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_on_the_providers_word" CHECK ("payments"."rail" <> 'card' or "payments"."verified_by" is null);--> statement-breakpoint
-- What stands of the matches of a line is never more than the line, all of it where it waits or is booked, and nothing where it is set
-- aside. Looked at when the transaction ends, whichever of the four tables was written.
create function refuse_unfit_line(looked_at text) returns void language plpgsql as $$
declare
  line record;
begin
  select l.state, abs(l.amount_sen) as amount, l.amount_sen > 0 as came,
      coalesce(sum(m.amount_rupiah) filter (where p.state in ('reported', 'verified') or o.state = 'confirmed'), 0) * 100 as standing,
      coalesce(bool_or(p.state = 'reported'), false) as waits,
      coalesce(bool_or((p.id is not null and (l.amount_sen < 0 or p.payee_id <> l.organisation_id))
        or (o.id is not null and (l.amount_sen > 0 or o.payer_id <> l.organisation_id))), false) as foreign_money
    into line
    from bank_lines l left join bank_matches m on m.line_id = l.id
      left join payments p on p.id = m.payment_id left join payouts o on o.id = m.payout_id
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
create function refuse_unfit_bank_line() returns trigger language plpgsql as $$
begin
  perform refuse_unfit_line(new.id);
  return null;
end $$;--> statement-breakpoint
create function refuse_unfit_bank_match() returns trigger language plpgsql as $$
begin
  perform refuse_unfit_line(new.line_id);
  return null;
end $$;--> statement-breakpoint
create function refuse_unfit_lines_of_payment() returns trigger language plpgsql as $$
begin
  perform refuse_unfit_line(m.line_id) from bank_matches m where m.payment_id = new.id;
  return null;
end $$;--> statement-breakpoint
create function refuse_unfit_lines_of_payout() returns trigger language plpgsql as $$
begin
  perform refuse_unfit_line(m.line_id) from bank_matches m where m.payout_id = new.id;
  return null;
end $$;--> statement-breakpoint
create constraint trigger bank_lines_add_up after insert or update of state on bank_lines deferrable initially deferred for each row execute function refuse_unfit_bank_line();--> statement-breakpoint
create constraint trigger bank_matches_add_up after insert on bank_matches deferrable initially deferred for each row execute function refuse_unfit_bank_match();--> statement-breakpoint
create constraint trigger payments_lines_add_up after update of state on payments deferrable initially deferred for each row execute function refuse_unfit_lines_of_payment();--> statement-breakpoint
create constraint trigger payouts_lines_add_up after update of state on payouts deferrable initially deferred for each row execute function refuse_unfit_lines_of_payout();--> statement-breakpoint
-- A line is what the bank wrote: it may come to be matched or set aside, and says the same for ever.
create function refuse_changed_bank_line() returns trigger language plpgsql as $$
begin
  raise exception 'what the bank wrote is not changed' using errcode = 'check_violation', constraint = 'bank_lines_stand';
end $$;--> statement-breakpoint
create trigger bank_lines_stand before delete or update of organisation_id, account, statement_id, layout, on_day, description, amount_sen, balance_sen, fingerprint on bank_lines for each row execute function refuse_changed_bank_line();--> statement-breakpoint
create trigger bank_matches_stand before delete or update on bank_matches for each row execute function refuse_changed_bank_line();
