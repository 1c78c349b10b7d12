CREATE TABLE "lot_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"lot_id" text NOT NULL,
	"producer_id" text,
	"kind" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	"shipment_line_id" text,
	"other_lot_id" text,
	"reason" text,
	"recorded_by" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lot_moves_kind" CHECK ("lot_moves"."kind" in ('brought', 'found', 'moved_in', 'moved_out', 'given_back', 'shipped', 'back', 'lost')),
	CONSTRAINT "lot_moves_quantity" CHECK ("lot_moves"."quantity_base" > 0),
	CONSTRAINT "lot_moves_other" CHECK (("lot_moves"."other_lot_id" is not null) = ("lot_moves"."kind" in ('moved_in', 'moved_out')))
);
--> statement-breakpoint
CREATE TABLE "harvest_slips" (
	"id" text PRIMARY KEY NOT NULL,
	"ask_id" text NOT NULL,
	"lot_id" text,
	"weighed_base" bigint NOT NULL,
	"refused_base" bigint NOT NULL,
	"refuse_reason" text,
	"photo_id" text,
	"weighed_by" text NOT NULL,
	"weighed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "harvest_slips_weighed" CHECK ("harvest_slips"."weighed_base" > 0 and "harvest_slips"."refused_base" between 0 and "harvest_slips"."weighed_base" and ("harvest_slips"."lot_id" is null) = ("harvest_slips"."refused_base" = "harvest_slips"."weighed_base")),
	CONSTRAINT "harvest_slips_reason" CHECK (("harvest_slips"."refuse_reason" is null) = ("harvest_slips"."refused_base" = 0) and ("harvest_slips"."refuse_reason" is null or "harvest_slips"."refuse_reason" in ('grade', 'rotten', 'wilted', 'size', 'dirty', 'too_much')))
);
--> statement-breakpoint
ALTER TABLE "lot_sources" DROP CONSTRAINT "lot_sources_quantity";--> statement-breakpoint
ALTER TABLE "lot_sources" ALTER COLUMN "quantity_base" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD COLUMN "shipped_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD COLUMN "lost_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD COLUMN "price_rupiah" bigint;--> statement-breakpoint
ALTER TABLE "lot_sources" ADD COLUMN "pay_days" integer;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_other_lot_id_lots_id_fk" FOREIGN KEY ("other_lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_moves" ADD CONSTRAINT "lot_moves_source_fk" FOREIGN KEY ("lot_id","producer_id") REFERENCES "public"."lot_sources"("lot_id","producer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_slips" ADD CONSTRAINT "harvest_slips_ask_id_harvest_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."harvest_asks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_slips" ADD CONSTRAINT "harvest_slips_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_slips" ADD CONSTRAINT "harvest_slips_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvest_slips" ADD CONSTRAINT "harvest_slips_weighed_by_persons_id_fk" FOREIGN KEY ("weighed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lot_moves_lot" ON "lot_moves" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "lot_moves_producer" ON "lot_moves" USING btree ("producer_id","recorded_at");--> statement-breakpoint
CREATE INDEX "lot_moves_line" ON "lot_moves" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "harvest_slips_ask" ON "harvest_slips" USING btree ("ask_id");--> statement-breakpoint
CREATE INDEX "harvest_slips_lot" ON "harvest_slips" USING btree ("lot_id");--> statement-breakpoint
ALTER TABLE "lot_sources" ADD CONSTRAINT "lot_sources_parts" CHECK ("lot_sources"."shipped_base" >= 0 and "lot_sources"."lost_base" >= 0 and "lot_sources"."shipped_base" + "lot_sources"."lost_base" <= "lot_sources"."quantity_base");--> statement-breakpoint
ALTER TABLE "lot_sources" ADD CONSTRAINT "lot_sources_price" CHECK ("lot_sources"."price_rupiah" > 0 and "lot_sources"."pay_days" >= 0);--> statement-breakpoint
-- by hand
-- What the book of a lot comes to, for each whose goods are in it.
create view lot_book as
select lot_id, producer_id,
  (coalesce(sum(quantity_base) filter (where kind in ('brought', 'found', 'moved_in')), 0)
    - coalesce(sum(quantity_base) filter (where kind in ('moved_out', 'given_back')), 0))::bigint as quantity_base,
  (coalesce(sum(quantity_base) filter (where kind = 'shipped'), 0)
    - coalesce(sum(quantity_base) filter (where kind = 'back'), 0))::bigint as shipped_base,
  coalesce(sum(quantity_base) filter (where kind = 'lost'), 0)::bigint as lost_base
from lot_moves group by lot_id, producer_id;--> statement-breakpoint

-- Lots from before begin their book with what is known of them, divided by whose harvest they are, each once rounded.
insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
select 'lmv_' || left(md5(l.id || coalesce(s.producer_id, '') || 'brought'), 26), l.id, s.producer_id, 'brought', coalesce(s.quantity_base, l.quantity_base), l.created_at
from lots l left join lot_sources s on s.lot_id = l.id
where coalesce(s.quantity_base, l.quantity_base) > 0;--> statement-breakpoint
insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
select 'lmv_' || left(md5(l.id || 'shipped'), 26), l.id, null, 'shipped', l.shipped_base, l.created_at
from lots l where l.shipped_base > 0 and not exists (select 1 from lot_sources s where s.lot_id = l.id);--> statement-breakpoint
insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
select 'lmv_' || left(md5(l.id || 'lost'), 26), l.id, null, 'lost', l.lost_base, l.created_at
from lots l where l.lost_base > 0 and not exists (select 1 from lot_sources s where s.lot_id = l.id);--> statement-breakpoint
with parts as (
  select l.id as lot_id, s.producer_id, l.created_at, l.shipped_base as total,
    div(l.shipped_base::numeric * s.quantity_base, l.quantity_base) as whole, mod(l.shipped_base::numeric * s.quantity_base, l.quantity_base) as rest
  from lots l join lot_sources s on s.lot_id = l.id where l.shipped_base > 0
), ranked as (
  select *, row_number() over (partition by lot_id order by rest desc, producer_id) as place, total - sum(whole) over (partition by lot_id) as over from parts
)
insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
select 'lmv_' || left(md5(lot_id || producer_id || 'shipped'), 26), lot_id, producer_id, 'shipped', (whole + (place <= over)::int)::bigint, created_at
from ranked where whole + (place <= over)::int > 0;--> statement-breakpoint
with parts as (
  select l.id as lot_id, s.producer_id, l.created_at, l.lost_base as total,
    div(l.lost_base::numeric * b.left_base, l.quantity_base - l.shipped_base) as whole, mod(l.lost_base::numeric * b.left_base, l.quantity_base - l.shipped_base) as rest
  from lots l join lot_sources s on s.lot_id = l.id
    join (select lot_id, producer_id, quantity_base - shipped_base as left_base from lot_book) b on b.lot_id = s.lot_id and b.producer_id = s.producer_id
  where l.lost_base > 0
), ranked as (
  select *, row_number() over (partition by lot_id order by rest desc, producer_id) as place, total - sum(whole) over (partition by lot_id) as over from parts
)
insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
select 'lmv_' || left(md5(lot_id || producer_id || 'lost'), 26), lot_id, producer_id, 'lost', (whole + (place <= over)::int)::bigint, created_at
from ranked where whole + (place <= over)::int > 0;--> statement-breakpoint
update lot_sources s set shipped_base = b.shipped_base, lost_base = b.lost_base
from lot_book b where b.lot_id = s.lot_id and b.producer_id = s.producer_id;--> statement-breakpoint

-- An entry moves the part of its producer, whose CHECK lets none give more than they have. Nothing else moves it.
create function move_lot_source() returns trigger language plpgsql as $$
begin
  update lot_sources set
    quantity_base = quantity_base + case new.kind when 'brought' then new.quantity_base when 'found' then new.quantity_base
      when 'moved_in' then new.quantity_base when 'moved_out' then -new.quantity_base when 'given_back' then -new.quantity_base else 0 end,
    shipped_base = shipped_base + case new.kind when 'shipped' then new.quantity_base when 'back' then -new.quantity_base else 0 end,
    lost_base = lost_base + case new.kind when 'lost' then new.quantity_base else 0 end
  where lot_id = new.lot_id and producer_id = new.producer_id;
  return new;
end $$;--> statement-breakpoint
create trigger lot_moves_move after insert on lot_moves for each row when (new.producer_id is not null) execute function move_lot_source();--> statement-breakpoint
create function refuse_unwritten_source() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.quantity_base <> 0 or new.shipped_base <> 0 or new.lost_base <> 0 then
      raise exception 'producer % has in lot % what no entry brought', new.producer_id, new.lot_id using errcode = 'check_violation';
    end if;
  elsif pg_trigger_depth() < 2 and (new.quantity_base, new.shipped_base, new.lost_base) is distinct from (old.quantity_base, old.shipped_base, old.lost_base) then
    raise exception 'the parts of lot % are moved by its book only', new.lot_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger lot_sources_written before insert or update on lot_sources for each row execute function refuse_unwritten_source();--> statement-breakpoint
create trigger lot_sources_no_delete before delete on lot_sources for each row execute function refuse_change();--> statement-breakpoint

-- At commit a lot is what its book says: in = shipped + lost + left, and, when it has growers, theirs alone.
create function refuse_open_lot_book() returns trigger language plpgsql as $$
declare
  the_lot text := coalesce(to_jsonb(new) ->> 'lot_id', to_jsonb(new) ->> 'id');
begin
  if exists (
    select 1 from lots l
    cross join (select coalesce(sum(quantity_base), 0) as quantity, coalesce(sum(shipped_base), 0) as shipped, coalesce(sum(lost_base), 0) as lost,
      count(*) filter (where producer_id is null and (quantity_base <> 0 or shipped_base <> 0 or lost_base <> 0)) as nobodys from lot_book where lot_id = the_lot) b
    where l.id = the_lot and ((l.quantity_base, l.shipped_base, l.lost_base) is distinct from (b.quantity, b.shipped, b.lost)
      or (b.nobodys > 0 and exists (select 1 from lot_sources s where s.lot_id = the_lot)))
  ) then
    raise exception 'lot % is not what its book says', the_lot using errcode = 'check_violation', constraint = 'lots_book';
  end if;
  return null;
end $$;--> statement-breakpoint
create constraint trigger lots_book after update of quantity_base, shipped_base, lost_base on lots deferrable initially deferred for each row execute function refuse_open_lot_book();--> statement-breakpoint
create constraint trigger lot_moves_book after insert on lot_moves deferrable initially deferred for each row execute function refuse_open_lot_book();--> statement-breakpoint

-- The book and the slips are written once.
create trigger lot_moves_append_only before update or delete on lot_moves for each row execute function refuse_change();--> statement-breakpoint
create trigger lot_moves_no_truncate before truncate on lot_moves for each statement execute function refuse_change();--> statement-breakpoint
create trigger harvest_slips_append_only before update or delete on harvest_slips for each row execute function refuse_change();
