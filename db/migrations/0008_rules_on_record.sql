DROP INDEX "vehicles_plate";--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "needs_checking" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "recorded_by" text;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "corrects_id" text;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD COLUMN "annuls" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "retired_by" text;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "retired_reason" text;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD CONSTRAINT "price_ceilings_corrects_id_price_ceilings_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."price_ceilings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_retired_by_persons_id_fk" FOREIGN KEY ("retired_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "price_ceilings_corrects" ON "price_ceilings" USING btree ("corrects_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_plate" ON "vehicles" USING btree ("plate") WHERE retired_at is null;--> statement-breakpoint
ALTER TABLE "price_ceilings" ADD CONSTRAINT "price_ceilings_correction" CHECK (("price_ceilings"."corrects_id" is null) = ("price_ceilings"."reason" is null) and (not "price_ceilings"."annuls" or "price_ceilings"."corrects_id" is not null));--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_retired" CHECK (("vehicles"."retired_at" is null) = ("vehicles"."retired_reason" is null));--> statement-breakpoint
update "price_ceilings" set "needs_checking" = true where "source" like '%perlu diperiksa%';--> statement-breakpoint

-- A legal price is written once; a wrong row is answered by a row that corrects it.
create trigger price_ceilings_append_only before update or delete on price_ceilings for each row execute function refuse_change();--> statement-breakpoint
create trigger price_ceilings_no_truncate before truncate on price_ceilings for each statement execute function refuse_change();--> statement-breakpoint

-- A vehicle is taken out of use, never deleted: trips keep naming it.
create trigger vehicles_no_delete before delete on vehicles for each row execute function refuse_change();
