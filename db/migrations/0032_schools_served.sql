CREATE TABLE "schools" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"name" text NOT NULL,
	"small_heads" integer NOT NULL,
	"large_heads" integer NOT NULL,
	"contact_name" text NOT NULL,
	"contact_phone" text NOT NULL,
	"served_from" date NOT NULL,
	"served_to" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "schools_heads" CHECK ("schools"."small_heads" >= 0 and "schools"."large_heads" >= 0 and "schools"."small_heads" + "schools"."large_heads" between 1 and 20000),
	CONSTRAINT "schools_period" CHECK ("schools"."served_to" is null or "schools"."served_to" >= "schools"."served_from")
);
--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "schools_name" ON "schools" USING btree ("organisation_id",lower("name")) WHERE served_to is null;--> statement-breakpoint
CREATE INDEX "schools_served" ON "schools" USING btree ("organisation_id","served_from");--> statement-breakpoint

-- Whom a kitchen served is kept: a meal of years ago leads to the same children.
create trigger schools_no_delete before delete on schools for each row execute function refuse_change();
