ALTER TABLE "entries" DROP CONSTRAINT "entries_organisation_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "postings" DROP CONSTRAINT "postings_entry_id_entries_id_fk";
--> statement-breakpoint
ALTER TABLE "postings" DROP CONSTRAINT "postings_account_id_accounts_id_fk";--> statement-breakpoint
-- by hand
-- An entry and its lines are written in one statement, and what was asked of each row by itself (its keys; at commit, its balance) is
-- asked once of all rows of the statement. Nothing is weaker: an entry without lines is refused where its statement ends, and so
-- are lines that do not balance among those written with them. Nothing of the books is ever deleted, so what was there stays there.
DROP TRIGGER entries_balance ON entries;--> statement-breakpoint
DROP FUNCTION refuse_unbalanced();--> statement-breakpoint
CREATE FUNCTION refuse_bare_entries() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from added e left join lateral (select true as found from postings where entry_id = e.id limit 1) p on true
    where p.found is null
  ) then
    raise exception 'an entry is written in one statement with its lines' using errcode = 'check_violation', constraint = 'entries_balance';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER entries_balance AFTER INSERT ON entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_bare_entries();--> statement-breakpoint
-- What postings point at was kept from being truncated by their key.
CREATE TRIGGER accounts_no_truncate BEFORE TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- As before, in one statement: of each entry, whether it is written here and now, in an open month, with two lines or more that
-- balance and bear its day; of each account, that it is of the same books, kept from whoever would decide by its balance
-- meanwhile (as a key that points at it would: `for key share`, in the order of ids).
CREATE OR REPLACE FUNCTION apply_postings() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  strays boolean; misdates boolean; is_late boolean; is_off boolean; has_guards boolean; is_old boolean; is_closed boolean;
begin
  with head as materialized (
    select p.*, e.organisation_id, e.occurred_on, (e.recorded_at at time zone 'UTC')::date as recorded_on, e.written_by,
      e.occurred_on < date_trunc('month', e.recorded_at at time zone 'Asia/Jakarta')::date as is_old
    from (
      select entry_id, sum(amount) as total, count(*) as lines, min(occurred_on) as first_on, max(occurred_on) as last_on
      from added group by entry_id
    ) p
    left join lateral (
      select organisation_id, occurred_on, recorded_at, xmin as written_by from entries where id = p.entry_id limit 1
    ) e on true
  ), account as materialized (
    select a.* from (select distinct account_id from added order by 1) p
    cross join lateral (select id, organisation_id, guarded_balance from accounts where id = p.account_id limit 1 for key share) a
  ), day as materialized (
    select p.account_id, p.occurred_on, h.recorded_on, sum(greatest(p.amount, 0)) as debit, sum(greatest(-p.amount, 0)) as credit,
      bool_and(a.organisation_id = h.organisation_id) as is_own
    from added p left join head h on h.entry_id = p.entry_id left join account a on a.id = p.account_id
    group by 1, 2, 3
  ), kept as (
    insert into account_days as d (account_id, occurred_on, recorded_on, slot, debit, credit)
    select account_id, occurred_on, recorded_on, pg_backend_pid() % 64, debit, credit from day where is_own order by 1, 2, 3
    on conflict (account_id, occurred_on, recorded_on, slot)
      do update set debit = d.debit + excluded.debit, credit = d.credit + excluded.credit
  )
  select (select bool_or(is_own is not true) from day), bool_or(first_on <> occurred_on or last_on <> occurred_on),
    bool_or(written_by <> pg_current_xact_id()::xid), bool_or(total <> 0 or lines < 2),
    (select bool_or(guarded_balance is not null) from account), bool_or(head.is_old),
    bool_or(occurred_on <= (select b.closed_through from book_periods b where b.organisation_id = head.organisation_id))
  into strays, misdates, is_late, is_off, has_guards, is_old, is_closed
  from head;
  if strays then
    raise exception 'an entry posts to accounts of its own organisation' using errcode = 'check_violation', constraint = 'postings_one_book';
  end if;
  if misdates then
    raise exception 'a posting bears the day of its entry' using errcode = 'check_violation', constraint = 'postings_day';
  end if;
  if is_late then
    raise exception 'postings are written together with their entry' using errcode = 'check_violation', constraint = 'postings_with_entry';
  end if;
  if is_off then
    raise exception 'the lines of an entry are written together and balance' using errcode = 'check_violation', constraint = 'entries_balance';
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
  return null;
end $$;
