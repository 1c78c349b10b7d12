CREATE TABLE "menu_day_versions" (
	"cycle_id" text NOT NULL,
	"day_number" smallint NOT NULL,
	"version" integer NOT NULL,
	"recipe_ids" text[] NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "menu_day_versions_cycle_id_day_number_version_pk" PRIMARY KEY("cycle_id","day_number","version"),
	CONSTRAINT "menu_day_versions_reason" CHECK ("menu_day_versions"."reason" in ('edited', 'swap')),
	CONSTRAINT "menu_day_versions_number" CHECK ("menu_day_versions"."day_number" >= 1 and "menu_day_versions"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "menu_day_versions" ADD CONSTRAINT "menu_day_versions_cycle_id_menu_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."menu_cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_day_versions" ADD CONSTRAINT "menu_day_versions_set_by_persons_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What stands on a day already is its first version. Who set each dish is not on record: whoever planned the cycle stands for it.
insert into menu_day_versions (cycle_id, day_number, version, recipe_ids, reason, set_by, set_at)
select c.id, d.day_number, 1, array_agg(d.recipe_id order by d.position), 'edited', c.created_by, c.created_at
from menu_dishes d join menu_cycles c on c.id = d.cycle_id group by c.id, d.day_number;--> statement-breakpoint

-- What children were to eat is never rewritten: a change is another version.
create trigger menu_day_versions_append_only before update or delete on menu_day_versions for each row execute function refuse_change();--> statement-breakpoint
create trigger menu_day_versions_no_truncate before truncate on menu_day_versions for each statement execute function refuse_change();
