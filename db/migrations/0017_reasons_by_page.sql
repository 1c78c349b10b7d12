-- Every reason stands in its page since the migration before this one.
DROP TABLE "match_offer_reasons" CASCADE;--> statement-breakpoint
DROP TABLE "match_reasons" CASCADE;
