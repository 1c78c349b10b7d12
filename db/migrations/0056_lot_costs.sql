CREATE TABLE "lot_cost_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"lot_id" text NOT NULL,
	"kind" text NOT NULL,
	"out_base" bigint NOT NULL,
	"cost_rupiah" bigint NOT NULL,
	"value_rupiah" bigint NOT NULL,
	"shipment_line_id" text,
	"entry_id" text,
	"moved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lot_cost_moves_kind" CHECK ("lot_cost_moves"."kind" in ('bought', 'sold', 'unsold', 'lost', 'short', 'recosted')),
	CONSTRAINT "lot_cost_moves_direction" CHECK (case "lot_cost_moves"."kind" when 'bought' then "lot_cost_moves"."out_base" = 0 and "lot_cost_moves"."cost_rupiah" >= 0
        when 'recosted' then "lot_cost_moves"."out_base" = 0
        when 'unsold' then "lot_cost_moves"."out_base" < 0 and "lot_cost_moves"."cost_rupiah" = 0
        else "lot_cost_moves"."out_base" > 0 and "lot_cost_moves"."cost_rupiah" = 0 end),
	CONSTRAINT "lot_cost_moves_booked" CHECK ("lot_cost_moves"."entry_id" is not null or ("lot_cost_moves"."cost_rupiah" = 0 and "lot_cost_moves"."value_rupiah" = 0))
);
--> statement-breakpoint
CREATE TABLE "lot_costs" (
	"lot_id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"shipment_line_id" text NOT NULL,
	"bought_base" bigint NOT NULL,
	"out_base" bigint DEFAULT 0 NOT NULL,
	"cost_rupiah" bigint DEFAULT 0 NOT NULL,
	"value_rupiah" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lot_costs_out" CHECK ("lot_costs"."bought_base" > 0 and "lot_costs"."out_base" between 0 and "lot_costs"."bought_base"),
	CONSTRAINT "lot_costs_value" CHECK ("lot_costs"."cost_rupiah" >= 0 and "lot_costs"."value_rupiah" = div(2 * "lot_costs"."cost_rupiah"::numeric * ("lot_costs"."bought_base" - "lot_costs"."out_base") + "lot_costs"."bought_base", 2 * "lot_costs"."bought_base"::numeric))
);
--> statement-breakpoint
ALTER TABLE "lot_cost_moves" ADD CONSTRAINT "lot_cost_moves_lot_id_lot_costs_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lot_costs"("lot_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_cost_moves" ADD CONSTRAINT "lot_cost_moves_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_costs" ADD CONSTRAINT "lot_costs_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_costs" ADD CONSTRAINT "lot_costs_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lot_cost_moves_lot" ON "lot_cost_moves" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "lot_cost_moves_line" ON "lot_cost_moves" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE INDEX "lot_cost_moves_entry" ON "lot_cost_moves" USING btree ("entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lot_costs_line" ON "lot_costs" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE INDEX "lot_costs_organisation" ON "lot_costs" USING btree ("organisation_id");--> statement-breakpoint
-- by hand
-- A move changes the cost and the value of its lot, whose CHECK lets the value be nothing but cost × left ÷ bought. Nothing else changes them.
create function move_lot_cost() returns trigger language plpgsql as $$
begin
  update lot_costs set out_base = out_base + new.out_base, cost_rupiah = cost_rupiah + new.cost_rupiah, value_rupiah = value_rupiah + new.value_rupiah
  where lot_id = new.lot_id;
  return new;
end $$;--> statement-breakpoint
create trigger lot_cost_moves_move after insert on lot_cost_moves for each row execute function move_lot_cost();--> statement-breakpoint
create function refuse_unwritten_cost() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.out_base <> 0 or new.cost_rupiah <> 0 or new.value_rupiah <> 0 then
      raise exception 'lot % has a cost that no move brought', new.lot_id using errcode = 'check_violation';
    end if;
  elsif pg_trigger_depth() < 2 or (new.lot_id, new.organisation_id, new.shipment_line_id, new.bought_base) is distinct from (old.lot_id, old.organisation_id, old.shipment_line_id, old.bought_base) then
    raise exception 'the cost of lot % is changed by its moves only', new.lot_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger lot_costs_written before insert or update on lot_costs for each row execute function refuse_unwritten_cost();--> statement-breakpoint
create trigger lot_costs_no_delete before delete on lot_costs for each row execute function refuse_change();--> statement-breakpoint
create trigger lot_costs_no_truncate before truncate on lot_costs for each statement execute function refuse_change();--> statement-breakpoint
create trigger lot_cost_moves_append_only before update or delete on lot_cost_moves for each row execute function refuse_change();--> statement-breakpoint
create trigger lot_cost_moves_no_truncate before truncate on lot_cost_moves for each statement execute function refuse_change();--> statement-breakpoint

-- At commit the entry that a move names has moved the inventory of the lot's owner by just what the moves say, and no other inventory.
create function refuse_unbooked_cost() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from lot_costs c join entries e on e.id = new.entry_id
    where c.lot_id = new.lot_id and c.organisation_id <> e.organisation_id
  ) or (select coalesce(sum(m.value_rupiah), 0) from lot_cost_moves m where m.entry_id = new.entry_id)
    <> (select coalesce(sum(p.amount), 0) from postings p join accounts a on a.id = p.account_id where p.entry_id = new.entry_id and a.code = '1400')
  then
    raise exception 'entry % does not book what its lots say', new.entry_id using errcode = 'check_violation', constraint = 'lot_cost_moves_booked_as_said';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger lot_cost_moves_booked_as_said after insert on lot_cost_moves deferrable initially deferred for each row when (new.entry_id is not null) execute function refuse_unbooked_cost();
