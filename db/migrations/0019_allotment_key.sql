ALTER TABLE "allotment_rounds" ADD COLUMN "rule_version" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD COLUMN "key" text DEFAULT 'agreed' NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD COLUMN "adjusted_because" text;--> statement-breakpoint
ALTER TABLE "allotments" ADD COLUMN "excused_packs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_key" CHECK ("allotment_rounds"."key" in ('agreed', 'standard'));--> statement-breakpoint
ALTER TABLE "allotment_rounds" ADD CONSTRAINT "allotment_rounds_adjusted" CHECK (length(trim("allotment_rounds"."adjusted_because")) >= 5);--> statement-breakpoint
ALTER TABLE "allotments" ADD CONSTRAINT "allotments_excused" CHECK ("allotments"."excused_packs" between 0 and "allotments"."packs");