CREATE TABLE "supply_frameworks" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"listing_id" text NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"least_base" bigint NOT NULL,
	"most_base" bigint NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"basis" text NOT NULL,
	"proposed_for" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "supply_frameworks_parties_key" UNIQUE("id","seller_id","buyer_id","listing_id"),
	CONSTRAINT "supply_frameworks_state" CHECK ("supply_frameworks"."state" in ('proposed', 'agreed', 'refused', 'withdrawn')),
	CONSTRAINT "supply_frameworks_parties" CHECK ("supply_frameworks"."seller_id" <> "supply_frameworks"."buyer_id"),
	CONSTRAINT "supply_frameworks_side" CHECK ("supply_frameworks"."proposed_for" in ("supply_frameworks"."seller_id", "supply_frameworks"."buyer_id")),
	CONSTRAINT "supply_frameworks_price" CHECK ("supply_frameworks"."price_rupiah" > 0 and "supply_frameworks"."base_per_unit" > 0),
	CONSTRAINT "supply_frameworks_volume" CHECK ("supply_frameworks"."least_base" >= 0 and "supply_frameworks"."most_base" > 0 and "supply_frameworks"."least_base" <= "supply_frameworks"."most_base"),
	CONSTRAINT "supply_frameworks_days" CHECK ("supply_frameworks"."valid_to" > "supply_frameworks"."valid_from"),
	CONSTRAINT "supply_frameworks_two_people" CHECK ("supply_frameworks"."state" <> 'agreed' or "supply_frameworks"."answered_by" <> "supply_frameworks"."proposed_by"),
	CONSTRAINT "supply_frameworks_answered" CHECK (("supply_frameworks"."state" = 'proposed') = ("supply_frameworks"."answered_at" is null) and ("supply_frameworks"."answered_at" is null) = ("supply_frameworks"."answered_by" is null))
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "framework_id" text;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_proposed_for_organisations_id_fk" FOREIGN KEY ("proposed_for") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_proposed_by_persons_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_frameworks" ADD CONSTRAINT "supply_frameworks_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "supply_frameworks_seller" ON "supply_frameworks" USING btree ("seller_id","valid_to");--> statement-breakpoint
CREATE INDEX "supply_frameworks_buyer" ON "supply_frameworks" USING btree ("buyer_id","valid_to");--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_framework_fk" FOREIGN KEY ("framework_id","seller_id","buyer_id","listing_id") REFERENCES "public"."supply_frameworks"("id","seller_id","buyer_id","listing_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commitments_framework" ON "commitments" USING btree ("framework_id") WHERE framework_id is not null;--> statement-breakpoint
-- What both said yes to, or one of them no, stands as it was said; so does what was proposed.
create function refuse_changed_framework() returns trigger language plpgsql as $$
begin
  raise exception 'what was agreed on is not changed' using errcode = 'check_violation', constraint = 'supply_frameworks_stand';
end $$;--> statement-breakpoint
create trigger supply_frameworks_stand before delete or update of id, seller_id, buyer_id, listing_id, title, unit, base_per_unit, price_rupiah, least_base, most_base, valid_from, valid_to, basis, proposed_for, proposed_by, proposed_at on supply_frameworks for each row execute function refuse_changed_framework();--> statement-breakpoint
create trigger supply_frameworks_answered_once before update on supply_frameworks for each row when (old.state <> 'proposed') execute function refuse_changed_framework();--> statement-breakpoint
-- The last wall: what draws on an agreement does so at its price, on its days, and all of it together never beyond its most. Whoever
-- draws waits here for whoever drew, so the sum is of all of them.
create function refuse_overdrawn_framework() returns trigger language plpgsql as $$
declare
  agreed record;
begin
  select * into agreed from supply_frameworks where id = new.framework_id for no key update;
  if agreed.state <> 'agreed' or new.price_rupiah <> agreed.price_rupiah or new.base_per_unit <> agreed.base_per_unit
      or new.delivery_day not between agreed.valid_from and agreed.valid_to
      or (select sum(c.accepted_base) from commitments c where c.framework_id = new.framework_id and c.state in ('accepted', 'fulfilled'))
        > agreed.most_base then
    raise exception 'promise % is not within agreement %', new.id, new.framework_id
      using errcode = 'check_violation', constraint = 'commitments_within_framework';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger commitments_within_framework after insert or update of framework_id, state, accepted_base, price_rupiah, base_per_unit, delivery_day on commitments
  for each row when (new.framework_id is not null and new.state in ('accepted', 'fulfilled')) execute function refuse_overdrawn_framework();
