-- As before; only how the entries and accounts of what is being written are found is said more strictly: each by its index.
-- Of the plain joins PostgreSQL kept one plan per connection, made for however many lines came first: after a set of
-- hundreds, each single entry read the table of entries from its first row to its last.
CREATE OR REPLACE FUNCTION apply_postings() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  strays boolean; misdates boolean; is_late boolean; has_guards boolean; is_old boolean; is_closed boolean;
begin
  select bool_or(e.organisation_id <> a.organisation_id), bool_or(e.occurred_on <> p.occurred_on),
    bool_or(e.written_by <> pg_current_xact_id()::xid), bool_or(a.guarded_balance is not null),
    bool_or(e.occurred_on < date_trunc('month', e.recorded_at at time zone 'Asia/Jakarta')::date),
    bool_or(e.occurred_on <= (select b.closed_through from book_periods b where b.organisation_id = e.organisation_id))
  into strays, misdates, is_late, has_guards, is_old, is_closed
  from added p
  cross join lateral (
    select organisation_id, occurred_on, recorded_at, xmin as written_by from entries where id = p.entry_id limit 1
  ) e
  cross join lateral (select organisation_id, guarded_balance from accounts where id = p.account_id limit 1) a;
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
  from added p cross join lateral (select recorded_at from entries where id = p.entry_id limit 1) e
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (account_id, occurred_on, recorded_on, slot)
    do update set debit = d.debit + excluded.debit, credit = d.credit + excluded.credit;
  return null;
end $$;
