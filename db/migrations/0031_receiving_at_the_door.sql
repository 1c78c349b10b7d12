CREATE TABLE "second_weighings" (
	"id" text PRIMARY KEY NOT NULL,
	"receipt_id" text NOT NULL,
	"shipment_line_id" text NOT NULL,
	"weighed_by" text NOT NULL,
	"receiver_name" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"delivered_base" bigint NOT NULL,
	"rejected_base" bigint NOT NULL,
	"reject_reason" text,
	"disposition" text,
	"photo_id" text,
	"note" text,
	CONSTRAINT "second_weighings_once" UNIQUE("shipment_line_id","weighed_by","happened_at"),
	CONSTRAINT "second_weighings_quantity" CHECK ("second_weighings"."rejected_base" >= 0 and "second_weighings"."delivered_base" >= "second_weighings"."rejected_base"),
	CONSTRAINT "second_weighings_time" CHECK ("second_weighings"."happened_at" <= "second_weighings"."told_at")
);
--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "receiver_signature" text;--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "witness_signature" text;--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "driver_signature" text;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD COLUMN "gross_base" bigint;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD COLUMN "tare_base" bigint;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD COLUMN "sensed_flaws" text[];--> statement-breakpoint
ALTER TABLE "second_weighings" ADD CONSTRAINT "second_weighings_receipt_id_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_weighings" ADD CONSTRAINT "second_weighings_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_weighings" ADD CONSTRAINT "second_weighings_weighed_by_persons_id_fk" FOREIGN KEY ("weighed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_weighings" ADD CONSTRAINT "second_weighings_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "second_weighings_receipt" ON "second_weighings" USING btree ("receipt_id");--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_time" CHECK ("receipts"."received_at" <= coalesce("receipts"."told_at", "receipts"."received_at"));--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_signed" CHECK (("receipts"."witness_signature" is null or "receipts"."witness_name" is not null) and ("receipts"."driver_signature" is null or "receipts"."driver_name" is not null));--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_scales" CHECK (("shipment_lines"."gross_base" is null) = ("shipment_lines"."tare_base" is null) and ("shipment_lines"."gross_base" is null or ("shipment_lines"."tare_base" >= 0 and "shipment_lines"."gross_base" - "shipment_lines"."tare_base" = "shipment_lines"."delivered_base")));--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_senses" CHECK ("shipment_lines"."sensed_flaws" <@ array['colour', 'smell', 'texture', 'packaging']::text[]);--> statement-breakpoint
-- What was weighed is kept as it was told.
CREATE TRIGGER second_weighings_append_only BEFORE UPDATE OR DELETE ON second_weighings FOR EACH ROW EXECUTE FUNCTION refuse_change();
