CREATE TABLE "account_days" (
	"account_id" text NOT NULL,
	"occurred_on" date NOT NULL,
	"recorded_on" date NOT NULL,
	"slot" smallint NOT NULL,
	"debit" bigint NOT NULL,
	"credit" bigint NOT NULL,
	CONSTRAINT "account_days_key" PRIMARY KEY("account_id","occurred_on","recorded_on","slot"),
	CONSTRAINT "account_days_sides" CHECK ("account_days"."debit" >= 0 and "account_days"."credit" >= 0)
);
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_balance_min";--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_balance_max";--> statement-breakpoint
DROP INDEX "postings_account";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "guarded_balance" bigint;--> statement-breakpoint
ALTER TABLE "postings" ADD COLUMN "occurred_on" date;--> statement-breakpoint
ALTER TABLE "account_days" ADD CONSTRAINT "account_days_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_recorded" ON "entries" USING brin ("recorded_at");--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("account_id","occurred_on","id");--> statement-breakpoint
-- by hand
-- What was written before gets its day from its entry, and its account's days; only for this are the books opened.
ALTER TABLE "postings" DISABLE TRIGGER "postings_append_only";--> statement-breakpoint
UPDATE "postings" p SET "occurred_on" = e."occurred_on" FROM "entries" e WHERE e."id" = p."entry_id";--> statement-breakpoint
ALTER TABLE "postings" ENABLE TRIGGER "postings_append_only";--> statement-breakpoint
-- The deferred checks of what stands so far are made now: a table with checks under way cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;--> statement-breakpoint
ALTER TABLE "postings" ALTER COLUMN "occurred_on" SET NOT NULL;--> statement-breakpoint
UPDATE "accounts" SET "guarded_balance" = "balance" WHERE "balance_min" IS NOT NULL OR "balance_max" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" DROP COLUMN "balance";--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_guarded" CHECK (("accounts"."guarded_balance" is null) = ("accounts"."balance_min" is null and "accounts"."balance_max" is null));--> statement-breakpoint
INSERT INTO "account_days" ("account_id", "occurred_on", "recorded_on", "slot", "debit", "credit")
SELECT p."account_id", p."occurred_on", (e."recorded_at" at time zone 'UTC')::date, 0, sum(greatest(p."amount", 0)), sum(greatest(-p."amount", 0))
FROM "postings" p JOIN "entries" e ON e."id" = p."entry_id" GROUP BY 1, 2, 3;--> statement-breakpoint
-- A day's row is changed over and over; room on its page keeps its index out of it.
ALTER TABLE "account_days" SET (fillfactor = 60);--> statement-breakpoint
CREATE VIEW "account_balances" AS
SELECT a."id" AS "account_id", a."organisation_id", a."code", a."kind", a."subject_id",
  coalesce((SELECT sum(d."debit" - d."credit") FROM "account_days" d WHERE d."account_id" = a."id"), 0)::bigint AS "balance"
FROM "accounts" a;--> statement-breakpoint
-- One look at what is being written says whether it may be: a posting stays inside one organisation's books, bears the
-- day of its entry and is written together with it. An account with a bound keeps its balance in its own row, in id
-- order, so that two entries can never wait for each other and none passes the bound; every other account adds to the row
-- of its day and of this connection, and nobody waits.
CREATE OR REPLACE FUNCTION apply_postings() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  strays boolean; misdates boolean; is_late boolean; has_guards boolean;
begin
  select bool_or(e.organisation_id <> a.organisation_id), bool_or(e.occurred_on <> p.occurred_on),
    bool_or(e.xmin <> pg_current_xact_id()::xid), bool_or(a.guarded_balance is not null)
  into strays, misdates, is_late, has_guards
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
end $$;--> statement-breakpoint
DROP TRIGGER "postings_with_entry" ON "postings";--> statement-breakpoint
DROP FUNCTION refuse_late_posting();--> statement-breakpoint
-- An account is what it was opened as: what was booked on it would otherwise change its meaning.
CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or new.id <> old.id or new.organisation_id <> old.organisation_id or new.code <> old.code
    or new.kind <> old.kind or new.subject_id is distinct from old.subject_id then
    raise exception 'an account stays what it was opened as' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER accounts_fixed BEFORE UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_account_change();--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_balance_min" CHECK ("accounts"."balance_min" is null or "accounts"."guarded_balance" >= "accounts"."balance_min");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_balance_max" CHECK ("accounts"."balance_max" is null or "accounts"."guarded_balance" <= "accounts"."balance_max");
