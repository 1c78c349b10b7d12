CREATE TABLE "order_template_lines" (
	"template_id" text NOT NULL,
	"position" smallint NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"unit" text NOT NULL,
	"base_per_unit" bigint NOT NULL,
	"quantity_base" bigint NOT NULL,
	"dish_group" text,
	"specification" text,
	CONSTRAINT "order_template_lines_template_id_position_pk" PRIMARY KEY("template_id","position"),
	CONSTRAINT "order_template_lines_quantity" CHECK ("order_template_lines"."quantity_base" > 0 and "order_template_lines"."base_per_unit" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_templates" (
	"id" text PRIMARY KEY NOT NULL,
	"buyer_id" text NOT NULL,
	"name" text NOT NULL,
	"window_start" text NOT NULL,
	"window_end" text NOT NULL,
	"urgency_class" smallint NOT NULL,
	"suppliers_per_line_max" smallint,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "order_templates_of_buyer" UNIQUE("id","buyer_id"),
	CONSTRAINT "order_templates_window" CHECK ("order_templates"."window_start" < "order_templates"."window_end")
);
--> statement-breakpoint
CREATE TABLE "standing_days" (
	"standing_order_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"delivery_day" date NOT NULL,
	"outcome" text NOT NULL,
	"order_id" text,
	"reason_code" text,
	"reason_params" jsonb,
	"called_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "standing_days_standing_order_id_delivery_day_pk" PRIMARY KEY("standing_order_id","delivery_day"),
	CONSTRAINT "standing_days_once" UNIQUE("order_id"),
	CONSTRAINT "standing_days_outcome" CHECK ("standing_days"."outcome" in ('due', 'drafted', 'paused', 'failed', 'missed')),
	CONSTRAINT "standing_days_drafted" CHECK (("standing_days"."order_id" is not null) = ("standing_days"."outcome" = 'drafted')),
	CONSTRAINT "standing_days_settled" CHECK (("standing_days"."settled_at" is null) = ("standing_days"."outcome" = 'due')),
	CONSTRAINT "standing_days_reason" CHECK (("standing_days"."reason_code" is not null) = ("standing_days"."outcome" = 'failed'))
);
--> statement-breakpoint
CREATE TABLE "standing_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"buyer_id" text NOT NULL,
	"template_id" text NOT NULL,
	"weekdays" text NOT NULL,
	"days_ahead" smallint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "standing_orders_of_buyer" UNIQUE("id","buyer_id"),
	CONSTRAINT "standing_orders_weekdays" CHECK ("standing_orders"."weekdays" ~ '^1?2?3?4?5?6?7?$' and "standing_orders"."weekdays" <> ''),
	CONSTRAINT "standing_orders_ahead" CHECK ("standing_orders"."days_ahead" between 1 and 14),
	CONSTRAINT "standing_orders_period" CHECK ("standing_orders"."ends_on" is null or "standing_orders"."ends_on" >= "standing_orders"."starts_on"),
	CONSTRAINT "standing_orders_ended" CHECK (("standing_orders"."ended_at" is null) = ("standing_orders"."ended_by" is null))
);
--> statement-breakpoint
ALTER TABLE "order_template_lines" ADD CONSTRAINT "order_template_lines_template_id_order_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."order_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_template_lines" ADD CONSTRAINT "order_template_lines_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_templates" ADD CONSTRAINT "order_templates_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_templates" ADD CONSTRAINT "order_templates_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_days" ADD CONSTRAINT "standing_days_standing" FOREIGN KEY ("standing_order_id","buyer_id") REFERENCES "public"."standing_orders"("id","buyer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_days" ADD CONSTRAINT "standing_days_order" FOREIGN KEY ("order_id","buyer_id") REFERENCES "public"."orders"("id","buyer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_orders" ADD CONSTRAINT "standing_orders_created_by_persons_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_orders" ADD CONSTRAINT "standing_orders_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standing_orders" ADD CONSTRAINT "standing_orders_template" FOREIGN KEY ("template_id","buyer_id") REFERENCES "public"."order_templates"("id","buyer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "order_templates_name" ON "order_templates" USING btree ("buyer_id",lower("name")) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "standing_days_open" ON "standing_days" USING btree ("buyer_id","outcome","delivery_day");--> statement-breakpoint
CREATE INDEX "standing_orders_buyer" ON "standing_orders" USING btree ("buyer_id");--> statement-breakpoint
-- by hand
-- What a template asks for is what the order asked for that it was saved from.
create trigger order_template_lines_append_only before update or delete on order_template_lines for each row execute function refuse_change();
