CREATE TABLE "credit_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text,
	"buyer_kind" text,
	"limit_rupiah" bigint,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "credit_limits_whom" CHECK (("credit_limits"."buyer_id" is null) <> ("credit_limits"."buyer_kind" is null)),
	CONSTRAINT "credit_limits_kind_word" CHECK ("credit_limits"."buyer_kind" in ('koperasi', 'kitchen', 'bumd', 'trade_center')),
	CONSTRAINT "credit_limits_amount" CHECK ("credit_limits"."limit_rupiah" >= 0),
	CONSTRAINT "credit_limits_other" CHECK ("credit_limits"."buyer_id" <> "credit_limits"."seller_id")
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_set_by_persons_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_limits_buyer" ON "credit_limits" USING btree ("seller_id","buyer_id") WHERE buyer_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_limits_kind" ON "credit_limits" USING btree ("seller_id","buyer_kind") WHERE buyer_kind is not null;--> statement-breakpoint
CREATE INDEX "commitments_unclaimed" ON "commitments" USING btree ("seller_id","buyer_id") WHERE state in ('accepted', 'fulfilled') and claimed_at is null;--> statement-breakpoint
-- What invoices claim already is owed, and promised no longer.
update commitments set claimed_at = i.issued_at from shipment_lines l join invoices i on i.shipment_id = l.shipment_id and i.appeal_id is null and i.state in ('issued', 'settled') where l.commitment_id = commitments.id;
