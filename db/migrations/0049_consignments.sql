CREATE TABLE "consignment_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"consignment_id" text NOT NULL,
	"kind" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	"gross_rupiah" bigint NOT NULL,
	"commission_rupiah" bigint NOT NULL,
	"share_rupiah" bigint NOT NULL,
	"on_day" date NOT NULL,
	"shipment_line_id" text,
	"invoice_id" text,
	"lot_move_id" text,
	"settlement_id" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consignment_lines_kind" CHECK ("consignment_lines"."kind" in ('sold', 'taken_back', 'lost')),
	CONSTRAINT "consignment_lines_quantity" CHECK ("consignment_lines"."quantity_base" > 0),
	CONSTRAINT "consignment_lines_whose" CHECK ("consignment_lines"."gross_rupiah" = "consignment_lines"."commission_rupiah" + "consignment_lines"."share_rupiah"),
	CONSTRAINT "consignment_lines_says" CHECK (case when "consignment_lines"."kind" = 'lost' then "consignment_lines"."invoice_id" is null and "consignment_lines"."commission_rupiah" = 0 and "consignment_lines"."share_rupiah" >= 0 and num_nonnulls("consignment_lines"."shipment_line_id", "consignment_lines"."lot_move_id") = 1
        else "consignment_lines"."invoice_id" is not null and "consignment_lines"."shipment_line_id" is not null and "consignment_lines"."lot_move_id" is null and (case "consignment_lines"."kind" when 'sold' then "consignment_lines"."gross_rupiah" >= 0 else "consignment_lines"."gross_rupiah" <= 0 end) end)
);
--> statement-breakpoint
CREATE TABLE "consignment_settlements" (
	"id" text PRIMARY KEY NOT NULL,
	"keeper_id" text NOT NULL,
	"consignor_producer_id" text,
	"consignor_organisation_id" text,
	"period" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"due_on" date NOT NULL,
	"gross_rupiah" bigint NOT NULL,
	"commission_rupiah" bigint NOT NULL,
	"share_rupiah" bigint NOT NULL,
	"loss_rupiah" bigint NOT NULL,
	"payable_rupiah" bigint NOT NULL,
	"settled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consignment_settlements_period" CHECK ("consignment_settlements"."period" in ('cash', 'weekly', 'fortnightly', 'monthly')),
	CONSTRAINT "consignment_settlements_consignor" CHECK (num_nonnulls("consignment_settlements"."consignor_producer_id", "consignment_settlements"."consignor_organisation_id") = 1),
	CONSTRAINT "consignment_settlements_days" CHECK ("consignment_settlements"."starts_on" <= "consignment_settlements"."ends_on" and "consignment_settlements"."ends_on" <= "consignment_settlements"."due_on"),
	CONSTRAINT "consignment_settlements_sums" CHECK ("consignment_settlements"."gross_rupiah" = "consignment_settlements"."commission_rupiah" + "consignment_settlements"."share_rupiah" and "consignment_settlements"."payable_rupiah" = "consignment_settlements"."share_rupiah" + "consignment_settlements"."loss_rupiah" and "consignment_settlements"."loss_rupiah" >= 0 and "consignment_settlements"."payable_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "consignments" (
	"id" text PRIMARY KEY NOT NULL,
	"keeper_id" text NOT NULL,
	"consignor_producer_id" text,
	"consignor_organisation_id" text,
	"listing_id" text NOT NULL,
	"lot_id" text,
	"quantity_base" bigint NOT NULL,
	"terms" text NOT NULL,
	"price_rupiah" bigint,
	"commission_basis_points" integer,
	"made_on" date NOT NULL,
	"expires_on" date NOT NULL,
	"period" text NOT NULL,
	"pay_days" integer NOT NULL,
	"photo_id" text,
	"note" text,
	"state" text NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"placed_by" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consignments_state" CHECK ("consignments"."state" in ('offered', 'held', 'declined', 'withdrawn')),
	CONSTRAINT "consignments_period" CHECK ("consignments"."period" in ('cash', 'weekly', 'fortnightly', 'monthly')),
	CONSTRAINT "consignments_consignor" CHECK (num_nonnulls("consignments"."consignor_producer_id", "consignments"."consignor_organisation_id") = 1 and "consignments"."consignor_organisation_id" is distinct from "consignments"."keeper_id"),
	CONSTRAINT "consignments_terms" CHECK (case "consignments"."terms" when 'fixed' then "consignments"."price_rupiah" > 0 and "consignments"."commission_basis_points" is null
        when 'commission' then "consignments"."price_rupiah" is null and "consignments"."commission_basis_points" between 1 and 5000 else false end),
	CONSTRAINT "consignments_goods" CHECK ("consignments"."quantity_base" > 0 and "consignments"."expires_on" >= "consignments"."made_on" and "consignments"."pay_days" between 0 and 60),
	CONSTRAINT "consignments_held" CHECK (("consignments"."lot_id" is not null) = ("consignments"."state" = 'held')),
	CONSTRAINT "consignments_answered" CHECK (("consignments"."answered_at" is not null) = ("consignments"."state" in ('held', 'declined')))
);
--> statement-breakpoint
ALTER TABLE "payouts" DROP CONSTRAINT "payouts_about_one";--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "settlement_id" text;--> statement-breakpoint
ALTER TABLE "consignment_lines" ADD CONSTRAINT "consignment_lines_consignment_id_consignments_id_fk" FOREIGN KEY ("consignment_id") REFERENCES "public"."consignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignment_lines" ADD CONSTRAINT "consignment_lines_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignment_lines" ADD CONSTRAINT "consignment_lines_settlement_id_consignment_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."consignment_settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignment_settlements" ADD CONSTRAINT "consignment_settlements_keeper_id_organisations_id_fk" FOREIGN KEY ("keeper_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignment_settlements" ADD CONSTRAINT "consignment_settlements_consignor_producer_id_producers_id_fk" FOREIGN KEY ("consignor_producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignment_settlements" ADD CONSTRAINT "consignment_settlements_consignor_organisation_id_organisations_id_fk" FOREIGN KEY ("consignor_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_keeper_id_organisations_id_fk" FOREIGN KEY ("keeper_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_consignor_producer_id_producers_id_fk" FOREIGN KEY ("consignor_producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_consignor_organisation_id_organisations_id_fk" FOREIGN KEY ("consignor_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consignments" ADD CONSTRAINT "consignments_placed_by_persons_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consignment_lines_consignment" ON "consignment_lines" USING btree ("consignment_id");--> statement-breakpoint
CREATE INDEX "consignment_lines_settlement" ON "consignment_lines" USING btree ("settlement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consignment_lines_sale" ON "consignment_lines" USING btree ("shipment_line_id","invoice_id","kind") WHERE invoice_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "consignment_lines_missing" ON "consignment_lines" USING btree ("shipment_line_id") WHERE kind = 'lost' and lot_move_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "consignment_lines_loss" ON "consignment_lines" USING btree ("lot_move_id") WHERE lot_move_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "consignment_settlements_once" ON "consignment_settlements" USING btree ("keeper_id",coalesce("consignor_producer_id", "consignor_organisation_id"),"period","ends_on");--> statement-breakpoint
CREATE INDEX "consignment_settlements_producer" ON "consignment_settlements" USING btree ("consignor_producer_id");--> statement-breakpoint
CREATE INDEX "consignment_settlements_organisation" ON "consignment_settlements" USING btree ("consignor_organisation_id");--> statement-breakpoint
CREATE INDEX "consignments_keeper" ON "consignments" USING btree ("keeper_id","state");--> statement-breakpoint
CREATE INDEX "consignments_producer" ON "consignments" USING btree ("consignor_producer_id");--> statement-breakpoint
CREATE INDEX "consignments_organisation" ON "consignments" USING btree ("consignor_organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consignments_lot" ON "consignments" USING btree ("lot_id");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_settlement_id_consignment_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."consignment_settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_settlement" ON "payouts" USING btree ("settlement_id") WHERE state in ('requested', 'approved', 'confirmed');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_about_one" CHECK (num_nonnulls("payouts"."statement_id", "payouts"."refund_id", "payouts"."ride_place_id", "payouts"."settlement_id") <= 1);--> statement-breakpoint
-- by hand
-- What was agreed stays agreed: an offer is answered once, and nothing else of it changes.
create function refuse_changed_terms() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'offered'
    or (to_jsonb(new) - '{state,lot_id,answered_at,answered_by}'::text[]) is distinct from (to_jsonb(old) - '{state,lot_id,answered_at,answered_by}'::text[]) then
    raise exception 'the terms of consignment % stand', old.id using errcode = 'restrict_violation';
  end if;
  if new.state = 'held' and not exists (
    select 1 from lots l where l.id = new.lot_id and l.seller_id = new.keeper_id and l.listing_id = new.listing_id and l.quantity_base = new.quantity_base
      and coalesce((select array_agg(s.producer_id) from lot_sources s where s.lot_id = l.id), '{}') = array_remove(array[new.consignor_producer_id], null)
  ) then
    raise exception 'the lot of consignment % is not its goods', new.id using errcode = 'check_violation', constraint = 'consignments_own_lot';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger consignments_written before update or delete on consignments for each row execute function refuse_changed_terms();--> statement-breakpoint

-- Goods that are somebody else's are not mixed: nobody joins the lot of a consignment, and nothing is moved into it.
create function refuse_mixed_consignment() returns trigger language plpgsql as $$
begin
  if exists (select 1 from consignments c where c.lot_id = new.lot_id and (tg_table_name = 'lot_sources' or to_jsonb(new) ->> 'kind' in ('moved_in', 'moved_out', 'found'))) then
    raise exception 'lot % is consigned and is not mixed', new.lot_id using errcode = 'check_violation', constraint = 'consignments_unmixed';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger lot_sources_unmixed before insert on lot_sources for each row execute function refuse_mixed_consignment();--> statement-breakpoint
create trigger lot_moves_unmixed before insert on lot_moves for each row execute function refuse_mixed_consignment();--> statement-breakpoint

-- Lines are written once and settled once; settlements are written once.
create function refuse_changed_consignment_line() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.settlement_id is not null or (to_jsonb(new) - 'settlement_id') is distinct from (to_jsonb(old) - 'settlement_id') then
    raise exception 'line % of a consignment was written', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger consignment_lines_written before update or delete on consignment_lines for each row execute function refuse_changed_consignment_line();--> statement-breakpoint
create trigger consignment_lines_no_truncate before truncate on consignment_lines for each statement execute function refuse_change();--> statement-breakpoint
create trigger consignment_settlements_append_only before update or delete on consignment_settlements for each row execute function refuse_change();--> statement-breakpoint

-- What the lines of a consignment come to, in goods.
create view consignment_goods as
select c.id as consignment_id, c.lot_id, c.quantity_base as brought_base, c.quantity_base - l.quantity_base as returned_base,
  b.sold_base, l.shipped_base - b.sold_base - b.missing_base as underway_base, l.lost_base + b.missing_base as damaged_base,
  l.quantity_base - l.shipped_base - l.lost_base as left_base, b.missing_base
from consignments c join lots l on l.id = c.lot_id
cross join lateral (
  select coalesce(sum(case kind when 'sold' then quantity_base when 'taken_back' then -quantity_base else 0 end), 0)::bigint as sold_base,
    coalesce(sum(quantity_base) filter (where kind = 'lost' and lot_move_id is null), 0)::bigint as missing_base
  from consignment_lines where consignment_id = c.id
) b;--> statement-breakpoint

-- At commit: brought = sold + under way + damaged + returned + left, none of them below nothing.
create function refuse_open_consignment() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from consignment_goods where consignment_id = new.consignment_id
      and (least(sold_base, underway_base, damaged_base, returned_base, left_base) < 0
        or brought_base <> sold_base + underway_base + damaged_base + returned_base + left_base)
  ) then
    raise exception 'consignment % does not add up', new.consignment_id using errcode = 'check_violation', constraint = 'consignments_add_up';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger consignment_lines_add_up after insert on consignment_lines deferrable initially deferred for each row execute function refuse_open_consignment();--> statement-breakpoint

-- At commit a settlement is the sum of its lines, which are its consignor's.
create function refuse_open_settlement() returns trigger language plpgsql as $$
declare
  the_settlement text := coalesce(to_jsonb(new) ->> 'settlement_id', to_jsonb(new) ->> 'id');
begin
  if exists (
    select 1 from consignment_settlements s
    cross join lateral (
      select coalesce(sum(gross_rupiah) filter (where kind <> 'lost'), 0) as gross, coalesce(sum(commission_rupiah), 0) as commission,
        coalesce(sum(share_rupiah) filter (where kind <> 'lost'), 0) as share, coalesce(sum(share_rupiah) filter (where kind = 'lost'), 0) as loss,
        count(*) filter (where l.on_day > s.ends_on or (c.keeper_id, c.period) <> (s.keeper_id, s.period)
          or (c.consignor_producer_id, c.consignor_organisation_id) is distinct from (s.consignor_producer_id, s.consignor_organisation_id)) as strange
      from consignment_lines l join consignments c on c.id = l.consignment_id where l.settlement_id = s.id
    ) b
    where s.id = the_settlement
      and (b.strange > 0 or (s.gross_rupiah, s.commission_rupiah, s.share_rupiah, s.loss_rupiah) is distinct from (b.gross, b.commission, b.share, b.loss))
  ) then
    raise exception 'settlement % is not the sum of its lines', the_settlement using errcode = 'check_violation', constraint = 'consignment_settlements_add_up';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger consignment_settlements_add_up after insert on consignment_settlements deferrable initially deferred for each row execute function refuse_open_settlement();--> statement-breakpoint
create constraint trigger consignment_lines_settled after update of settlement_id on consignment_lines deferrable initially deferred for each row execute function refuse_open_settlement();
