CREATE TABLE "schedule_limits" (
	"schedule_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"packs_max" integer,
	"declared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "schedule_limits_schedule_id_koperasi_id_pk" PRIMARY KEY("schedule_id","koperasi_id"),
	CONSTRAINT "schedule_limits_packs" CHECK ("schedule_limits"."packs_max" >= 0)
);
--> statement-breakpoint
ALTER TABLE "allotments" DROP CONSTRAINT "allotments_once";--> statement-breakpoint
ALTER TABLE "allotment_rounds" DROP CONSTRAINT "allotment_rounds_state";--> statement-breakpoint
ALTER TABLE "allotment_rounds" ALTER COLUMN "instance" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ALTER COLUMN "result" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD COLUMN "excluded" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD COLUMN "failed_because" text;--> statement-breakpoint
ALTER TABLE "call_off_capacities" ADD COLUMN "willingness" text DEFAULT 'yes' NOT NULL;--> statement-breakpoint
ALTER TABLE "call_off_capacities" ADD COLUMN "keeps_cold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Until now every call-off stood alone: it is a schedule of one wave.
ALTER TABLE "call_offs" ADD COLUMN "schedule_id" text;--> statement-breakpoint
UPDATE "call_offs" SET "schedule_id" = "id";--> statement-breakpoint
ALTER TABLE "call_offs" ALTER COLUMN "schedule_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "call_offs" ADD COLUMN "cooling" text DEFAULT 'ambient' NOT NULL;--> statement-breakpoint
ALTER TABLE "call_offs" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
UPDATE "call_offs" SET "left_at" = t."departed_at" FROM "trips" t
  WHERE t."call_off_id" = "call_offs"."id" AND t."departed_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "schedule_limits" ADD CONSTRAINT "schedule_limits_schedule_id_call_offs_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_limits" ADD CONSTRAINT "schedule_limits_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_schedule_id_call_offs_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_once" UNIQUE("round_id","koperasi_id","call_off_id");--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_wave" UNIQUE("schedule_id","delivery_day");--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_drawn" CHECK ("allotment_rounds"."state" in ('asked', 'discarded') or ("allotment_rounds"."instance" is not null and "allotment_rounds"."result" is not null));--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_state" CHECK ("allotment_rounds"."state" in ('asked', 'proposed', 'published', 'discarded'));--> statement-breakpoint
ALTER TABLE "call_off_capacities" ADD CONSTRAINT "call_off_capacities_willingness" CHECK ("call_off_capacities"."willingness" in ('yes', 'at_most', 'no'));--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_cooling" CHECK ("call_offs"."cooling" in ('ambient', 'cool', 'frozen'));