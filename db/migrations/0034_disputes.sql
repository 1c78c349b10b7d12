CREATE TABLE "disputed_koperasi" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"hub_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "disputed_koperasi_order" CHECK ("disputed_koperasi"."until" >= "disputed_koperasi"."since")
);
--> statement-breakpoint
CREATE TABLE "dispute_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"dispute_id" text NOT NULL,
	"position" smallint NOT NULL,
	"shipment_line_id" text NOT NULL,
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"claimed_base" bigint NOT NULL,
	"allowance_base" bigint NOT NULL,
	"asked_base" bigint NOT NULL,
	"asked_rupiah" bigint NOT NULL,
	"granted_base" bigint,
	"granted_rupiah" bigint,
	"stage" text,
	"bearer" text,
	CONSTRAINT "dispute_lines_once" UNIQUE("dispute_id","shipment_line_id","cause"),
	CONSTRAINT "dispute_lines_cause" CHECK ("dispute_lines"."cause" in ('short', 'broken', 'quality')),
	CONSTRAINT "dispute_lines_stage" CHECK ("dispute_lines"."stage" in ('origin', 'road', 'destination')),
	CONSTRAINT "dispute_lines_bearer" CHECK ("dispute_lines"."bearer" in ('koperasi', 'carrier', 'trade_center')),
	CONSTRAINT "dispute_lines_asked" CHECK ("dispute_lines"."claimed_base" > 0 and "dispute_lines"."allowance_base" >= 0 and "dispute_lines"."asked_base" >= 0 and "dispute_lines"."claimed_base" = "dispute_lines"."allowance_base" + "dispute_lines"."asked_base" and "dispute_lines"."asked_rupiah" >= 0),
	CONSTRAINT "dispute_lines_granted" CHECK (("dispute_lines"."granted_base" is null) = ("dispute_lines"."granted_rupiah" is null) and coalesce("dispute_lines"."granted_base", 0) between 0 and "dispute_lines"."asked_base" and coalesce("dispute_lines"."granted_rupiah", 0) between 0 and "dispute_lines"."asked_rupiah" and (coalesce("dispute_lines"."granted_base", 0) > 0) = ("dispute_lines"."bearer" is not null))
);
--> statement-breakpoint
CREATE TABLE "dispute_photos" (
	"dispute_id" text NOT NULL,
	"file_id" text NOT NULL,
	CONSTRAINT "dispute_photos_dispute_id_file_id_pk" PRIMARY KEY("dispute_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "dispute_words" (
	"id" text PRIMARY KEY NOT NULL,
	"dispute_id" text NOT NULL,
	"party" text NOT NULL,
	"deed" text NOT NULL,
	"words" text,
	"said_at" timestamp with time zone NOT NULL,
	"said_by" text,
	CONSTRAINT "dispute_words_party" CHECK ("dispute_words"."party" in ('buyer', 'trade_center', 'koperasi', 'rule')),
	CONSTRAINT "dispute_words_deed" CHECK ("dispute_words"."deed" in ('opened', 'heard', 'accepted', 'contested', 'silent', 'granted', 'granted_in_part', 'refused', 'lapsed', 'withdrawn')),
	CONSTRAINT "dispute_words_said" CHECK (("dispute_words"."party" = 'rule') = ("dispute_words"."words" is null))
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"call_off_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"hub_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text,
	"due_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"is_lapsed" boolean DEFAULT false NOT NULL,
	"number" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "disputes_state" CHECK ("disputes"."state" in ('open', 'hearing', 'answered', 'granted', 'refused', 'settled', 'withdrawn')),
	CONSTRAINT "disputes_decided" CHECK (("disputes"."state" in ('granted', 'refused', 'settled')) = ("disputes"."decided_at" is not null) and ("disputes"."decided_at" is null) = ("disputes"."number" is null)),
	CONSTRAINT "disputes_lapsed" CHECK (not "disputes"."is_lapsed" or "disputes"."decided_by" is null)
);
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"dispute_id" text NOT NULL,
	"number" text NOT NULL,
	"goods_rupiah" bigint NOT NULL,
	"tax_rupiah" bigint NOT NULL,
	"total_rupiah" bigint NOT NULL,
	"refund_rupiah" bigint NOT NULL,
	"hub_rupiah" bigint NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "credit_notes_dispute" UNIQUE("dispute_id"),
	CONSTRAINT "credit_notes_total" CHECK ("credit_notes"."total_rupiah" = "credit_notes"."goods_rupiah" + "credit_notes"."tax_rupiah" and "credit_notes"."goods_rupiah" > 0 and "credit_notes"."tax_rupiah" >= 0 and "credit_notes"."refund_rupiah" between 0 and "credit_notes"."total_rupiah" and "credit_notes"."hub_rupiah" between 0 and "credit_notes"."goods_rupiah")
);
--> statement-breakpoint
CREATE TABLE "statement_corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"credit_note_id" text NOT NULL,
	"statement_id" text NOT NULL,
	"goods_base" bigint NOT NULL,
	"goods_rupiah" bigint NOT NULL,
	"borne_rupiah" bigint NOT NULL,
	CONSTRAINT "statement_corrections_once" UNIQUE("credit_note_id","statement_id"),
	CONSTRAINT "statement_corrections_amount" CHECK ("statement_corrections"."goods_base" >= 0 and "statement_corrections"."goods_rupiah" >= 0 and "statement_corrections"."borne_rupiah" >= 0 and "statement_corrections"."goods_rupiah" + "statement_corrections"."borne_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "statement_set_offs" (
	"id" text PRIMARY KEY NOT NULL,
	"from_id" text NOT NULL,
	"to_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"set_off_at" timestamp with time zone NOT NULL,
	CONSTRAINT "statement_set_offs_amount" CHECK ("statement_set_offs"."amount_rupiah" > 0 and "statement_set_offs"."from_id" <> "statement_set_offs"."to_id")
);
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_paid";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_reported";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_settled";--> statement-breakpoint
ALTER TABLE "koperasi_statements" DROP CONSTRAINT "koperasi_statements_taken_back";--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "credited_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "corrected_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD COLUMN "set_off_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "credit_note_id" text;--> statement-breakpoint
ALTER TABLE "disputed_koperasi" ADD CONSTRAINT "disputed_koperasi_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputed_koperasi" ADD CONSTRAINT "disputed_koperasi_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_lines" ADD CONSTRAINT "dispute_lines_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_lines" ADD CONSTRAINT "dispute_lines_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_photos" ADD CONSTRAINT "dispute_photos_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_photos" ADD CONSTRAINT "dispute_photos_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_words" ADD CONSTRAINT "dispute_words_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_words" ADD CONSTRAINT "dispute_words_said_by_persons_id_fk" FOREIGN KEY ("said_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_corrections" ADD CONSTRAINT "statement_corrections_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_corrections" ADD CONSTRAINT "statement_corrections_statement_id_koperasi_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_set_offs" ADD CONSTRAINT "statement_set_offs_from_id_koperasi_statements_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_set_offs" ADD CONSTRAINT "statement_set_offs_to_id_koperasi_statements_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputed_koperasi_open" ON "disputed_koperasi" USING btree ("koperasi_id","hub_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "dispute_lines_line" ON "dispute_lines" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE INDEX "dispute_words_dispute" ON "dispute_words" USING btree ("dispute_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_undecided" ON "disputes" USING btree ("shipment_id") WHERE state in ('open', 'hearing', 'answered');--> statement-breakpoint
CREATE INDEX "disputes_call_off" ON "disputes" USING btree ("call_off_id");--> statement-breakpoint
CREATE INDEX "disputes_hub" ON "disputes" USING btree ("hub_id","state","due_at");--> statement-breakpoint
CREATE INDEX "disputes_buyer" ON "disputes" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "disputes_koperasi" ON "disputes" USING btree ("koperasi_id","state");--> statement-breakpoint
CREATE INDEX "credit_notes_invoice" ON "credit_notes" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "statement_corrections_statement" ON "statement_corrections" USING btree ("statement_id");--> statement-breakpoint
CREATE INDEX "statement_set_offs_from" ON "statement_set_offs" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "statement_set_offs_to" ON "statement_set_offs" USING btree ("to_id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_paid" CHECK ("invoices"."paid_rupiah" >= 0 and "invoices"."credited_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."advance_rupiah" + "invoices"."credited_rupiah" <= "invoices"."total_rupiah");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_reported" CHECK ("invoices"."reported_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."reported_rupiah" + "invoices"."advance_rupiah" + "invoices"."credited_rupiah" <= "invoices"."total_rupiah" and ("invoices"."state" = 'issued' or "invoices"."reported_rupiah" = 0));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_settled" CHECK ("invoices"."state" <> 'settled' or "invoices"."paid_rupiah" + "invoices"."advance_rupiah" + "invoices"."credited_rupiah" = "invoices"."total_rupiah");--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_corrected" CHECK ("koperasi_statements"."corrected_rupiah" between 0 and "koperasi_statements"."net_rupiah");--> statement-breakpoint
ALTER TABLE "koperasi_statements" ADD CONSTRAINT "koperasi_statements_taken_back" CHECK ("koperasi_statements"."taken_back_at" is null or ("koperasi_statements"."paid_rupiah" = 0 and "koperasi_statements"."underway_rupiah" = 0 and "koperasi_statements"."corrected_rupiah" = 0 and "koperasi_statements"."set_off_rupiah" = 0 and not "koperasi_statements"."is_levy_gathered"));
--> statement-breakpoint
-- What was said about a claim stays said, what was credited and set off stays on record.
CREATE TRIGGER dispute_words_append_only BEFORE UPDATE OR DELETE ON dispute_words FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER dispute_photos_append_only BEFORE UPDATE OR DELETE ON dispute_photos FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER credit_notes_append_only BEFORE UPDATE OR DELETE ON credit_notes FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER statement_corrections_append_only BEFORE UPDATE OR DELETE ON statement_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER statement_set_offs_append_only BEFORE UPDATE OR DELETE ON statement_set_offs FOR EACH ROW EXECUTE FUNCTION refuse_change();
