CREATE TABLE "tax_remittances" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"month" date NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"ntpn" text NOT NULL,
	"paid_from" text,
	"proof_id" text,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"checked_by" text,
	"checked_at" timestamp with time zone,
	"reason" text,
	"doubted_by" text,
	"doubted_at" timestamp with time zone,
	"doubt_reason" text,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	"reversed_on" date,
	CONSTRAINT "tax_remittances_state" CHECK ("tax_remittances"."state" in ('reported', 'confirmed', 'doubted', 'rejected', 'reversed')),
	CONSTRAINT "tax_remittances_kind" CHECK ("tax_remittances"."kind" in ('vat', 'withheld', 'vat_kept')),
	CONSTRAINT "tax_remittances_amount" CHECK ("tax_remittances"."amount_rupiah" > 0),
	CONSTRAINT "tax_remittances_month" CHECK (extract(day from "tax_remittances"."month") = 1 and "tax_remittances"."paid_on" >= "tax_remittances"."month"),
	CONSTRAINT "tax_remittances_ntpn_shape" CHECK ("tax_remittances"."ntpn" ~ '^[0-9A-Z]{16}$'),
	CONSTRAINT "tax_remittances_checked" CHECK (("tax_remittances"."state" = 'reported') = ("tax_remittances"."checked_at" is null)),
	CONSTRAINT "tax_remittances_two_people" CHECK ("tax_remittances"."checked_by" is null or "tax_remittances"."checked_by" <> "tax_remittances"."reported_by"),
	CONSTRAINT "tax_remittances_doubted" CHECK ("tax_remittances"."state" not in ('doubted', 'reversed') or "tax_remittances"."doubted_at" is not null),
	CONSTRAINT "tax_remittances_reversed" CHECK (("tax_remittances"."state" = 'reversed') = ("tax_remittances"."reversed_on" is not null) and ("tax_remittances"."state" <> 'reversed' or "tax_remittances"."settled_at" is not null)),
	CONSTRAINT "tax_remittances_doubt_two_people" CHECK ("tax_remittances"."settled_by" is null or "tax_remittances"."settled_by" <> "tax_remittances"."doubted_by")
);
--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_proof_id_stored_files_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_reported_by_persons_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_checked_by_persons_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_doubted_by_persons_id_fk" FOREIGN KEY ("doubted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittances" ADD CONSTRAINT "tax_remittances_settled_by_persons_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tax_remittances_organisation" ON "tax_remittances" USING btree ("organisation_id","kind","month");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_remittances_ntpn" ON "tax_remittances" USING btree ("organisation_id","ntpn") WHERE state not in ('rejected', 'reversed');--> statement-breakpoint
-- by hand
-- What was reported is written once; only what others say of it comes to it.
create trigger tax_remittances_written_once before update on tax_remittances for each row
  when ((old.organisation_id, old.kind, old.month, old.amount_rupiah, old.paid_on, old.ntpn, old.paid_from, old.proof_id, old.reported_by, old.reported_at)
    is distinct from (new.organisation_id, new.kind, new.month, new.amount_rupiah, new.paid_on, new.ntpn, new.paid_from, new.proof_id, new.reported_by, new.reported_at))
  execute function refuse_change();--> statement-breakpoint
create trigger tax_remittances_kept before delete on tax_remittances for each row execute function refuse_change();--> statement-breakpoint
create trigger tax_remittances_no_truncate before truncate on tax_remittances for each statement execute function refuse_change();--> statement-breakpoint
-- Up to the end of no month stands more as remitted than the books ever collected until then. Collected counts what came, not what was
-- given back since: what is given back after a month was remitted lowers the months to come. Who says that tax was paid holds the
-- organisation meanwhile, so that two reports see each other.
create function refuse_more_than_collected() returns trigger language plpgsql as $$
declare
  tax_code text := case new.kind when 'vat' then '2400' when 'withheld' then '2410' else '2420' end;
begin
  if exists (
    select 1
    from (
      select new.month as month union
      select month from tax_remittances where organisation_id = new.organisation_id and kind = new.kind and month > new.month
        and state not in ('rejected', 'reversed')
    ) later
    where new.amount_rupiah
      + (select coalesce(sum(amount_rupiah), 0) from tax_remittances where organisation_id = new.organisation_id
          and kind = new.kind and month <= later.month and state not in ('rejected', 'reversed'))
      > (select coalesce(sum(d.credit), 0) from accounts a join account_days d on d.account_id = a.id
          where a.organisation_id = new.organisation_id and a.code = tax_code and d.occurred_on < later.month + interval '1 month')
        - (select coalesce(sum(amount_rupiah), 0) from tax_remittances where organisation_id = new.organisation_id
          and kind = new.kind and state = 'reversed' and reversed_on < later.month + interval '1 month')
  ) then
    raise exception 'more tax of % is remitted than was collected', new.month
      using errcode = 'check_violation', constraint = 'tax_remittances_collected';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger tax_remittances_collected before insert on tax_remittances for each row execute function refuse_more_than_collected();
