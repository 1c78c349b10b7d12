CREATE TABLE "book_closings" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"through" date NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	"entry_count" bigint,
	"debit_rupiah" bigint,
	CONSTRAINT "book_closings_state" CHECK ("book_closings"."state" in ('asked', 'closed', 'refused')),
	CONSTRAINT "book_closings_decided" CHECK (("book_closings"."state" = 'asked') = ("book_closings"."decided_at" is null)),
	CONSTRAINT "book_closings_two_people" CHECK ("book_closings"."state" <> 'closed' or coalesce("book_closings"."decided_by" <> "book_closings"."asked_by", false)),
	CONSTRAINT "book_closings_counted" CHECK (("book_closings"."state" = 'closed') = ("book_closings"."entry_count" is not null)),
	CONSTRAINT "book_closings_reason" CHECK (("book_closings"."state" = 'refused') = ("book_closings"."reason" is not null)),
	CONSTRAINT "book_closings_month" CHECK (extract(day from "book_closings"."through" + 1) = 1 and "book_closings"."through" < ("book_closings"."asked_at" at time zone 'Asia/Jakarta')::date)
);
--> statement-breakpoint
CREATE TABLE "book_periods" (
	"organisation_id" text PRIMARY KEY NOT NULL,
	"closed_through" date
);
--> statement-breakpoint
CREATE TABLE "proof_results" (
	"name" text PRIMARY KEY NOT NULL,
	"rows_found" integer NOT NULL,
	"proven_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "book_closings" ADD CONSTRAINT "book_closings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_closings" ADD CONSTRAINT "book_closings_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_closings" ADD CONSTRAINT "book_closings_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_periods" ADD CONSTRAINT "book_periods_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "book_closings_organisation" ON "book_closings" USING btree ("organisation_id","through");--> statement-breakpoint
CREATE UNIQUE INDEX "book_closings_asked" ON "book_closings" USING btree ("organisation_id") WHERE state = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX "book_closings_closed" ON "book_closings" USING btree ("organisation_id","through") WHERE state = 'closed';--> statement-breakpoint
-- by hand
INSERT INTO "book_periods" ("organisation_id") SELECT "id" FROM "organisations";--> statement-breakpoint
CREATE FUNCTION open_book_period() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  insert into book_periods (organisation_id) values (new.id);
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER organisations_open_book AFTER INSERT ON organisations FOR EACH ROW EXECUTE FUNCTION open_book_period();--> statement-breakpoint
-- A period moves forward only, and only to a month that two people closed.
CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or new.organisation_id <> old.organisation_id or new.closed_through is null
    or new.closed_through <= old.closed_through
    or not exists (select 1 from book_closings c where c.organisation_id = new.organisation_id and c.through = new.closed_through and c.state = 'closed') then
    raise exception 'a period moves forward only, to a month that was closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER book_periods_forward BEFORE UPDATE OR DELETE ON book_periods FOR EACH ROW EXECUTE FUNCTION refuse_reopening();--> statement-breakpoint
CREATE TRIGGER book_periods_no_truncate BEFORE TRUNCATE ON book_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_closing_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.state <> 'asked' or new.id <> old.id or new.organisation_id <> old.organisation_id
    or new.through <> old.through or new.asked_by <> old.asked_by or new.asked_at <> old.asked_at then
    raise exception 'what was decided about a month stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER book_closings_stay BEFORE UPDATE OR DELETE ON book_closings FOR EACH ROW EXECUTE FUNCTION refuse_closing_change();--> statement-breakpoint
CREATE TRIGGER book_closings_no_truncate BEFORE TRUNCATE ON book_closings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- As before, and no entry is taken into a closed month. Only what is about a month before the one it is written in waits for
-- whoever closes at this moment (the row of the period, shared): an entry of the running month, as nearly all are, takes
-- no lock, because a month is closed when it is over.
CREATE OR REPLACE FUNCTION apply_postings() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  strays boolean; misdates boolean; is_late boolean; has_guards boolean; is_old boolean; is_closed boolean;
begin
  select bool_or(e.organisation_id <> a.organisation_id), bool_or(e.occurred_on <> p.occurred_on),
    bool_or(e.xmin <> pg_current_xact_id()::xid), bool_or(a.guarded_balance is not null),
    bool_or(e.occurred_on < date_trunc('month', e.recorded_at at time zone 'Asia/Jakarta')::date),
    bool_or(e.occurred_on <= (select b.closed_through from book_periods b where b.organisation_id = e.organisation_id))
  into strays, misdates, is_late, has_guards, is_old, is_closed
  from added p join entries e on e.id = p.entry_id join accounts a on a.id = p.account_id;
  if strays then
    raise exception 'an entry posts to accounts of its own organisation' using errcode = 'check_violation', constraint = 'postings_one_book';
  end if;
  if misdates then
    raise exception 'a posting bears the day of its entry' using errcode = 'check_violation', constraint = 'postings_day';
  end if;
  if is_late then
    raise exception 'postings are written together with their entry' using errcode = 'check_violation', constraint = 'postings_with_entry';
  end if;
  if is_old then
    perform 1 from book_periods
    where organisation_id in (select e.organisation_id from added p join entries e on e.id = p.entry_id)
    order by organisation_id for share;
    select bool_or(e.occurred_on <= b.closed_through) into is_closed
    from added p join entries e on e.id = p.entry_id join book_periods b on b.organisation_id = e.organisation_id;
  end if;
  if is_closed then
    raise exception 'a closed month takes no entry' using errcode = 'check_violation', constraint = 'entries_open_month';
  end if;
  if has_guards then
    perform 1 from accounts where id in (select account_id from added) and guarded_balance is not null order by id for no key update;
    update accounts a set guarded_balance = a.guarded_balance + s.total
    from (select account_id, sum(amount)::bigint as total from added group by account_id) s
    where a.id = s.account_id and a.guarded_balance is not null;
  end if;
  insert into account_days as d (account_id, occurred_on, recorded_on, slot, debit, credit)
  select p.account_id, p.occurred_on, (e.recorded_at at time zone 'UTC')::date, pg_backend_pid() % 64,
    sum(greatest(p.amount, 0)), sum(greatest(-p.amount, 0))
  from added p join entries e on e.id = p.entry_id group by 1, 2, 3 order by 1, 2, 3
  on conflict (account_id, occurred_on, recorded_on, slot)
    do update set debit = d.debit + excluded.debit, credit = d.credit + excluded.credit;
  return null;
end $$;
