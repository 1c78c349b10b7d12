ALTER TABLE "levy_remittances" DROP CONSTRAINT "levy_remittances_state";--> statement-breakpoint
ALTER TABLE "levy_remittances" DROP CONSTRAINT "levy_remittances_confirmed";--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "doubt_reason" text;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "doubted_by" text;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "doubted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "judged_by" text;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "judged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD COLUMN "reversed_on" date;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_doubted_by_persons_id_fk" FOREIGN KEY ("doubted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_judged_by_persons_id_fk" FOREIGN KEY ("judged_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_doubted" CHECK (("levy_remittances"."doubted_by" is null) = ("levy_remittances"."doubt_reason" is null) and ("levy_remittances"."doubted_by" is null) = ("levy_remittances"."doubted_at" is null) and ("levy_remittances"."judged_by" is null) = ("levy_remittances"."judged_at" is null) and ("levy_remittances"."state" not in ('doubted', 'reversed') or "levy_remittances"."doubted_by" is not null) and ("levy_remittances"."state" <> 'doubted' or "levy_remittances"."judged_by" is null) and ("levy_remittances"."state" = 'reversed') = ("levy_remittances"."reversed_on" is not null));--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_judged_by_another" CHECK ("levy_remittances"."judged_by" is null or ("levy_remittances"."doubted_by" is not null and "levy_remittances"."judged_by" <> "levy_remittances"."doubted_by"));--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_state" CHECK ("levy_remittances"."state" in ('requested', 'confirmed', 'doubted', 'refused', 'reversed'));--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_confirmed" CHECK (("levy_remittances"."state" in ('confirmed', 'doubted', 'reversed')) = ("levy_remittances"."number" is not null and "levy_remittances"."settled_on" is not null));