CREATE TABLE "debit_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"credit_note_id" text NOT NULL,
	"hub_id" text NOT NULL,
	"carrier_id" text NOT NULL,
	"number" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"paid_rupiah" bigint DEFAULT 0 NOT NULL,
	"underway_rupiah" bigint DEFAULT 0 NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"issued_by" text,
	"due_at" timestamp with time zone NOT NULL,
	"is_accepted" boolean,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"taken_back_at" timestamp with time zone,
	"taken_back_by" text,
	"taken_back_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "debit_notes_parties" CHECK ("debit_notes"."hub_id" <> "debit_notes"."carrier_id"),
	CONSTRAINT "debit_notes_paid" CHECK ("debit_notes"."amount_rupiah" > 0 and "debit_notes"."paid_rupiah" >= 0 and "debit_notes"."underway_rupiah" >= 0 and "debit_notes"."paid_rupiah" + "debit_notes"."underway_rupiah" <= "debit_notes"."amount_rupiah"),
	CONSTRAINT "debit_notes_answered" CHECK (num_nonnulls("debit_notes"."is_accepted", "debit_notes"."answer", "debit_notes"."answered_at") in (0, 3)),
	CONSTRAINT "debit_notes_taken_back" CHECK (("debit_notes"."taken_back_at" is null) = ("debit_notes"."taken_back_reason" is null) and ("debit_notes"."taken_back_at" is null or ("debit_notes"."paid_rupiah" = 0 and "debit_notes"."underway_rupiah" = 0)))
);
--> statement-breakpoint
CREATE TABLE "debit_set_offs" (
	"id" text PRIMARY KEY NOT NULL,
	"debit_note_id" text NOT NULL,
	"statement_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"set_off_at" timestamp with time zone NOT NULL,
	"set_off_by" text,
	CONSTRAINT "debit_set_offs_amount" CHECK ("debit_set_offs"."amount_rupiah" > 0)
);
--> statement-breakpoint
ALTER TABLE "payouts" DROP CONSTRAINT "payouts_about_one";--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "debit_note_id" text;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_carrier_id_organisations_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_issued_by_persons_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_notes" ADD CONSTRAINT "debit_notes_taken_back_by_persons_id_fk" FOREIGN KEY ("taken_back_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_set_offs" ADD CONSTRAINT "debit_set_offs_debit_note_id_debit_notes_id_fk" FOREIGN KEY ("debit_note_id") REFERENCES "public"."debit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_set_offs" ADD CONSTRAINT "debit_set_offs_statement_id_koperasi_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debit_set_offs" ADD CONSTRAINT "debit_set_offs_set_off_by_persons_id_fk" FOREIGN KEY ("set_off_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "debit_notes_once" ON "debit_notes" USING btree ("credit_note_id") WHERE taken_back_at is null;--> statement-breakpoint
CREATE INDEX "debit_notes_hub" ON "debit_notes" USING btree ("hub_id");--> statement-breakpoint
CREATE INDEX "debit_notes_carrier" ON "debit_notes" USING btree ("carrier_id");--> statement-breakpoint
CREATE INDEX "debit_set_offs_note" ON "debit_set_offs" USING btree ("debit_note_id");--> statement-breakpoint
CREATE INDEX "debit_set_offs_statement" ON "debit_set_offs" USING btree ("statement_id");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_debit_note_id_debit_notes_id_fk" FOREIGN KEY ("debit_note_id") REFERENCES "public"."debit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_debit_note" ON "payouts" USING btree ("debit_note_id") WHERE state in ('requested', 'approved');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_about_one" CHECK (num_nonnulls("payouts"."statement_id", "payouts"."refund_id", "payouts"."ride_place_id", "payouts"."settlement_id", "payouts"."debit_note_id") <= 1);--> statement-breakpoint
-- by hand
-- What was kept of a debit note stays on record.
CREATE TRIGGER debit_set_offs_append_only BEFORE UPDATE OR DELETE ON debit_set_offs FOR EACH ROW EXECUTE FUNCTION refuse_change();
