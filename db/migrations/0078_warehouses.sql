CREATE TABLE "warehouse_days" (
	"warehouse_id" text NOT NULL,
	"day" date NOT NULL,
	"used_mg" bigint NOT NULL,
	"capacity_mg" bigint,
	CONSTRAINT "warehouse_days_warehouse_id_day_pk" PRIMARY KEY("warehouse_id","day"),
	CONSTRAINT "warehouse_days_capacity" CHECK ("warehouse_days"."used_mg" >= 0 and ("warehouse_days"."capacity_mg" is null or "warehouse_days"."used_mg" <= "warehouse_days"."capacity_mg"))
);
--> statement-breakpoint
CREATE TABLE "warehouses" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"city_code" text NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"opens_at" text NOT NULL,
	"closes_at" text NOT NULL,
	"grams_per_day" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "warehouses_own" UNIQUE("id","organisation_id"),
	CONSTRAINT "warehouses_capacity" CHECK ("warehouses"."grams_per_day" > 0),
	CONSTRAINT "warehouses_hours" CHECK ("warehouses"."closes_at" > "warehouses"."opens_at"),
	CONSTRAINT "warehouses_point" CHECK ("warehouses"."latitude" between -90 and 90 and "warehouses"."longitude" between -180 and 180)
);
--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "warehouse_id" text;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "mg_per_base" bigint;--> statement-breakpoint
ALTER TABLE "seller_days" ADD COLUMN "warehouse_id" text;--> statement-breakpoint
ALTER TABLE "seller_days" ADD COLUMN "mg_per_base" bigint;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "warehouse_id" text;--> statement-breakpoint
ALTER TABLE "warehouse_days" ADD CONSTRAINT "warehouse_days_warehouse_id_warehouses_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."warehouses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouses" ADD CONSTRAINT "warehouses_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouses" ADD CONSTRAINT "warehouses_city_code_regions_code_fk" FOREIGN KEY ("city_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "warehouse_days_day" ON "warehouse_days" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "warehouses_name" ON "warehouses" USING btree ("organisation_id",lower("name")) WHERE closed_at is null;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_warehouse_fk" FOREIGN KEY ("warehouse_id","seller_id") REFERENCES "public"."warehouses"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seller_days" ADD CONSTRAINT "seller_days_warehouse_id_warehouses_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."warehouses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_warehouse_id_warehouses_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."warehouses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "listings_warehouse" ON "listings" USING btree ("warehouse_id") WHERE warehouse_id is not null;--> statement-breakpoint
CREATE INDEX "seller_days_warehouse" ON "seller_days" USING btree ("warehouse_id","day") WHERE warehouse_id is not null;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_weighed" CHECK (("listings"."warehouse_id" is null) = ("listings"."mg_per_base" is null) and "listings"."mg_per_base" > 0);--> statement-breakpoint
ALTER TABLE "seller_days" ADD CONSTRAINT "seller_days_weighed" CHECK (("seller_days"."warehouse_id" is null) = ("seller_days"."mg_per_base" is null));--> statement-breakpoint

-- What is promised for a day leaves from where it lay when it was promised, and weighs what it weighed then; a day for which nothing is
-- promised moves with its listing.
create trigger seller_days_place before update on seller_days for each row
  when ((old.warehouse_id is distinct from new.warehouse_id or old.mg_per_base is distinct from new.mg_per_base) and old.used_base > 0)
  execute function refuse_change();--> statement-breakpoint
create trigger warehouses_kept before delete on warehouses for each row execute function refuse_change();--> statement-breakpoint
create trigger warehouses_owner before update on warehouses for each row
  when (old.organisation_id <> new.organisation_id) execute function refuse_change();--> statement-breakpoint

-- Goods do not lie in a warehouse that is closed, and none is closed while goods on the market lie in it.
create function refuse_closed_warehouse() returns trigger language plpgsql as $$
declare
  closed timestamptz;
begin
  select closed_at into closed from warehouses where id = new.warehouse_id for share;
  if closed is not null then
    raise exception 'goods are sold from a warehouse that is open' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger listings_open_warehouse before insert or update of warehouse_id, state on listings for each row
  when (new.warehouse_id is not null and new.state = 'open') execute function refuse_closed_warehouse();
