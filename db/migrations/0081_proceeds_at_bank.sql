ALTER TABLE "bank_matches" DROP CONSTRAINT "bank_matches_one";--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD COLUMN "is_beside_line" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD COLUMN "proceeds_id" text;--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_proceeds_id_assignment_proceeds_id_fk" FOREIGN KEY ("proceeds_id") REFERENCES "public"."assignment_proceeds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_matches_proceeds" ON "bank_matches" USING btree ("proceeds_id");--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_proceeds_once" UNIQUE("line_id","proceeds_id");--> statement-breakpoint
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_one" CHECK (num_nonnulls("bank_matches"."payment_id", "bank_matches"."payout_id", "bank_matches"."proceeds_id", "bank_matches"."share_id", "bank_matches"."booked") = 1);--> statement-breakpoint
-- What went between seller and assignee of a claim stands on one line of each one's bank, the way that it went and to the rupiah, and only
-- when both said so.
create or replace function refuse_unfit_line(looked_at text) returns void language plpgsql as $$
declare
  line record;
begin
  select l.state, greatest((abs(l.amount_sen) + 50) / 100, 1) as amount,
      coalesce(sum(m.amount_rupiah) filter (where p.state in ('reported', 'verified') or o.state = 'confirmed' or s.id is not null
        or w.state = 'acknowledged' or (m.booked is not null and m.undone_at is null)), 0) as standing,
      coalesce(bool_or(p.state = 'reported'), false) as waits,
      coalesce(bool_or((p.id is not null and (l.amount_sen < 0 or p.payee_id <> l.organisation_id))
        or (o.id is not null and (l.amount_sen > 0 or o.payer_id <> l.organisation_id))
        or (s.id is not null and ((l.amount_sen < 0) <> (s.amount_rupiah < 0) or s.payee_id <> l.organisation_id))
        or (w.id is not null and (w.state <> 'acknowledged' or w.money_rupiah <> m.amount_rupiah
          or l.organisation_id not in (a.seller_id, coalesce(a.holder_id, a.seller_id))
          or (l.amount_sen > 0) <> ((l.organisation_id = a.seller_id) = (w.direction = 'given'))
          or exists (select 1 from bank_matches n join bank_lines k on k.id = n.line_id
            where n.proceeds_id = w.id and n.id <> m.id and k.organisation_id = l.organisation_id)))
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
drop trigger bank_matches_stand on bank_matches;--> statement-breakpoint
create trigger bank_matches_stand before delete or update of line_id, payment_id, payout_id, proceeds_id, share_id, booked, amount_rupiah, reasons, matched_by, matched_at on bank_matches for each row execute function refuse_changed_bank_line();
