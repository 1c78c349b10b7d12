ALTER TABLE "shipment_lines" ADD COLUMN "gate_rejected_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD COLUMN "gate_reject_reason" text;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "weighed_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "weighed_in_by" text;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "arrived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_weighed_in_by_persons_id_fk" FOREIGN KEY ("weighed_in_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_gate" CHECK ("shipment_lines"."gate_rejected_base" >= 0 and ("shipment_lines"."gate_rejected_base" = 0 or "shipment_lines"."gate_reject_reason" is not null));