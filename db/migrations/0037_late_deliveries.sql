CREATE TABLE "late_deliveries" (
	"shipment_id" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"let_go_at" timestamp with time zone,
	"let_go_by" text,
	CONSTRAINT "late_deliveries_told" CHECK ("late_deliveries"."told_at" > "late_deliveries"."due_at"),
	CONSTRAINT "late_deliveries_let_go" CHECK (("late_deliveries"."let_go_at" is null) = ("late_deliveries"."let_go_by" is null) and coalesce("late_deliveries"."let_go_at", "late_deliveries"."told_at") >= "late_deliveries"."told_at")
);
--> statement-breakpoint
ALTER TABLE "late_deliveries" ADD CONSTRAINT "late_deliveries_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_deliveries" ADD CONSTRAINT "late_deliveries_let_go_by_persons_id_fk" FOREIGN KEY ("let_go_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shipments_coming" ON "shipments" USING btree ("delivery_day") WHERE purpose = 'order' and state in ('planned', 'dispatched');--> statement-breakpoint
-- by hand
-- An alarm stays as it was raised; letting go is said once.
CREATE FUNCTION keep_late_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.let_go_at IS NOT NULL
    OR (NEW.shipment_id, NEW.due_at, NEW.told_at) IS DISTINCT FROM (OLD.shipment_id, OLD.due_at, OLD.told_at) THEN
    RAISE EXCEPTION 'late_deliveries keeps what it says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER late_deliveries_kept BEFORE UPDATE OR DELETE ON late_deliveries FOR EACH ROW EXECUTE FUNCTION keep_late_delivery();
