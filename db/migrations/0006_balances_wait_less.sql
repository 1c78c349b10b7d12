-- Writing a posting makes its foreign key hold the account with a share lock, before this trigger runs. Asking for
-- `for update` then makes two entries on one account wait for each other until one is killed; a lock that leaves keys
-- alone is enough to keep balances in order, and lets the second simply wait for the first.
create or replace function apply_postings() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added p join entries e on e.id = p.entry_id join accounts a on a.id = p.account_id
    where e.organisation_id <> a.organisation_id
  ) then
    raise exception 'an entry posts to accounts of its own organisation' using errcode = 'check_violation', constraint = 'postings_one_book';
  end if;
  perform 1 from accounts where id in (select account_id from added) order by id for no key update;
  update accounts a set balance = a.balance + s.total
  from (select account_id, sum(amount)::bigint as total from added group by account_id) s
  where a.id = s.account_id;
  return null;
end $$;
