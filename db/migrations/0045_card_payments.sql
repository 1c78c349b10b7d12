CREATE TABLE "checkout_words" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"payment_id" text,
	"session_id" text,
	"outcome" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	CONSTRAINT "checkout_words_outcome" CHECK ("checkout_words"."outcome" in ('booked', 'released', 'waits', 'repeats', 'contradicts', 'mismatch', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"payment_id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"session_id" text,
	"url" text,
	"opened_at" timestamp with time zone,
	CONSTRAINT "checkouts_opened" CHECK (("checkouts"."session_id" is null) = ("checkouts"."opened_at" is null))
);
--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "proof_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ALTER COLUMN "proof_sha256" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "rail" text DEFAULT 'transfer' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkout_words" ADD CONSTRAINT "checkout_words_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checkout_words_payment" ON "checkout_words" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "checkout_words_wrong" ON "checkout_words" USING btree ("heard_at") WHERE outcome in ('contradicts', 'mismatch');--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_session" ON "checkouts" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "checkouts_expiry" ON "checkouts" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_rail" CHECK ("payments"."rail" in ('transfer', 'card'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_proof_shown" CHECK (("payments"."rail" = 'transfer') = ("payments"."proof_id" is not null) and ("payments"."proof_id" is null) = ("payments"."proof_sha256" is null));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_on_the_providers_word" CHECK ("payments"."rail" = 'transfer' or "payments"."verified_by" is null);