CREATE TABLE "fundings" (
	"id" text PRIMARY KEY NOT NULL,
	"kitchen_id" text NOT NULL,
	"budget_id" text NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"received_on" date NOT NULL,
	"source" text NOT NULL,
	"reference" text NOT NULL,
	"proof_id" text NOT NULL,
	"proof_sha256" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"checked_by" text,
	"checked_at" timestamp with time zone,
	"reason" text,
	"doubted_by" text,
	"doubted_at" timestamp with time zone,
	"doubt_reason" text,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "fundings_state" CHECK ("fundings"."state" in ('reported', 'confirmed', 'doubted', 'rejected', 'reversed')),
	CONSTRAINT "fundings_source" CHECK ("fundings"."source" in ('sp2d', 'top_up', 'other')),
	CONSTRAINT "fundings_amount" CHECK ("fundings"."amount_rupiah" > 0),
	CONSTRAINT "fundings_checked" CHECK (("fundings"."state" = 'reported') = ("fundings"."checked_at" is null)),
	CONSTRAINT "fundings_two_people" CHECK ("fundings"."checked_by" is null or "fundings"."checked_by" <> "fundings"."reported_by"),
	CONSTRAINT "fundings_doubted" CHECK ("fundings"."state" not in ('doubted', 'reversed') or "fundings"."doubted_at" is not null),
	CONSTRAINT "fundings_settled" CHECK ("fundings"."state" <> 'reversed' or "fundings"."settled_at" is not null),
	CONSTRAINT "fundings_doubt_two_people" CHECK ("fundings"."settled_by" is null or "fundings"."settled_by" <> "fundings"."doubted_by")
);
--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_of_organisation" UNIQUE("id","organisation_id");--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_kitchen_id_organisations_id_fk" FOREIGN KEY ("kitchen_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_proof_id_stored_files_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_reported_by_persons_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_checked_by_persons_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_doubted_by_persons_id_fk" FOREIGN KEY ("doubted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_settled_by_persons_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_own_budget" FOREIGN KEY ("budget_id","kitchen_id") REFERENCES "public"."budgets"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fundings_kitchen" ON "fundings" USING btree ("kitchen_id","state");--> statement-breakpoint
CREATE INDEX "fundings_budget" ON "fundings" USING btree ("budget_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fundings_proof" ON "fundings" USING btree ("kitchen_id","proof_sha256") WHERE state not in ('rejected', 'reversed');--> statement-breakpoint
CREATE UNIQUE INDEX "fundings_reference" ON "fundings" USING btree ("kitchen_id","reference","received_on","amount_rupiah") WHERE state not in ('rejected', 'reversed');--> statement-breakpoint
-- by hand
-- What was reported is written once; only what others say of it comes to it.
create trigger fundings_written_once before update on fundings for each row
  when ((old.kitchen_id, old.budget_id, old.amount_rupiah, old.received_on, old.source, old.reference, old.proof_id, old.proof_sha256, old.reported_by, old.reported_at)
    is distinct from (new.kitchen_id, new.budget_id, new.amount_rupiah, new.received_on, new.source, new.reference, new.proof_id, new.proof_sha256, new.reported_by, new.reported_at))
  execute function refuse_change();--> statement-breakpoint
create trigger fundings_kept before delete on fundings for each row execute function refuse_change();--> statement-breakpoint
create trigger fundings_no_truncate before truncate on fundings for each statement execute function refuse_change();