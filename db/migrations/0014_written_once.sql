ALTER TABLE "reference_prices" DROP CONSTRAINT "reference_prices_day";--> statement-breakpoint
ALTER TABLE "lanes" DROP CONSTRAINT "lanes_from";--> statement-breakpoint
ALTER TABLE "parameters" DROP CONSTRAINT "parameters_key";--> statement-breakpoint
DROP INDEX "parameters_open";--> statement-breakpoint
-- Of one rule in one place the row that began last holds; an end that was written only because the next row began says nothing.
update "parameters" p set "valid_to" = null
from (
  select id, lead(valid_from) over (partition by key, region_code order by valid_from) as next_from from parameters
) n where n.id = p.id and p.valid_to = n.next_from - 1;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "recorded_by" text;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "annuls" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "corrects_id" text;--> statement-breakpoint
ALTER TABLE "lanes" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "lanes" ADD COLUMN "recorded_by" text;--> statement-breakpoint
ALTER TABLE "lanes" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "lanes" ADD COLUMN "annuls" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lanes" ADD COLUMN "corrects_id" text;--> statement-breakpoint
ALTER TABLE "parameters" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "parameters" ADD COLUMN "recorded_by" text;--> statement-breakpoint
ALTER TABLE "parameters" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "parameters" ADD COLUMN "annuls" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "parameters" ADD COLUMN "corrects_id" text;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_corrects_id_reference_prices_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."reference_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_corrects_id_lanes_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."lanes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parameters" ADD CONSTRAINT "parameters_corrects_id_parameters_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."parameters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "price_ceilings_day" ON "price_ceilings" USING btree ("commodity_code",coalesce("grade_code", ''),"kind",coalesce("region_code", ''),"valid_from") WHERE corrects_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reference_prices_corrects" ON "reference_prices" USING btree ("corrects_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reference_prices_day" ON "reference_prices" USING btree ("commodity_code",coalesce("grade_code", ''),"region_code","on_day","source") WHERE corrects_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "lanes_corrects" ON "lanes" USING btree ("corrects_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lanes_from" ON "lanes" USING btree ("from_region_code","to_region_code","valid_from") WHERE corrects_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "parameters_corrects" ON "parameters" USING btree ("corrects_id");--> statement-breakpoint
CREATE UNIQUE INDEX "parameters_key" ON "parameters" USING btree ("key",coalesce("region_code", ''),"valid_from") WHERE corrects_id is null;--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_correction" CHECK (("reference_prices"."corrects_id" is null) = ("reference_prices"."reason" is null) and (not "reference_prices"."annuls" or "reference_prices"."corrects_id" is not null));--> statement-breakpoint
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_correction" CHECK (("lanes"."corrects_id" is null) = ("lanes"."reason" is null) and (not "lanes"."annuls" or "lanes"."corrects_id" is not null));--> statement-breakpoint
ALTER TABLE "parameters" ADD CONSTRAINT "parameters_correction" CHECK (("parameters"."corrects_id" is null) = ("parameters"."reason" is null) and (not "parameters"."annuls" or "parameters"."corrects_id" is not null));--> statement-breakpoint

-- Dated figures are written once; a wrong row is answered by a row that corrects it.
create trigger reference_prices_append_only before update or delete on reference_prices for each row execute function refuse_change();--> statement-breakpoint
create trigger reference_prices_no_truncate before truncate on reference_prices for each statement execute function refuse_change();--> statement-breakpoint
create trigger parameters_append_only before update or delete on parameters for each row execute function refuse_change();--> statement-breakpoint
create trigger parameters_no_truncate before truncate on parameters for each statement execute function refuse_change();--> statement-breakpoint
create trigger lanes_append_only before update or delete on lanes for each row execute function refuse_change();--> statement-breakpoint
create trigger lanes_no_truncate before truncate on lanes for each statement execute function refuse_change();--> statement-breakpoint

-- A correction speaks of what it corrects: the columns that say what a figure is about stay the same.
create function refuse_other_correction() returns trigger language plpgsql as $$
declare
  wrong jsonb;
  named text;
begin
  execute format('select to_jsonb(r) from %I r where id = $1', tg_table_name) into wrong using new.corrects_id;
  foreach named in array tg_argv loop
    if wrong -> named is distinct from to_jsonb(new) -> named then
      raise exception 'a correction in % differs in %', tg_table_name, named using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;--> statement-breakpoint
create trigger price_ceilings_corrects before insert on price_ceilings for each row when (new.corrects_id is not null)
  execute function refuse_other_correction('commodity_code', 'grade_code', 'kind', 'region_code', 'base_per_unit', 'valid_from');--> statement-breakpoint
create trigger reference_prices_corrects before insert on reference_prices for each row when (new.corrects_id is not null)
  execute function refuse_other_correction('commodity_code', 'grade_code', 'region_code', 'on_day', 'source', 'base_per_unit');--> statement-breakpoint
create trigger parameters_corrects before insert on parameters for each row when (new.corrects_id is not null)
  execute function refuse_other_correction('key', 'region_code', 'valid_from');--> statement-breakpoint
create trigger lanes_corrects before insert on lanes for each row when (new.corrects_id is not null)
  execute function refuse_other_correction('from_region_code', 'to_region_code', 'valid_from');--> statement-breakpoint

-- A planned trip counts on its vehicle. Whoever plans and whoever retires at the same moment look at each other's row: the
-- one that comes second tries again, and sees.
create function refuse_retired_vehicle() returns trigger language plpgsql as $$
declare
  retired timestamptz;
begin
  select retired_at into retired from vehicles where id = new.vehicle_id for share;
  if retired is not null then
    raise exception 'a trip is planned with a retired vehicle' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger trips_vehicle_in_use before insert or update of vehicle_id on trips for each row
  when (new.vehicle_id is not null and new.state = 'planned') execute function refuse_retired_vehicle();--> statement-breakpoint
create function refuse_retiring_on_trip() returns trigger language plpgsql as $$
begin
  if exists (select 1 from trips where vehicle_id = new.id and state = 'planned') then
    raise exception 'a planned trip counts on the vehicle' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger vehicles_not_on_trip before update of retired_at on vehicles for each row
  when (old.retired_at is null and new.retired_at is not null) execute function refuse_retiring_on_trip();--> statement-breakpoint

-- Who owes pays and who claims is paid, also where a foundation transfers for its kitchen.
create function refuse_other_payer() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from payments p join invoices i on i.buyer_id = p.payer_id and i.seller_id = p.payee_id
    where p.id = new.payment_id and i.id = new.invoice_id
  ) then
    raise exception 'a payment is of the buyer and to the seller of each invoice it pays' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger payment_allocations_parties before insert or update on payment_allocations for each row execute function refuse_other_payer();--> statement-breakpoint
create trigger payments_parties before update on payments for each row
  when (old.payer_id <> new.payer_id or old.payee_id <> new.payee_id) execute function refuse_change();
