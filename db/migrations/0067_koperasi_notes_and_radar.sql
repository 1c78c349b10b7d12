CREATE TABLE "purchase_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"commitment_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"producer_id" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "planned_demands" (
	"organisation_id" text NOT NULL,
	"week" date NOT NULL,
	"commodity_code" text NOT NULL,
	"need_base" bigint NOT NULL,
	"reckoned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "planned_demands_organisation_id_week_commodity_code_pk" PRIMARY KEY("organisation_id","week","commodity_code"),
	CONSTRAINT "planned_demands_need" CHECK ("planned_demands"."need_base" >= 0),
	CONSTRAINT "planned_demands_monday" CHECK (extract(isodow from "planned_demands"."week") = 1)
);
--> statement-breakpoint
ALTER TABLE "purchase_notes" ADD CONSTRAINT "purchase_notes_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_notes" ADD CONSTRAINT "purchase_notes_written_by_persons_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_notes" ADD CONSTRAINT "purchase_notes_producer_fk" FOREIGN KEY ("producer_id","seller_id") REFERENCES "public"."producers"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_demands" ADD CONSTRAINT "planned_demands_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_demands" ADD CONSTRAINT "planned_demands_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_notes_once" ON "purchase_notes" USING btree ("commitment_id","producer_id");--> statement-breakpoint
CREATE INDEX "purchase_notes_producer" ON "purchase_notes" USING btree ("producer_id");--> statement-breakpoint
CREATE INDEX "planned_demands_week" ON "planned_demands" USING btree ("week","commodity_code");