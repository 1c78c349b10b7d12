CREATE INDEX "commitments_run_open" ON "commitments" USING btree ("match_run_id") WHERE state = 'offered';--> statement-breakpoint
-- A notice of one offer reads as one of its run from now on; what it leads to and the day it names stay.
UPDATE "notices" SET "kind" = 'match.applied' WHERE "kind" = 'commitment.offered';
