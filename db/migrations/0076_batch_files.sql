CREATE TABLE "payout_batch_files" (
	"file_id" text PRIMARY KEY NOT NULL,
	"batch_id" text NOT NULL,
	"payer_id" text NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"brought_by" text NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	"paid" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "payout_batch_files_same" UNIQUE("batch_id","sha256"),
	CONSTRAINT "payout_batch_files_kind" CHECK ("payout_batch_files"."kind" in ('proof', 'outcomes')),
	CONSTRAINT "payout_batch_files_counts" CHECK (least("payout_batch_files"."paid", "payout_batch_files"."failed", "payout_batch_files"."returned", "payout_batch_files"."faults") >= 0 and ("payout_batch_files"."kind" = 'outcomes' or "payout_batch_files"."paid" + "payout_batch_files"."failed" + "payout_batch_files"."returned" + "payout_batch_files"."faults" = 0))
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "is_again" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payout_batch_files" ADD CONSTRAINT "payout_batch_files_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_files" ADD CONSTRAINT "payout_batch_files_batch_id_payout_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."payout_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_files" ADD CONSTRAINT "payout_batch_files_payer_id_organisations_id_fk" FOREIGN KEY ("payer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_files" ADD CONSTRAINT "payout_batch_files_brought_by_persons_id_fk" FOREIGN KEY ("brought_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batch_files_proof_once" ON "payout_batch_files" USING btree ("payer_id","sha256") WHERE kind = 'proof';--> statement-breakpoint
-- What a bank gave back is kept as it came.
create trigger payout_batch_files_kept before update or delete on payout_batch_files for each row execute function refuse_change();--> statement-breakpoint
-- What was promised anew before this was known of a promise is what a replacement names.
update commitments set is_again = true from replacements r where r.commitment_id = commitments.id;
