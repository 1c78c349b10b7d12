ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_payout_once";--> statement-breakpoint
ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_one";--> statement-breakpoint
ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_undone";--> statement-breakpoint
ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_undone_reason";--> statement-breakpoint
DROP INDEX "tax_remittances_ntpn";--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "entry_id" text;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- by hand
-- Of a payout that came back before this its line was opened: the two stay parted, as they were.
ALTER TABLE bank_matches DISABLE TRIGGER USER;--> statement-breakpoint
UPDATE bank_matches m SET undone_at = now(), undone_by = coalesce(m.matched_by, o.approved_by, o.requested_by), undone_reason = 'Transfer dikembalikan bank'
FROM payouts o WHERE o.id = m.payout_id AND o.state = 'returned';--> statement-breakpoint
ALTER TABLE bank_matches ENABLE TRIGGER USER;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_matches_payout_once" ON "bank_matches" USING btree ("payout_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_matches_entry_once" ON "bank_matches" USING btree ("entry_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "tax_remittances_ntpn" ON "tax_remittances" USING btree ("organisation_id","ntpn","kind","month") WHERE state not in ('rejected', 'reversed');--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_one" CHECK (num_nonnulls("bank_matches"."payment_id", "bank_matches"."payout_id", "bank_matches"."proceeds_id", "bank_matches"."share_id", "bank_matches"."booked", "bank_matches"."entry_id") = 1);--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone" CHECK (("bank_matches"."undone_at" is null) = ("bank_matches"."undone_by" is null) and ("bank_matches"."undone_at" is null or num_nonnulls("bank_matches"."booked", "bank_matches"."proceeds_id", "bank_matches"."payout_id", "bank_matches"."entry_id") = 1) and ("bank_matches"."undone_by" is null or "bank_matches"."undone_by" <> "bank_matches"."matched_by" or num_nonnulls("bank_matches"."payout_id", "bank_matches"."entry_id") = 1 or ("bank_matches"."proceeds_id" is not null and not "bank_matches"."is_acknowledgement")));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone_reason" CHECK (("bank_matches"."undone_reason" is null or "bank_matches"."undone_at" is not null) and ("bank_matches"."undone_reason" is not null or "bank_matches"."undone_at" is null or "bank_matches"."booked" is not null));--> statement-breakpoint
-- As before; a payout that the bank gave back went out all the same, and a line may be any entry of the own books that moved as much cash,
-- until it is parted from it or the entry is taken out of the books. What the bank gave back is such an entry itself, and takes none out.
create or replace function refuse_unfit_line(looked_at text) returns void language plpgsql as $$
declare
  line record;
begin
  select l.state, greatest((abs(l.amount_sen) + 50) / 100, 1) as amount,
      coalesce(sum(m.amount_rupiah) filter (where p.state in ('reported', 'verified') or s.id is not null
        or (o.state in ('confirmed', 'returned') and m.undone_at is null)
        or (w.state = 'acknowledged' and m.undone_at is null) or (m.booked is not null and m.undone_at is null)
        or (e.id is not null and m.undone_at is null and r.id is null)), 0) as standing,
      coalesce(bool_or(p.state = 'reported'), false) as waits,
      coalesce(bool_or((p.id is not null and (l.amount_sen < 0 or p.payee_id <> l.organisation_id))
        or (o.id is not null and (l.amount_sen > 0 or o.payer_id <> l.organisation_id))
        or (s.id is not null and ((l.amount_sen < 0) <> (s.amount_rupiah < 0) or s.payee_id <> l.organisation_id))
        or (w.id is not null and m.undone_at is null and (w.state <> 'acknowledged' or w.money_rupiah <> m.amount_rupiah
          or l.organisation_id not in (a.seller_id, coalesce(a.holder_id, a.seller_id))
          or (l.amount_sen > 0) <> ((l.organisation_id = a.seller_id) = (w.direction = 'given'))
          or exists (select 1 from bank_matches n join bank_lines k on k.id = n.line_id
            where n.proceeds_id = w.id and n.undone_at is null and n.id <> m.id and k.organisation_id = l.organisation_id)))
        or (e.id is not null and (e.organisation_id <> l.organisation_id
          or (case when l.amount_sen < 0 then -m.amount_rupiah else m.amount_rupiah end) is distinct from (select sum(g.amount)
            from postings g join accounts c on c.id = g.account_id where g.entry_id = e.id and c.code = '1100')))
        or (m.booked is not null and m.undone_at is null and (l.amount_sen > 0) <> (m.booked = 'interest'))), false) as foreign_money
    into line
    from bank_lines l left join bank_matches m on m.line_id = l.id
      left join payments p on p.id = m.payment_id left join payouts o on o.id = m.payout_id left join card_shares s on s.id = m.share_id
      left join assignment_proceeds w on w.id = m.proceeds_id left join receivable_assignments a on a.id = w.assignment_id
      left join entries e on e.id = m.entry_id left join entries r on r.reverses_id = e.id and r.kind <> 'payout.returned'
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
create function refuse_unfit_lines_of_entry() returns trigger language plpgsql as $$
begin
  perform refuse_unfit_line(m.line_id) from bank_matches m where m.entry_id = new.reverses_id;
  return null;
end $$;--> statement-breakpoint
create constraint trigger entries_lines_add_up after insert on entries deferrable initially deferred for each row
  when (new.reverses_id is not null) execute function refuse_unfit_lines_of_entry();--> statement-breakpoint
drop trigger bank_matches_stand on bank_matches;--> statement-breakpoint
create trigger bank_matches_stand before delete or update of line_id, payment_id, payout_id, proceeds_id, share_id, booked, entry_id, amount_rupiah, reasons, is_acknowledgement, matched_by, matched_at on bank_matches for each row execute function refuse_changed_bank_line();
--> statement-breakpoint
-- A number of the state is one payment: whatever stands under it in an organisation was paid on one day. Whoever reports holds the organisation.
create function refuse_number_of_other_day() returns trigger language plpgsql as $$
begin
  if exists (select 1 from tax_remittances r where r.organisation_id = new.organisation_id and r.ntpn = new.ntpn
      and r.state not in ('rejected', 'reversed') and r.paid_on <> new.paid_on) then
    raise exception 'number % stands as paid on another day', new.ntpn using errcode = 'check_violation', constraint = 'tax_remittances_ntpn_day';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger tax_remittances_ntpn_day before insert on tax_remittances for each row execute function refuse_number_of_other_day();
