ALTER TABLE "contracts" ADD COLUMN "renews_id" text;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_renews_id_contracts_id_fk" FOREIGN KEY ("renews_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_renews" ON "contracts" USING btree ("renews_id") WHERE state <> 'terminated';--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_renews_another" CHECK ("contracts"."renews_id" <> "contracts"."id");