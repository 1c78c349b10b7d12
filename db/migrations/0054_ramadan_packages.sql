ALTER TABLE "calendar_marks" DROP CONSTRAINT "calendar_marks_says";--> statement-breakpoint
DROP INDEX "menu_cycles_start";--> statement-breakpoint
ALTER TABLE "calendar_marks" ADD COLUMN "serves" text;--> statement-breakpoint
ALTER TABLE "menu_cycles" ADD COLUMN "serves" text DEFAULT 'fresh' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "menu_cycles_start" ON "menu_cycles" USING btree ("organisation_id","starts_on","serves");--> statement-breakpoint
ALTER TABLE "calendar_marks" ADD CONSTRAINT "calendar_marks_serves" CHECK ("calendar_marks"."serves" in ('fresh', 'dry_package'));--> statement-breakpoint
ALTER TABLE "calendar_marks" ADD CONSTRAINT "calendar_marks_says" CHECK ("calendar_marks"."operates" is not null or "calendar_marks"."small_heads" is not null or "calendar_marks"."serves" is not null);--> statement-breakpoint
ALTER TABLE "menu_cycles" ADD CONSTRAINT "menu_cycles_serves" CHECK ("menu_cycles"."serves" in ('fresh', 'dry_package'));