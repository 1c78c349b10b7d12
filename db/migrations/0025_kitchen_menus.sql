CREATE TABLE "calendar_marks" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"weekdays" text NOT NULL,
	"operates" boolean,
	"small_heads" integer,
	"large_heads" integer,
	"reason" text NOT NULL,
	"note" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendar_marks_period" CHECK ("calendar_marks"."to_day" is null or "calendar_marks"."to_day" >= "calendar_marks"."from_day"),
	CONSTRAINT "calendar_marks_weekdays" CHECK ("calendar_marks"."weekdays" ~ '^1?2?3?4?5?6?7?$' and "calendar_marks"."weekdays" <> ''),
	CONSTRAINT "calendar_marks_says" CHECK ("calendar_marks"."operates" is not null or "calendar_marks"."small_heads" is not null),
	CONSTRAINT "calendar_marks_heads" CHECK (("calendar_marks"."small_heads" is null) = ("calendar_marks"."large_heads" is null) and ("calendar_marks"."small_heads" is null or ("calendar_marks"."small_heads" >= 0 and "calendar_marks"."large_heads" >= 0 and "calendar_marks"."small_heads" + "calendar_marks"."large_heads" between 1 and 20000))),
	CONSTRAINT "calendar_marks_reason" CHECK ("calendar_marks"."reason" in ('school_holiday', 'public_holiday', 'ramadan', 'suspended', 'headcount', 'pattern', 'other'))
);
--> statement-breakpoint
CREATE TABLE "food_goods" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text,
	"food_id" text NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"mg_per_base" bigint NOT NULL,
	"pieces_per_unit" integer,
	CONSTRAINT "food_goods_once" UNIQUE NULLS NOT DISTINCT("food_id","organisation_id"),
	CONSTRAINT "food_goods_sizes" CHECK ("food_goods"."base_per_unit" > 0 and "food_goods"."mg_per_base" > 0 and "food_goods"."pieces_per_unit" > 0)
);
--> statement-breakpoint
CREATE TABLE "foods" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text,
	"name" text NOT NULL,
	"food_group" text NOT NULL,
	"energy_tenths" integer,
	"protein_tenths" integer,
	"fat_tenths" integer,
	"carbohydrate_tenths" integer,
	"edible_permille" smallint,
	"source" text NOT NULL,
	"is_odd" boolean NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone,
	CONSTRAINT "foods_figures" CHECK (coalesce("foods"."energy_tenths", 0) >= 0 and coalesce("foods"."protein_tenths", 0) >= 0 and coalesce("foods"."fat_tenths", 0) >= 0 and coalesce("foods"."carbohydrate_tenths", 0) >= 0),
	CONSTRAINT "foods_edible" CHECK ("foods"."edible_permille" between 1 and 1000),
	CONSTRAINT "foods_author" CHECK (("foods"."organisation_id" is null) = ("foods"."created_by" is null))
);
--> statement-breakpoint
CREATE TABLE "menu_cycles" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"day_count" smallint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "menu_cycles_days" CHECK ("menu_cycles"."day_count" between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "menu_dishes" (
	"cycle_id" text NOT NULL,
	"day_number" smallint NOT NULL,
	"position" smallint NOT NULL,
	"recipe_id" text NOT NULL,
	CONSTRAINT "menu_dishes_cycle_id_day_number_position_pk" PRIMARY KEY("cycle_id","day_number","position"),
	CONSTRAINT "menu_dishes_day" CHECK ("menu_dishes"."day_number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "recipe_parts" (
	"recipe_id" text NOT NULL,
	"position" smallint NOT NULL,
	"food_id" text,
	"dish_id" text,
	"small_mg" bigint,
	"large_mg" bigint,
	"yield_percent" smallint DEFAULT 100 NOT NULL,
	"small_thousandths" bigint,
	"large_thousandths" bigint,
	"allowance_basis_points" smallint DEFAULT 0 NOT NULL,
	"cut_spec" text,
	"oddity_reason" text,
	CONSTRAINT "recipe_parts_recipe_id_position_pk" PRIMARY KEY("recipe_id","position"),
	CONSTRAINT "recipe_parts_one_thing" CHECK (("recipe_parts"."food_id" is null) <> ("recipe_parts"."dish_id" is null)),
	CONSTRAINT "recipe_parts_amounts" CHECK (case when "recipe_parts"."food_id" is null
        then coalesce("recipe_parts"."small_thousandths", -1) >= 0 and coalesce("recipe_parts"."large_thousandths", -1) >= 0
          and "recipe_parts"."small_thousandths" + "recipe_parts"."large_thousandths" > 0
        else coalesce("recipe_parts"."small_mg", -1) >= 0 and coalesce("recipe_parts"."large_mg", -1) >= 0 and "recipe_parts"."small_mg" + "recipe_parts"."large_mg" > 0
          and ("recipe_parts"."small_thousandths" is null) = ("recipe_parts"."large_thousandths" is null) end),
	CONSTRAINT "recipe_parts_yield" CHECK ("recipe_parts"."yield_percent" between 10 and 500),
	CONSTRAINT "recipe_parts_allowance" CHECK ("recipe_parts"."allowance_basis_points" between 0 and 5000)
);
--> statement-breakpoint
CREATE TABLE "recipes" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"dish_group" text NOT NULL,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "recipes_dish_group" CHECK ("recipes"."dish_group" in ('staple', 'animal', 'plant', 'vegetable', 'fruit', 'drink', 'other'))
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "week_key" text;--> statement-breakpoint
ALTER TABLE "calendar_marks" ADD CONSTRAINT "calendar_marks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_marks" ADD CONSTRAINT "calendar_marks_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "food_goods" ADD CONSTRAINT "food_goods_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "food_goods" ADD CONSTRAINT "food_goods_food_id_foods_id_fk" FOREIGN KEY ("food_id") REFERENCES "public"."foods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "food_goods" ADD CONSTRAINT "food_goods_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foods" ADD CONSTRAINT "foods_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foods" ADD CONSTRAINT "foods_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_cycles" ADD CONSTRAINT "menu_cycles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_cycles" ADD CONSTRAINT "menu_cycles_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_dishes" ADD CONSTRAINT "menu_dishes_cycle_id_menu_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."menu_cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_dishes" ADD CONSTRAINT "menu_dishes_recipe_id_recipes_id_fk" FOREIGN KEY ("recipe_id") REFERENCES "public"."recipes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipe_parts" ADD CONSTRAINT "recipe_parts_recipe_id_recipes_id_fk" FOREIGN KEY ("recipe_id") REFERENCES "public"."recipes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipe_parts" ADD CONSTRAINT "recipe_parts_food_id_foods_id_fk" FOREIGN KEY ("food_id") REFERENCES "public"."foods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipe_parts" ADD CONSTRAINT "recipe_parts_dish_id_recipes_id_fk" FOREIGN KEY ("dish_id") REFERENCES "public"."recipes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipes" ADD CONSTRAINT "recipes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipes" ADD CONSTRAINT "recipes_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_marks_organisation" ON "calendar_marks" USING btree ("organisation_id","from_day");--> statement-breakpoint
CREATE INDEX "foods_organisation" ON "foods" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "menu_cycles_start" ON "menu_cycles" USING btree ("organisation_id","starts_on");--> statement-breakpoint
CREATE UNIQUE INDEX "menu_dishes_once" ON "menu_dishes" USING btree ("cycle_id","day_number","recipe_id");--> statement-breakpoint
CREATE INDEX "menu_dishes_recipe" ON "menu_dishes" USING btree ("recipe_id");--> statement-breakpoint
CREATE INDEX "recipe_parts_food" ON "recipe_parts" USING btree ("food_id");--> statement-breakpoint
CREATE INDEX "recipe_parts_dish" ON "recipe_parts" USING btree ("dish_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recipes_name" ON "recipes" USING btree ("organisation_id",lower("name"));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_week" UNIQUE("buyer_id","week_key");--> statement-breakpoint

-- What stands on a card can be reckoned with: a food of the table or of the card's own kitchen, with an edible part, and
-- with a reason where its figures are odd; a card inside it is of the same kitchen and does not lead back to it.
create function refuse_unfit_part() returns trigger language plpgsql as $$
declare
  kitchen text := (select organisation_id from recipes where id = new.recipe_id);
  eaten foods;
begin
  if new.food_id is not null then
    select * into eaten from foods where id = new.food_id;
    if eaten.edible_permille is null then
      raise exception 'food % has no edible part', new.food_id using errcode = 'check_violation';
    end if;
    if eaten.is_odd and new.oddity_reason is null then
      raise exception 'food % is odd and used without a reason', new.food_id using errcode = 'check_violation';
    end if;
    if eaten.organisation_id <> kitchen then
      raise exception 'food % is another kitchen''s', new.food_id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (select organisation_id from recipes where id = new.dish_id) <> kitchen then
    raise exception 'card % is another kitchen''s', new.dish_id using errcode = 'check_violation';
  end if;
  if exists (
    with recursive inside (id) as (
      select new.dish_id
      union
      select p.dish_id from recipe_parts p join inside on p.recipe_id = inside.id where p.dish_id is not null
    )
    select 1 from inside where id = new.recipe_id
  ) then
    raise exception 'card % would contain itself', new.recipe_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger recipe_parts_fit before insert or update on recipe_parts for each row execute function refuse_unfit_part();--> statement-breakpoint

-- A dish on a menu is of the menu's own kitchen, on a day that the cycle has.
create function refuse_foreign_dish() returns trigger language plpgsql as $$
declare cycle menu_cycles;
begin
  select * into cycle from menu_cycles where id = new.cycle_id;
  if new.day_number > cycle.day_count or (select organisation_id from recipes where id = new.recipe_id) <> cycle.organisation_id then
    raise exception 'dish % is not for day % of cycle %', new.recipe_id, new.day_number, new.cycle_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger menu_dishes_own before insert or update on menu_dishes for each row execute function refuse_foreign_dish();--> statement-breakpoint

-- What a kitchen said about its days is kept; what holds is what it said last. Foods, cards and cycles are never dropped.
create trigger calendar_marks_append_only before update or delete on calendar_marks for each row execute function refuse_change();--> statement-breakpoint
create trigger calendar_marks_no_truncate before truncate on calendar_marks for each statement execute function refuse_change();--> statement-breakpoint
create trigger foods_no_delete before delete on foods for each row execute function refuse_change();--> statement-breakpoint
create trigger recipes_no_delete before delete on recipes for each row execute function refuse_change();--> statement-breakpoint
create trigger menu_cycles_no_delete before delete on menu_cycles for each row execute function refuse_change();
