-- Laws of the books that no program may bend, whoever connects.

-- 1. History is written once.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger entries_append_only before update or delete on entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger entries_no_truncate before truncate on entries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger postings_append_only before update or delete on postings for each row execute function refuse_change();
--> statement-breakpoint
create trigger postings_no_truncate before truncate on postings for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_append_only before update or delete on audit_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger verification_decisions_append_only before update or delete on verification_decisions for each row execute function refuse_change();
--> statement-breakpoint
create trigger stored_files_append_only before update or delete on stored_files for each row execute function refuse_change();
--> statement-breakpoint

-- 2. A posting stays inside one organisation's books, and the account's balance is the sum of its postings by
-- construction. Accounts are touched in id order, so that two entries can never wait for each other.
create function apply_postings() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added p join entries e on e.id = p.entry_id join accounts a on a.id = p.account_id
    where e.organisation_id <> a.organisation_id
  ) then
    raise exception 'an entry posts to accounts of its own organisation' using errcode = 'check_violation', constraint = 'postings_one_book';
  end if;
  perform 1 from accounts where id in (select account_id from added) order by id for update;
  update accounts a set balance = a.balance + s.total
  from (select account_id, sum(amount)::bigint as total from added group by account_id) s
  where a.id = s.account_id;
  return null;
end $$;
--> statement-breakpoint
create trigger postings_apply after insert on postings referencing new table as added for each statement execute function apply_postings();
--> statement-breakpoint

-- 3. At commit, every entry balances and has at least two lines.
create function refuse_unbalanced() returns trigger language plpgsql as $$
declare
  total numeric;
  line_count integer;
begin
  select coalesce(sum(amount), 0), count(*) into total, line_count from postings where entry_id = new.id;
  if total <> 0 or line_count < 2 then
    raise exception 'entry % does not balance: % over % lines', new.id, total, line_count
      using errcode = 'check_violation', constraint = 'entries_balance';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger entries_balance after insert on entries deferrable initially deferred for each row execute function refuse_unbalanced();
--> statement-breakpoint

-- 4. An entry is complete when it is written: a line added later would change what was already proven.
create function refuse_late_posting() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added p join entries e on e.id = p.entry_id where e.xmin <> pg_current_xact_id()::xid) then
    raise exception 'postings are written together with their entry' using errcode = 'check_violation', constraint = 'postings_with_entry';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger postings_with_entry after insert on postings referencing new table as added for each statement execute function refuse_late_posting();
--> statement-breakpoint

-- 5. An issued paper keeps its number and its facts; only its rendering and its voiding may be added.
create function refuse_document_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
    or new.organisation_id <> old.organisation_id or new.kind <> old.kind or new.year <> old.year
    or new.serial <> old.serial or new.number <> old.number or new.subject_id <> old.subject_id
    or new.facts <> old.facts or new.facts_hash <> old.facts_hash or new.issued_at <> old.issued_at
    or new.verification_code <> old.verification_code
    or (old.state = 'voided' and new.state <> 'voided')
    or (old.file_id is not null and new.file_id is distinct from old.file_id) then
    raise exception 'an issued paper does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger documents_fixed before update or delete on documents for each row execute function refuse_document_change();
--> statement-breakpoint

-- 6. Lines that were handed over, invoices that were issued and payments that were verified keep their amounts.
create function refuse_settled_line_change() returns trigger language plpgsql as $$
begin
  if old.delivered_base is not null and (new.delivered_base is distinct from old.delivered_base
    or new.accepted_base is distinct from old.accepted_base or new.rejected_base is distinct from old.rejected_base
    or new.price_rupiah <> old.price_rupiah) then
    raise exception 'a receipt does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger shipment_lines_settled before update on shipment_lines for each row execute function refuse_settled_line_change();
--> statement-breakpoint
create function refuse_issued_invoice_change() returns trigger language plpgsql as $$
begin
  if old.number is not null and (new.number is distinct from old.number or new.total_rupiah <> old.total_rupiah
    or new.goods_rupiah <> old.goods_rupiah or new.tax_rupiah <> old.tax_rupiah or new.freight_rupiah <> old.freight_rupiah
    or new.seller_id <> old.seller_id or new.buyer_id <> old.buyer_id) then
    raise exception 'an issued invoice does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invoices_fixed before update on invoices for each row execute function refuse_issued_invoice_change();
--> statement-breakpoint
create trigger orders_no_delete before delete on orders for each row execute function refuse_change();
--> statement-breakpoint
create trigger invoices_no_delete before delete on invoices for each row execute function refuse_change();
--> statement-breakpoint
create trigger payments_no_delete before delete on payments for each row execute function refuse_change();
--> statement-breakpoint
create trigger receipts_append_only before update or delete on receipts for each row execute function refuse_change();
