ALTER TABLE "appeals" DROP CONSTRAINT "appeals_state";--> statement-breakpoint
ALTER TABLE "appeals" DROP CONSTRAINT "appeals_decided";--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD COLUMN "cost_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD CONSTRAINT "appeal_lines_cost" CHECK ("appeal_lines"."cost_rupiah" >= 0 and ("appeal_lines"."cost_rupiah" = 0 or ("appeal_lines"."is_owed" and coalesce("appeal_lines"."granted_base", 0) > 0)));--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_state" CHECK ("appeals"."state" in ('open', 'granted', 'refused', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided" CHECK (("appeals"."state" = 'open') = ("appeals"."decided_at" is null) and ("appeals"."state" in ('granted', 'refused', 'withdrawn')) = ("appeals"."decided_by" is not null) and ("appeals"."decided_by" is null) = ("appeals"."words" is null));