ALTER TABLE "payments" DROP CONSTRAINT "payments_rail";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_on_the_providers_word";--> statement-breakpoint
DROP INDEX "checkouts_session";--> statement-breakpoint
ALTER TABLE "checkout_words" DROP CONSTRAINT "checkout_words_pkey";--> statement-breakpoint
ALTER TABLE "checkout_words" ADD COLUMN "provider" text DEFAULT 'Stripe' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkout_words" ADD CONSTRAINT "checkout_words_provider_id_pk" PRIMARY KEY("provider","id");--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "provider" text DEFAULT 'Stripe' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "account_bank" text;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "account_number" text;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "qr_payload" text;--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_session" ON "checkouts" USING btree ("provider","session_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rail" CHECK ("payments"."rail" in ('transfer', 'card', 'virtualAccount', 'qris', 'deposit'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_on_the_providers_word" CHECK (not ("payments"."rail" in ('card', 'virtualAccount', 'qris')) or "payments"."verified_by" is null);--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_pay_at" CHECK (num_nonnulls("checkouts"."url", "checkouts"."account_number", "checkouts"."qr_payload") <= 1 and ("checkouts"."account_bank" is null) = ("checkouts"."account_number" is null) and ("checkouts"."session_id" is not null or num_nonnulls("checkouts"."url", "checkouts"."account_number", "checkouts"."qr_payload") = 0));