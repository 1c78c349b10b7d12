CREATE TABLE "receivable_assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"receivable_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"state" text NOT NULL,
	"holder_id" text,
	"institution" text,
	"basis" text NOT NULL,
	"bank_name" text,
	"bank_account" text,
	"bank_holder" text,
	"amount_rupiah" bigint NOT NULL,
	"returned_rupiah" bigint DEFAULT 0 NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"proposed_by" text,
	"checked_at" timestamp with time zone,
	"checked_by" text,
	"taken_at" timestamp with time zone,
	"taken_by" text,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"end_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "receivable_assignments_state" CHECK ("receivable_assignments"."state" in ('proposed', 'offered', 'notified', 'effective', 'refused', 'withdrawn', 'released')),
	CONSTRAINT "receivable_assignments_to_one" CHECK (num_nonnulls("receivable_assignments"."holder_id", "receivable_assignments"."institution") = 1),
	CONSTRAINT "receivable_assignments_parties" CHECK ("receivable_assignments"."seller_id" <> "receivable_assignments"."buyer_id" and ("receivable_assignments"."holder_id" is null or ("receivable_assignments"."holder_id" <> "receivable_assignments"."seller_id" and "receivable_assignments"."holder_id" <> "receivable_assignments"."buyer_id"))),
	CONSTRAINT "receivable_assignments_amount" CHECK ("receivable_assignments"."amount_rupiah" > 0 and "receivable_assignments"."returned_rupiah" between 0 and "receivable_assignments"."amount_rupiah"),
	CONSTRAINT "receivable_assignments_two_people" CHECK ("receivable_assignments"."checked_by" is null or "receivable_assignments"."checked_by" <> "receivable_assignments"."proposed_by"),
	CONSTRAINT "receivable_assignments_account" CHECK (num_nonnulls("receivable_assignments"."bank_name", "receivable_assignments"."bank_account", "receivable_assignments"."bank_holder") = (case when "receivable_assignments"."institution" is not null or "receivable_assignments"."taken_at" is not null then 3 else 0 end)),
	CONSTRAINT "receivable_assignments_steps" CHECK (("receivable_assignments"."state" not in ('offered', 'notified', 'effective', 'released') or "receivable_assignments"."checked_at" is not null) and ("receivable_assignments"."state" not in ('notified', 'effective', 'released') or "receivable_assignments"."holder_id" is null or "receivable_assignments"."taken_at" is not null) and ("receivable_assignments"."state" not in ('effective', 'released') or "receivable_assignments"."acknowledged_at" is not null)),
	CONSTRAINT "receivable_assignments_ended" CHECK (("receivable_assignments"."state" in ('refused', 'withdrawn', 'released')) = ("receivable_assignments"."ended_at" is not null) and ("receivable_assignments"."ended_at" is null) = ("receivable_assignments"."end_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "verified_receivables" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"number" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"verified_at" timestamp with time zone NOT NULL,
	"verified_by" text,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_reason" text,
	CONSTRAINT "verified_receivables_amount" CHECK ("verified_receivables"."amount_rupiah" > 0),
	CONSTRAINT "verified_receivables_parties" CHECK ("verified_receivables"."seller_id" <> "verified_receivables"."buyer_id"),
	CONSTRAINT "verified_receivables_withdrawn" CHECK (("verified_receivables"."withdrawn_at" is null) = ("verified_receivables"."withdrawn_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "assignment_id" text;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_receivable_id_verified_receivables_id_fk" FOREIGN KEY ("receivable_id") REFERENCES "public"."verified_receivables"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_holder_id_organisations_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_proposed_by_persons_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_checked_by_persons_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_taken_by_persons_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_acknowledged_by_persons_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receivable_assignments" ADD CONSTRAINT "receivable_assignments_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_receivables" ADD CONSTRAINT "verified_receivables_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_receivables" ADD CONSTRAINT "verified_receivables_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_receivables" ADD CONSTRAINT "verified_receivables_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_receivables" ADD CONSTRAINT "verified_receivables_verified_by_persons_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_receivables" ADD CONSTRAINT "verified_receivables_withdrawn_by_persons_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "receivable_assignments_once" ON "receivable_assignments" USING btree ("invoice_id") WHERE state in ('proposed', 'offered', 'notified', 'effective');--> statement-breakpoint
CREATE INDEX "receivable_assignments_holder" ON "receivable_assignments" USING btree ("holder_id","state");--> statement-breakpoint
CREATE INDEX "receivable_assignments_seller" ON "receivable_assignments" USING btree ("seller_id","state");--> statement-breakpoint
CREATE INDEX "receivable_assignments_buyer" ON "receivable_assignments" USING btree ("buyer_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "verified_receivables_once" ON "verified_receivables" USING btree ("invoice_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "verified_receivables_seller" ON "verified_receivables" USING btree ("seller_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_assignment_id_receivable_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."receivable_assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_to_institution" CHECK ("payments"."assignment_id" is null or ("payments"."rail" = 'transfer' and "payments"."deposit_rupiah" = 0 and "payments"."bank_line_id" is null));--> statement-breakpoint

-- A claim goes to its assignee, and comes back, while nothing of it was paid or reported: no transfer is caught between two accounts.
create function refuse_assigning_paid() returns trigger language plpgsql as $$
begin
  if exists (select 1 from invoices where id = new.invoice_id and (paid_rupiah > 0 or reported_rupiah > 0)) then
    raise exception 'a claim is assigned, or comes back, while nothing of it is paid' using errcode = 'check_violation';
  end if;
  if new.state = 'effective' and not exists (select 1 from invoices where id = new.invoice_id and state = 'issued' and credited_rupiah = 0
    and total_rupiah - advance_rupiah = new.amount_rupiah) then
    raise exception 'a claim is assigned as it stands' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger receivable_assignments_unpaid before update of state on receivable_assignments for each row
  when (old.state <> new.state and 'effective' in (old.state, new.state)) execute function refuse_assigning_paid();--> statement-breakpoint

-- What was agreed is not another claim, nor another assignee's, afterwards; what was written stays on record.
create trigger receivable_assignments_parties before update on receivable_assignments for each row
  when ((old.receivable_id, old.invoice_id, old.seller_id, old.buyer_id, old.amount_rupiah) is distinct from
        (new.receivable_id, new.invoice_id, new.seller_id, new.buyer_id, new.amount_rupiah)
    or old.holder_id is distinct from new.holder_id or old.institution is distinct from new.institution
    or (old.bank_account is not null and old.bank_account is distinct from new.bank_account))
  execute function refuse_change();--> statement-breakpoint
create trigger receivable_assignments_kept before delete on receivable_assignments for each row execute function refuse_change();--> statement-breakpoint
create trigger verified_receivables_kept before delete on verified_receivables for each row execute function refuse_change();--> statement-breakpoint

-- Who owes pays, and who holds the claim is paid: its seller, or the organisation that it was assigned to. Into the account of an
-- institution outside of the house the seller says that it was paid.
create or replace function refuse_other_payer() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from payments p join invoices i on i.buyer_id = p.payer_id
    left join receivable_assignments a on a.invoice_id = i.id and a.state = 'effective'
    where p.id = new.payment_id and i.id = new.invoice_id and p.payee_id = coalesce(a.holder_id, i.seller_id)
      and p.assignment_id is not distinct from (case when a.holder_id is null then a.id end)
  ) then
    raise exception 'a payment is of the buyer and to the seller of each invoice it pays, or to whom it was assigned' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
drop trigger payments_parties on payments;--> statement-breakpoint
create trigger payments_parties before update on payments for each row
  when (old.payer_id <> new.payer_id or old.payee_id <> new.payee_id or old.assignment_id is distinct from new.assignment_id) execute function refuse_change();
