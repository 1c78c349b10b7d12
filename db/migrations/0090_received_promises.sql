ALTER TABLE "commitments" ADD COLUMN "received_base" bigint;--> statement-breakpoint
-- What buyers took of promises that were kept before; one without a line that says so keeps what was taken on.
UPDATE "commitments" SET "received_base" = coalesce((SELECT sum(l."accepted_base") FROM "shipment_lines" l WHERE l."commitment_id" = "commitments"."id"), "commitments"."accepted_base") WHERE "commitments"."state" = 'fulfilled';--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_received" CHECK (("commitments"."state" = 'fulfilled') = ("commitments"."received_base" is not null) and ("commitments"."received_base" is null or "commitments"."received_base" >= 0));
