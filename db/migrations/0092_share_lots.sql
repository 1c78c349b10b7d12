CREATE TABLE "share_lots" (
	"shipment_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"shipment_line_id" text NOT NULL,
	"named_base" bigint NOT NULL,
	"home_base" bigint DEFAULT 0 NOT NULL,
	"lost_base" bigint DEFAULT 0 NOT NULL,
	"named_by" text NOT NULL,
	"named_at" timestamp with time zone NOT NULL,
	CONSTRAINT "share_lots_shipment_id_lot_id_pk" PRIMARY KEY("shipment_id","lot_id"),
	CONSTRAINT "share_lots_parts" CHECK ("share_lots"."home_base" >= 0 and "share_lots"."lost_base" >= 0 and "share_lots"."home_base" + "share_lots"."lost_base" <= "share_lots"."named_base")
);
--> statement-breakpoint
ALTER TABLE "share_lots" ADD CONSTRAINT "share_lots_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_lots" ADD CONSTRAINT "share_lots_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_lots" ADD CONSTRAINT "share_lots_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_lots" ADD CONSTRAINT "share_lots_named_by_persons_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "share_lots_lot" ON "share_lots" USING btree ("lot_id");--> statement-breakpoint
-- by hand
-- A koperasi brings its share out of its own lots; what somebody else's goods are sold for is settled with them, and a share settles with nobody.
CREATE FUNCTION check_share_lot() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if not exists (
    select 1 from shipments s join lots l on l.seller_id = s.seller_id and not l.is_in_custody
      join shipment_lines n on n.shipment_id = s.id
    where s.id = new.shipment_id and s.purpose = 'call_off' and l.id = new.lot_id and n.id = new.shipment_line_id) then
    raise exception 'lot % is not of whoever brings share %', new.lot_id, new.shipment_id using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER share_lots_own BEFORE INSERT OR UPDATE ON share_lots FOR EACH ROW EXECUTE FUNCTION check_share_lot();--> statement-breakpoint
CREATE TRIGGER share_lots_kept BEFORE DELETE ON share_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER share_lots_no_truncate BEFORE TRUNCATE ON share_lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
