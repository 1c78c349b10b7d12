CREATE TABLE "card_early_words" (
	"id" text PRIMARY KEY NOT NULL,
	"matter" text NOT NULL,
	"subject_ref" text NOT NULL,
	"payment_ref" text NOT NULL,
	"card_refund_id" text,
	"said" text NOT NULL,
	"amount_rupiah" bigint,
	"cause" text,
	"answer_by" timestamp with time zone,
	CONSTRAINT "card_early_words_matter" CHECK ("card_early_words"."matter" in ('refund', 'dispute'))
);
--> statement-breakpoint
ALTER TABLE "checkout_words" DROP CONSTRAINT "checkout_words_outcome";--> statement-breakpoint
CREATE INDEX "card_early_words_payment" ON "card_early_words" USING btree ("payment_ref");--> statement-breakpoint
CREATE INDEX "checkout_words_early" ON "checkout_words" USING btree ("said_at") WHERE outcome = 'early';--> statement-breakpoint
ALTER TABLE "checkout_words" ADD CONSTRAINT "checkout_words_outcome" CHECK ("checkout_words"."outcome" in ('booked', 'released', 'waits', 'repeats', 'contradicts', 'mismatch', 'early', 'unknown'));--> statement-breakpoint
-- As everything that the provider told.
create trigger card_early_words_stand before delete or update on card_early_words for each row execute function refuse_changed_card_row();--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "bank_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "bank_changed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payouts_payee_producer" ON "payouts" USING btree ("payee_producer_id");
