ALTER TABLE "lots" ADD COLUMN "is_in_custody" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- by hand
UPDATE "lots" SET "is_in_custody" = true WHERE "id" IN (SELECT "lot_id" FROM "consignments" WHERE "lot_id" IS NOT NULL);
