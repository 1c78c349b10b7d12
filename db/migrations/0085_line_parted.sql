ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_proceeds_once";--> statement-breakpoint
ALTER TABLE "assignment_proceeds" DROP CONSTRAINT "assignment_proceeds_state";--> statement-breakpoint
ALTER TABLE "assignment_proceeds" DROP CONSTRAINT "assignment_proceeds_reason";--> statement-breakpoint
ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_undone";--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD COLUMN "is_beside_stated_line" boolean;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "is_acknowledgement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "undone_reason" text;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_matches_proceeds_once" ON "bank_matches" USING btree ("line_id","proceeds_id") WHERE undone_at is null;--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_state" CHECK ("assignment_proceeds"."state" in ('stated', 'acknowledged', 'refused', 'withdrawn', 'unbooked'));--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_reason" CHECK (("assignment_proceeds"."state" in ('refused', 'withdrawn', 'unbooked')) = ("assignment_proceeds"."reason" is not null));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone_reason" CHECK (("bank_matches"."undone_reason" is null or "bank_matches"."undone_at" is not null) and ("bank_matches"."undone_reason" is not null or "bank_matches"."undone_at" is null or "bank_matches"."proceeds_id" is null));--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_acknowledgement" CHECK (not "bank_matches"."is_acknowledgement" or "bank_matches"."proceeds_id" is not null);--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_undone" CHECK (("bank_matches"."undone_at" is null) = ("bank_matches"."undone_by" is null) and ("bank_matches"."undone_at" is null or num_nonnulls("bank_matches"."booked", "bank_matches"."proceeds_id") = 1) and ("bank_matches"."undone_by" is null or "bank_matches"."undone_by" <> "bank_matches"."matched_by" or ("bank_matches"."proceeds_id" is not null and not "bank_matches"."is_acknowledgement")));--> statement-breakpoint
-- A line that was matched before may have been the word of whoever was paid: then both were written at one moment by one person.
UPDATE bank_matches m SET is_acknowledgement = true FROM assignment_proceeds p
WHERE p.id = m.proceeds_id AND p.answered_at = m.matched_at AND p.answered_by = m.matched_by;--> statement-breakpoint
drop trigger bank_matches_stand on bank_matches;--> statement-breakpoint
create trigger bank_matches_stand before delete or update of line_id, payment_id, payout_id, proceeds_id, share_id, booked, amount_rupiah, reasons, is_acknowledgement, matched_by, matched_at on bank_matches for each row execute function refuse_changed_bank_line();--> statement-breakpoint
drop trigger bank_matches_undone_once on bank_matches;--> statement-breakpoint
create trigger bank_matches_undone_once before update of undone_at, undone_by, undone_reason on bank_matches for each row when (old.undone_at is not null) execute function refuse_changed_bank_line();--> statement-breakpoint
-- As before; what went for a claim stands on a line until the two are parted, and then the line may be other money.
create or replace function refuse_unfit_line(looked_at text) returns void language plpgsql as $$
declare
  line record;
begin
  select l.state, greatest((abs(l.amount_sen) + 50) / 100, 1) as amount,
      coalesce(sum(m.amount_rupiah) filter (where p.state in ('reported', 'verified') or o.state = 'confirmed' or s.id is not null
        or (w.state = 'acknowledged' and m.undone_at is null) or (m.booked is not null and m.undone_at is null)), 0) as standing,
      coalesce(bool_or(p.state = 'reported'), false) as waits,
      coalesce(bool_or((p.id is not null and (l.amount_sen < 0 or p.payee_id <> l.organisation_id))
        or (o.id is not null and (l.amount_sen > 0 or o.payer_id <> l.organisation_id))
        or (s.id is not null and ((l.amount_sen < 0) <> (s.amount_rupiah < 0) or s.payee_id <> l.organisation_id))
        or (w.id is not null and m.undone_at is null and (w.state <> 'acknowledged' or w.money_rupiah <> m.amount_rupiah
          or l.organisation_id not in (a.seller_id, coalesce(a.holder_id, a.seller_id))
          or (l.amount_sen > 0) <> ((l.organisation_id = a.seller_id) = (w.direction = 'given'))
          or exists (select 1 from bank_matches n join bank_lines k on k.id = n.line_id
            where n.proceeds_id = w.id and n.undone_at is null and n.id <> m.id and k.organisation_id = l.organisation_id)))
        or (m.booked is not null and m.undone_at is null and (l.amount_sen > 0) <> (m.booked = 'interest'))), false) as foreign_money
    into line
    from bank_lines l left join bank_matches m on m.line_id = l.id
      left join payments p on p.id = m.payment_id left join payouts o on o.id = m.payout_id left join card_shares s on s.id = m.share_id
      left join assignment_proceeds w on w.id = m.proceeds_id left join receivable_assignments a on a.id = w.assignment_id
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
-- What was said stays as it was said. It is answered once; what was acknowledged may be taken out of the books again, once.
drop trigger assignment_proceeds_said on assignment_proceeds;--> statement-breakpoint
create trigger assignment_proceeds_said before update on assignment_proceeds for each row
  when (old.state not in ('stated', 'acknowledged') or (old.state = 'acknowledged') <> (new.state = 'unbooked')
    or (old.assignment_id, old.direction, old.money_rupiah, old.fee_rupiah, old.paid_on, old.proof_id, old.stated_by, old.is_beside_stated_line)
    is distinct from (new.assignment_id, new.direction, new.money_rupiah, new.fee_rupiah, new.paid_on, new.proof_id, new.stated_by, new.is_beside_stated_line)
    or (old.state = 'acknowledged' and (old.answered_at, old.answered_by, old.is_beside_line) is distinct from (new.answered_at, new.answered_by, new.is_beside_line)))
  execute function refuse_change();--> statement-breakpoint
-- Money is taken out of the books again while the claim is assigned, no line of a bank shows it, and nothing was built on it.
create function refuse_unbooked_beyond() returns trigger language plpgsql as $$
declare
  claim receivable_assignments%rowtype;
  settled bigint;
  fee bigint;
begin
  select * into claim from receivable_assignments where id = new.assignment_id for update;
  select coalesce(sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end), 0),
    coalesce(sum(case direction when 'given' then fee_rupiah else -fee_rupiah end), 0)
  into settled, fee from assignment_proceeds where assignment_id = new.assignment_id and state = 'acknowledged' and id <> new.id;
  if claim.state <> 'effective' or settled not between 0 and claim.amount_rupiah or fee < 0
    or exists (select 1 from bank_matches where proceeds_id = new.id and undone_at is null) then
    raise exception 'what later words were built on stays in the books' using errcode = 'check_violation', constraint = 'assignment_proceeds_limits';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger assignment_proceeds_unbooked before update of state on assignment_proceeds for each row
  when (new.state = 'unbooked') execute function refuse_unbooked_beyond();
