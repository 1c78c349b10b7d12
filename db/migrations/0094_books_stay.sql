ALTER TABLE "accounts" ADD COLUMN "currency" text DEFAULT 'IDR' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_currency" CHECK ("accounts"."currency" = 'IDR');--> statement-breakpoint
-- by hand
-- Which kinds of organisation can have an account, as `app/modules/ledger/chart.ts` says: asked once, when an account is opened.
CREATE FUNCTION account_is_of(code text, kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  select case
    when code in ('2600', '2710', '2720', '2730', '2740', '2750', '3010', '3020', '3300') then kind = 'koperasi'
    when code in ('2300', '2500', '4200') then kind = 'trade_center'
    when code = '2420' then kind in ('kitchen', 'trade_center')
    when code = '3100' then kind = 'kitchen'
    else true
  end
$$;--> statement-breakpoint
CREATE FUNCTION refuse_account_of_other_kind() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (select 1 from organisations o where o.id = new.organisation_id and not account_is_of(new.code, o.kind)) then
    raise exception 'account % is not in the chart of such an organisation', new.code
      using errcode = 'check_violation', constraint = 'accounts_of_kind';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER accounts_of_kind BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_account_of_other_kind();--> statement-breakpoint
-- The lines of an issued invoice stand as it does: tax files and what may be objected to are read from them.
CREATE FUNCTION refuse_issued_line_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (select 1 from invoices i where i.id = old.invoice_id and i.number is not null) then
    raise exception 'a line of an issued invoice does not change' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;--> statement-breakpoint
CREATE TRIGGER invoice_lines_fixed BEFORE UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_issued_line_change();--> statement-breakpoint
-- A payment that was looked at keeps what it says that moved, how and when, and every payment its parts.
CREATE FUNCTION refuse_settled_payment_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'what a payment says that moved does not change' using errcode = 'restrict_violation';
end $$;--> statement-breakpoint
CREATE TRIGGER payments_fixed BEFORE UPDATE ON payments FOR EACH ROW
  WHEN (old.state <> 'reported' and (old.amount_rupiah, old.deposit_rupiah, old.withheld_rupiah, old.vat_kept_rupiah, old.transferred_on, old.rail)
    is distinct from (new.amount_rupiah, new.deposit_rupiah, new.withheld_rupiah, new.vat_kept_rupiah, new.transferred_on, new.rail))
  EXECUTE FUNCTION refuse_settled_payment_change();--> statement-breakpoint
CREATE TRIGGER payment_allocations_fixed BEFORE UPDATE ON payment_allocations FOR EACH ROW
  WHEN ((old.payment_id, old.invoice_id, old.amount_rupiah) is distinct from (new.payment_id, new.invoice_id, new.amount_rupiah))
  EXECUTE FUNCTION refuse_settled_payment_change();--> statement-breakpoint
CREATE TRIGGER payment_allocations_no_delete BEFORE DELETE ON payment_allocations FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- Why and when a paper was cancelled stands as long as the paper: whoever checks it by its code reads it.
CREATE OR REPLACE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE'
    or new.organisation_id <> old.organisation_id or new.kind <> old.kind or new.year <> old.year
    or new.serial <> old.serial or new.number <> old.number or new.subject_id <> old.subject_id
    or new.facts <> old.facts or new.facts_hash <> old.facts_hash or new.issued_at <> old.issued_at
    or new.verification_code <> old.verification_code or new.is_demo <> old.is_demo
    or (old.state = 'voided' and (new.state <> 'voided' or new.void_reason is distinct from old.void_reason
      or new.voided_at is distinct from old.voided_at))
    or (old.file_id is not null and new.file_id is distinct from old.file_id) then
    raise exception 'an issued paper does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
-- Nothing of money or paper is emptied at once either.
CREATE TRIGGER documents_no_truncate BEFORE TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER stored_files_no_truncate BEFORE TRUNCATE ON stored_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER invoices_no_truncate BEFORE TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER invoice_lines_no_truncate BEFORE TRUNCATE ON invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER payments_no_truncate BEFORE TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER payment_allocations_no_truncate BEFORE TRUNCATE ON payment_allocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER payouts_no_truncate BEFORE TRUNCATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
