CREATE TABLE "leader_recoveries" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"email" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"invitation_id" text,
	CONSTRAINT "leader_recoveries_state" CHECK ("leader_recoveries"."state" in ('asked', 'granted', 'refused')),
	CONSTRAINT "leader_recoveries_decided" CHECK (("leader_recoveries"."state" = 'asked') = ("leader_recoveries"."decided_by" is null) and ("leader_recoveries"."decided_by" is null) = ("leader_recoveries"."decided_at" is null)),
	CONSTRAINT "leader_recoveries_second" CHECK ("leader_recoveries"."state" <> 'granted' or "leader_recoveries"."decided_by" <> "leader_recoveries"."asked_by"),
	CONSTRAINT "leader_recoveries_link" CHECK ("leader_recoveries"."invitation_id" is null or "leader_recoveries"."state" = 'granted')
);
--> statement-breakpoint
ALTER TABLE "leader_recoveries" ADD CONSTRAINT "leader_recoveries_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leader_recoveries" ADD CONSTRAINT "leader_recoveries_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leader_recoveries" ADD CONSTRAINT "leader_recoveries_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leader_recoveries" ADD CONSTRAINT "leader_recoveries_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leader_recoveries" ADD CONSTRAINT "leader_recoveries_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "leader_recoveries_asked" ON "leader_recoveries" USING btree ("organisation_id") WHERE state = 'asked';