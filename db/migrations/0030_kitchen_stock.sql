CREATE TABLE "stock_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"parcel_id" text NOT NULL,
	"kind" text NOT NULL,
	"quantity_base" bigint NOT NULL,
	"cooked_on" date,
	"reason" text,
	"note" text,
	"corrects_id" text,
	"recorded_by" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_entries_kind" CHECK ("stock_entries"."kind" in ('received', 'used', 'returned', 'spoiled', 'counted', 'corrected')),
	CONSTRAINT "stock_entries_reason" CHECK ("stock_entries"."reason" is null or "stock_entries"."reason" in ('opening', 'miscounted', 'unrecorded', 'spilled', 'expired', 'rotten', 'pests', 'damaged', 'mistake')),
	CONSTRAINT "stock_entries_direction" CHECK (case "stock_entries"."kind" when 'received' then "stock_entries"."quantity_base" > 0 when 'returned' then "stock_entries"."quantity_base" > 0
        when 'used' then "stock_entries"."quantity_base" < 0 when 'spoiled' then "stock_entries"."quantity_base" < 0
        when 'corrected' then "stock_entries"."quantity_base" <> 0 else true end),
	CONSTRAINT "stock_entries_meal" CHECK (("stock_entries"."cooked_on" is not null) = ("stock_entries"."kind" in ('used', 'returned'))),
	CONSTRAINT "stock_entries_why" CHECK (("stock_entries"."reason" is not null) = ("stock_entries"."kind" in ('counted', 'spoiled', 'corrected')) and ("stock_entries"."corrects_id" is not null) = ("stock_entries"."kind" = 'corrected'))
);
--> statement-breakpoint
CREATE TABLE "stock_parcels" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"lot_id" text,
	"shipment_line_id" text,
	"order_line_id" text,
	"came_on" date NOT NULL,
	"expires_on" date,
	"balance_base" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_parcels_own" UNIQUE("id","organisation_id"),
	CONSTRAINT "stock_parcels_balance" CHECK ("stock_parcels"."balance_base" >= 0),
	CONSTRAINT "stock_parcels_origin" CHECK (("stock_parcels"."lot_id" is null) = ("stock_parcels"."shipment_line_id" is null) and ("stock_parcels"."lot_id" is null) = ("stock_parcels"."order_line_id" is null))
);
--> statement-breakpoint
ALTER TABLE "stock_entries" ADD CONSTRAINT "stock_entries_corrects_id_stock_entries_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."stock_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_entries" ADD CONSTRAINT "stock_entries_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_entries" ADD CONSTRAINT "stock_entries_parcel_fk" FOREIGN KEY ("parcel_id","organisation_id") REFERENCES "public"."stock_parcels"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_parcels" ADD CONSTRAINT "stock_parcels_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_parcels" ADD CONSTRAINT "stock_parcels_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_parcels" ADD CONSTRAINT "stock_parcels_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_entries_parcel" ON "stock_entries" USING btree ("parcel_id");--> statement-breakpoint
CREATE INDEX "stock_entries_cooked" ON "stock_entries" USING btree ("organisation_id","cooked_on") WHERE cooked_on is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_entries_corrects" ON "stock_entries" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "stock_parcels_there" ON "stock_parcels" USING btree ("organisation_id","commodity_code","grade_code") WHERE balance_base > 0;--> statement-breakpoint
CREATE INDEX "stock_parcels_lot" ON "stock_parcels" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "stock_parcels_order_line" ON "stock_parcels" USING btree ("order_line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_parcels_handover" ON "stock_parcels" USING btree ("shipment_line_id");--> statement-breakpoint

-- An entry moves its parcel's balance, and the CHECK there lets none take what is not there. Nothing else moves it.
create function move_stock() returns trigger language plpgsql as $$
begin
  update stock_parcels set balance_base = balance_base + new.quantity_base where id = new.parcel_id;
  if new.kind = 'returned' and (
    select sum(quantity_base) from stock_entries where parcel_id = new.parcel_id and cooked_on = new.cooked_on
  ) > 0 then
    raise exception 'more of parcel % comes back than its meal took', new.parcel_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger stock_entries_move after insert on stock_entries for each row execute function move_stock();--> statement-breakpoint
create function refuse_unwritten_stock() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.balance_base <> 0 then
      raise exception 'parcel % holds what no entry brought', new.id using errcode = 'check_violation';
    end if;
  elsif pg_trigger_depth() < 2 or to_jsonb(old) - 'balance_base' is distinct from to_jsonb(new) - 'balance_base' then
    raise exception 'parcel % is moved by its entries only', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger stock_parcels_written before insert or update on stock_parcels for each row execute function refuse_unwritten_stock();--> statement-breakpoint

-- An answer to a wrong entry is its opposite, in the same parcel.
create function refuse_other_answer() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from stock_entries e
    where e.id = new.corrects_id and e.parcel_id = new.parcel_id and e.quantity_base = -new.quantity_base and e.kind in ('counted', 'spoiled')
  ) then
    raise exception 'entry % does not answer %', new.id, new.corrects_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger stock_entries_answer before insert on stock_entries for each row when (new.corrects_id is not null)
  execute function refuse_other_answer();--> statement-breakpoint

-- The book is written once.
create trigger stock_entries_append_only before update or delete on stock_entries for each row execute function refuse_change();--> statement-breakpoint
create trigger stock_entries_no_truncate before truncate on stock_entries for each statement execute function refuse_change();--> statement-breakpoint
create trigger stock_parcels_no_delete before delete on stock_parcels for each row execute function refuse_change();
