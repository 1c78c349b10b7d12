CREATE TABLE "tax_numbers" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"code" text,
	"credit_note_id" text,
	"number" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone,
	CONSTRAINT "tax_numbers_about" CHECK (("tax_numbers"."code" is null) = ("tax_numbers"."credit_note_id" is not null)),
	CONSTRAINT "tax_numbers_number" CHECK (case when "tax_numbers"."code" is null then "tax_numbers"."number" ~ '^[0-9A-Za-z./-]{3,60}$' else "tax_numbers"."number" ~ '^[0-9]{17}$' and left("tax_numbers"."number", 2) = "tax_numbers"."code" end)
);
--> statement-breakpoint
ALTER TABLE "tax_numbers" ADD CONSTRAINT "tax_numbers_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_numbers" ADD CONSTRAINT "tax_numbers_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_numbers" ADD CONSTRAINT "tax_numbers_credit_note_id_credit_notes_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."credit_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_numbers" ADD CONSTRAINT "tax_numbers_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tax_numbers_of_invoice" ON "tax_numbers" USING btree ("invoice_id","code") WHERE replaced_at is null and code is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tax_numbers_of_note" ON "tax_numbers" USING btree ("credit_note_id") WHERE replaced_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "tax_numbers_once" ON "tax_numbers" USING btree ("seller_id","number") WHERE replaced_at is null and code is not null;--> statement-breakpoint
CREATE INDEX "tax_numbers_invoice" ON "tax_numbers" USING btree ("invoice_id");--> statement-breakpoint
CREATE FUNCTION keep_tax_number() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'UPDATE' and old.replaced_at is null and new.replaced_at is not null
    and to_jsonb(new) - 'replaced_at' = to_jsonb(old) - 'replaced_at' then return new; end if;
  raise exception 'a number that Coretax gave is not changed: a further row takes its place';
end $$;--> statement-breakpoint
CREATE TRIGGER tax_numbers_kept BEFORE UPDATE OR DELETE ON tax_numbers FOR EACH ROW EXECUTE FUNCTION keep_tax_number();--> statement-breakpoint
CREATE TRIGGER tax_numbers_no_truncate BEFORE TRUNCATE ON tax_numbers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
