CREATE TABLE "receiving_windows" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"goods_class" text NOT NULL,
	"days_before" smallint,
	"window_start" text,
	"window_end" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "receiving_windows_class" CHECK ("receiving_windows"."goods_class" in ('meat', 'daily', 'egg', 'vegetable', 'fruit', 'milk', 'dry')),
	CONSTRAINT "receiving_windows_whole" CHECK (("receiving_windows"."days_before" is null) = ("receiving_windows"."window_start" is null) and ("receiving_windows"."window_start" is null) = ("receiving_windows"."window_end" is null)),
	CONSTRAINT "receiving_windows_hours" CHECK ("receiving_windows"."window_start" is null or ("receiving_windows"."days_before" between 0 and 7 and "receiving_windows"."window_start" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and "receiving_windows"."window_end" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and "receiving_windows"."window_start" < "receiving_windows"."window_end"))
);
--> statement-breakpoint
ALTER TABLE "receiving_windows" ADD CONSTRAINT "receiving_windows_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receiving_windows" ADD CONSTRAINT "receiving_windows_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "receiving_windows_organisation" ON "receiving_windows" USING btree ("organisation_id","goods_class","recorded_at");--> statement-breakpoint
-- by hand
create trigger receiving_windows_append_only before update or delete on receiving_windows for each row execute function refuse_change();
