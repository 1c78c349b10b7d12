CREATE TABLE "replacements" (
	"shipment_line_id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"state" text NOT NULL,
	"asked_base" bigint NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"commitment_id" text,
	"promised_base" bigint,
	"settled_at" timestamp with time zone,
	CONSTRAINT "replacements_state" CHECK ("replacements"."state" in ('asked', 'promised', 'lapsed')),
	CONSTRAINT "replacements_quantity" CHECK ("replacements"."asked_base" > 0 and "replacements"."promised_base" between 1 and "replacements"."asked_base"),
	CONSTRAINT "replacements_due_later" CHECK ("replacements"."due_at" > "replacements"."asked_at"),
	CONSTRAINT "replacements_promised" CHECK (("replacements"."state" = 'promised') = ("replacements"."commitment_id" is not null) and ("replacements"."commitment_id" is null) = ("replacements"."promised_base" is null) and ("replacements"."state" = 'asked') = ("replacements"."settled_at" is null))
);
--> statement-breakpoint
ALTER TABLE "replacements" ADD CONSTRAINT "replacements_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replacements" ADD CONSTRAINT "replacements_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replacements" ADD CONSTRAINT "replacements_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replacements_shipment" ON "replacements" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "replacements_due" ON "replacements" USING btree ("due_at") WHERE state = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX "replacements_commitment" ON "replacements" USING btree ("commitment_id");--> statement-breakpoint
-- by hand
-- What was asked for anew stays as it was asked, and is settled once.
CREATE FUNCTION keep_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'asked'
    OR (NEW.shipment_line_id, NEW.shipment_id, NEW.asked_base, NEW.asked_at, NEW.due_at)
      IS DISTINCT FROM (OLD.shipment_line_id, OLD.shipment_id, OLD.asked_base, OLD.asked_at, OLD.due_at) THEN
    RAISE EXCEPTION 'replacements keeps what it says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER replacements_kept BEFORE UPDATE OR DELETE ON replacements FOR EACH ROW EXECUTE FUNCTION keep_replacement();
