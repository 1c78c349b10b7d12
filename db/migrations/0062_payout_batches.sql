CREATE TABLE "payout_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"payer_id" text NOT NULL,
	"due_until" date NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "payout_batches_state" CHECK ("payout_batches"."state" in ('requested', 'approved', 'refused')),
	CONSTRAINT "payout_batches_two_people" CHECK ("payout_batches"."decided_by" is null or "payout_batches"."decided_by" <> "payout_batches"."requested_by"),
	CONSTRAINT "payout_batches_decided" CHECK (("payout_batches"."state" = 'requested') = ("payout_batches"."decided_by" is null) and ("payout_batches"."decided_by" is null) = ("payout_batches"."decided_at" is null) and ("payout_batches"."state" = 'refused') = ("payout_batches"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "payouts" DROP CONSTRAINT "payouts_state";--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "bank_name" text;--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "bank_account" text;--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "bank_account_holder" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "batch_id" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "payee_bank" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "payee_account" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "payee_holder" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "proof_id" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "returned_on" date;--> statement-breakpoint
ALTER TABLE "payout_batches" ADD CONSTRAINT "payout_batches_payer_id_organisations_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batches" ADD CONSTRAINT "payout_batches_requested_by_persons_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batches" ADD CONSTRAINT "payout_batches_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_batches_payer" ON "payout_batches" USING btree ("payer_id","state");--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_batch_id_payout_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."payout_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_proof_id_stored_files_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payouts_batch" ON "payouts" USING btree ("batch_id");--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_bank" CHECK (num_nonnulls("producers"."bank_name", "producers"."bank_account", "producers"."bank_account_holder") in (0, 3));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_returned" CHECK (("payouts"."state" = 'returned') = ("payouts"."returned_on" is not null) and ("payouts"."returned_on" is null or "payouts"."returned_on" >= "payouts"."settled_on"));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_state" CHECK ("payouts"."state" in ('requested', 'approved', 'failed', 'confirmed', 'returned', 'refused'));