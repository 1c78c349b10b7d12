CREATE TABLE "event_deliveries" (
	"event_id" text NOT NULL,
	"reaction" text NOT NULL,
	"handed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text,
	"reason" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "event_deliveries_event_id_reaction_pk" PRIMARY KEY("event_id","reaction"),
	CONSTRAINT "event_deliveries_outcome" CHECK ("event_deliveries"."outcome" in ('done', 'refused', 'failed')),
	CONSTRAINT "event_deliveries_settled" CHECK (("event_deliveries"."outcome" is null) = ("event_deliveries"."settled_at" is null))
);
--> statement-breakpoint
CREATE TABLE "worker_pulses" (
	"worker" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone DEFAULT now() NOT NULL,
	"backend" text NOT NULL,
	"queue" text NOT NULL,
	"port" integer
);
--> statement-breakpoint
CREATE INDEX "event_deliveries_open" ON "event_deliveries" USING btree ("handed_at","event_id","reaction") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "event_deliveries_settled" ON "event_deliveries" USING btree ("settled_at");