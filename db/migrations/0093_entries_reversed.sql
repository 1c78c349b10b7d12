DROP INDEX "entries_reversed_once";--> statement-breakpoint
CREATE UNIQUE INDEX "entries_reversed_once" ON "entries" USING btree ("reverses_id") WHERE "entries"."reverses_id" is not null;