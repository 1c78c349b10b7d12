CREATE TABLE "netting_parts" (
	"netting_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"open_rupiah" bigint NOT NULL,
	CONSTRAINT "netting_parts_netting_id_invoice_id_pk" PRIMARY KEY("netting_id","invoice_id"),
	CONSTRAINT "netting_parts_amount" CHECK ("netting_parts"."amount_rupiah" between 1 and "netting_parts"."open_rupiah")
);
--> statement-breakpoint
CREATE TABLE "nettings" (
	"id" text PRIMARY KEY NOT NULL,
	"proposer_id" text NOT NULL,
	"partner_id" text NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "nettings_state" CHECK ("nettings"."state" in ('proposed', 'agreed', 'declined', 'withdrawn', 'reversed')),
	CONSTRAINT "nettings_parties" CHECK ("nettings"."proposer_id" <> "nettings"."partner_id"),
	CONSTRAINT "nettings_amount" CHECK ("nettings"."amount_rupiah" > 0),
	CONSTRAINT "nettings_ended" CHECK (("nettings"."state" = 'proposed') = ("nettings"."ended_at" is null) and ("nettings"."ended_at" is null) = ("nettings"."ended_by" is null)),
	CONSTRAINT "nettings_reason" CHECK (("nettings"."state" in ('declined', 'withdrawn')) = ("nettings"."reason" is not null)),
	CONSTRAINT "nettings_two_people" CHECK ("nettings"."state" not in ('agreed', 'reversed') or "nettings"."ended_by" <> "nettings"."proposed_by")
);
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_rail";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "netting_id" text;--> statement-breakpoint
ALTER TABLE "netting_parts" ADD CONSTRAINT "netting_parts_netting_id_nettings_id_fk" FOREIGN KEY ("netting_id") REFERENCES "public"."nettings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "netting_parts" ADD CONSTRAINT "netting_parts_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nettings" ADD CONSTRAINT "nettings_proposer_id_organisations_id_fk" FOREIGN KEY ("proposer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nettings" ADD CONSTRAINT "nettings_partner_id_organisations_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nettings" ADD CONSTRAINT "nettings_proposed_by_persons_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nettings" ADD CONSTRAINT "nettings_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "netting_parts_invoice" ON "netting_parts" USING btree ("invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "nettings_waiting" ON "nettings" USING btree (least("proposer_id", "partner_id"),greatest("proposer_id", "partner_id")) WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "nettings_proposer" ON "nettings" USING btree ("proposer_id","state");--> statement-breakpoint
CREATE INDEX "nettings_partner" ON "nettings" USING btree ("partner_id","state");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_netting_id_nettings_id_fk" FOREIGN KEY ("netting_id") REFERENCES "public"."nettings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_netting" ON "payments" USING btree ("netting_id","payee_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_netted" CHECK (("payments"."rail" = 'netting') = ("payments"."netting_id" is not null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rail" CHECK ("payments"."rail" in ('transfer', 'card', 'virtualAccount', 'qris', 'deposit', 'netting'));--> statement-breakpoint
-- by hand
-- What was proposed is what is agreed to: it is written once, and only what became of it comes to it.
create trigger nettings_written_once before update on nettings for each row
  when ((old.id, old.proposer_id, old.partner_id, old.amount_rupiah, old.proposed_by, old.proposed_at)
    is distinct from (new.id, new.proposer_id, new.partner_id, new.amount_rupiah, new.proposed_by, new.proposed_at))
  execute function refuse_change();--> statement-breakpoint
create trigger nettings_kept before delete on nettings for each row execute function refuse_change();--> statement-breakpoint
create trigger nettings_no_truncate before truncate on nettings for each statement execute function refuse_change();--> statement-breakpoint
create trigger netting_parts_stand before update or delete on netting_parts for each row execute function refuse_change();--> statement-breakpoint
create trigger netting_parts_no_truncate before truncate on netting_parts for each statement execute function refuse_change();
