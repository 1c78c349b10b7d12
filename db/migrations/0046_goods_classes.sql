ALTER TABLE "commodities" ADD COLUMN "goods_class" text DEFAULT 'dry' NOT NULL;--> statement-breakpoint
ALTER TABLE "commodities" ADD CONSTRAINT "commodities_goods_class" CHECK ("commodities"."goods_class" in ('meat', 'daily', 'egg', 'vegetable', 'fruit', 'milk', 'dry'));
--> statement-breakpoint
-- by hand
-- What is traded already says by its kind how it is handled; the reference data says the same of every commodity anew.
UPDATE commodities SET goods_class = CASE
  WHEN code = 'TLR' THEN 'egg'
  WHEN code IN ('TMP', 'THU') THEN 'daily'
  WHEN storage_class = 'dry' THEN 'dry'
  WHEN category = 'protein' THEN 'meat'
  WHEN category IN ('vegetable', 'spice') THEN 'vegetable'
  WHEN category = 'fruit' THEN 'fruit'
  WHEN category = 'dairy' THEN 'milk'
  ELSE 'dry' END;
