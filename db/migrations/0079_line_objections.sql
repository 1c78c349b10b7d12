CREATE TABLE "line_objections" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"invoice_line_id" text NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"quantity_base" bigint,
	"right_price_rupiah" bigint,
	"goods_rupiah" bigint NOT NULL,
	"tax_rupiah" bigint NOT NULL,
	"note" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"granted_rupiah" bigint DEFAULT 0 NOT NULL,
	"granted_tax_rupiah" bigint DEFAULT 0 NOT NULL,
	"stands_rupiah" bigint DEFAULT 0 NOT NULL,
	"due_on" date,
	"credit_note_id" text,
	"answer" text,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "line_objections_credit_note" UNIQUE("credit_note_id"),
	CONSTRAINT "line_objections_state" CHECK ("line_objections"."state" in ('open', 'answered', 'withdrawn')),
	CONSTRAINT "line_objections_cause" CHECK ("line_objections"."cause" in ('short', 'broken', 'quality', 'price')),
	CONSTRAINT "line_objections_about" CHECK (("line_objections"."cause" = 'price') = ("line_objections"."right_price_rupiah" is not null) and ("line_objections"."cause" = 'price') = ("line_objections"."quantity_base" is null) and coalesce("line_objections"."quantity_base", 1) > 0 and coalesce("line_objections"."right_price_rupiah", 0) >= 0),
	CONSTRAINT "line_objections_held" CHECK ("line_objections"."goods_rupiah" > 0 and "line_objections"."tax_rupiah" >= 0),
	CONSTRAINT "line_objections_granted" CHECK ("line_objections"."granted_rupiah" between 0 and "line_objections"."goods_rupiah" and "line_objections"."granted_tax_rupiah" between 0 and "line_objections"."tax_rupiah" and ("line_objections"."granted_rupiah" > 0) = ("line_objections"."credit_note_id" is not null) and ("line_objections"."granted_rupiah" > 0 or "line_objections"."granted_tax_rupiah" = 0)),
	CONSTRAINT "line_objections_stands" CHECK ("line_objections"."stands_rupiah" = case when "line_objections"."state" = 'answered' then "line_objections"."goods_rupiah" + "line_objections"."tax_rupiah" - "line_objections"."granted_rupiah" - "line_objections"."granted_tax_rupiah" else 0 end and ("line_objections"."stands_rupiah" > 0) = ("line_objections"."due_on" is not null)),
	CONSTRAINT "line_objections_ended" CHECK (("line_objections"."state" = 'open') = ("line_objections"."ended_at" is null) and ("line_objections"."ended_at" is null) = ("line_objections"."ended_by" is null) and ("line_objections"."state" = 'answered') = ("line_objections"."answer" is not null) and ("line_objections"."state" = 'answered' or "line_objections"."granted_rupiah" = 0))
);
--> statement-breakpoint
CREATE TABLE "objection_dues" (
	"objection_id" text NOT NULL,
	"producer_id" text NOT NULL,
	"held_rupiah" bigint NOT NULL,
	CONSTRAINT "objection_dues_objection_id_producer_id_pk" PRIMARY KEY("objection_id","producer_id"),
	CONSTRAINT "objection_dues_amount" CHECK ("objection_dues"."held_rupiah" > 0)
);
--> statement-breakpoint
ALTER TABLE "credit_notes" ALTER COLUMN "dispute_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "held_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "line_objections" ADD CONSTRAINT "line_objections_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_objections" ADD CONSTRAINT "line_objections_invoice_line_id_invoice_lines_id_fk" FOREIGN KEY ("invoice_line_id") REFERENCES "public"."invoice_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_objections" ADD CONSTRAINT "line_objections_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_objections" ADD CONSTRAINT "line_objections_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_objections" ADD CONSTRAINT "line_objections_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_dues" ADD CONSTRAINT "objection_dues_objection_id_line_objections_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."line_objections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_dues" ADD CONSTRAINT "objection_dues_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "line_objections_once" ON "line_objections" USING btree ("invoice_line_id","cause") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "line_objections_invoice" ON "line_objections" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "objection_dues_producer" ON "objection_dues" USING btree ("producer_id");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_held" CHECK ("invoices"."held_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."reported_rupiah" + "invoices"."advance_rupiah" + "invoices"."credited_rupiah" + "invoices"."held_rupiah" <= "invoices"."total_rupiah" and ("invoices"."state" = 'issued' or "invoices"."held_rupiah" = 0));--> statement-breakpoint
-- What was objected to stands as it was said, and what came of it is said once; nothing of it is deleted.
create function refuse_changed_objection() returns trigger language plpgsql as $$
begin
  raise exception 'an objection is not changed' using errcode = 'check_violation', constraint = 'line_objections_stand';
end $$;--> statement-breakpoint
create trigger line_objections_stand before delete or update of id, invoice_id, invoice_line_id, cause, quantity_base, right_price_rupiah, goods_rupiah, tax_rupiah, note, opened_at, opened_by on line_objections
  for each row execute function refuse_changed_objection();--> statement-breakpoint
create trigger line_objections_ended_once before update on line_objections for each row when (old.state <> 'open') execute function refuse_changed_objection();--> statement-breakpoint
create trigger objection_dues_stand before delete or update on objection_dues for each row execute function refuse_changed_objection();
