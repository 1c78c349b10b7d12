ALTER TABLE "call_offs" ADD COLUMN "drawn_base" bigint;--> statement-breakpoint
-- What stands by the rule: all while open, then what koperasi took, what left, and what arrived.
UPDATE "call_offs" AS c SET "drawn_base" = CASE c."state"
  WHEN 'open' THEN c."packs" * c."base_per_pack"
  WHEN 'cancelled' THEN 0
  ELSE least(
    c."packs" * c."base_per_pack",
    (SELECT coalesce(sum(a."accepted_packs"), 0) * c."base_per_pack" FROM "allotments" a
      WHERE a."call_off_id" = c."id" AND a."state" IN ('accepted', 'fulfilled', 'broken')),
    (SELECT sum(l."loaded_base") FROM "shipments" s JOIN "shipment_lines" l ON l."shipment_id" = s."id"
      WHERE s."call_off_id" = c."id" AND s."state" IN ('dispatched', 'received')),
    (SELECT sum(l."delivered_base") FROM "shipments" s JOIN "shipment_lines" l ON l."shipment_id" = s."id"
      WHERE s."call_off_id" = c."id" AND s."state" = 'received'))
  END;--> statement-breakpoint
UPDATE "contract_months" AS m SET "drawn_base" = (
  SELECT coalesce(sum(c."drawn_base"), 0) FROM "call_offs" c
  WHERE c."contract_id" = m."contract_id" AND to_char(c."delivery_day", 'YYYY-MM') = m."month");--> statement-breakpoint
ALTER TABLE "call_offs" ALTER COLUMN "drawn_base" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_drawn" CHECK (0 <= "call_offs"."drawn_base" and "call_offs"."drawn_base" <= "call_offs"."packs" * "call_offs"."base_per_pack"
        and ("call_offs"."state" <> 'open' or "call_offs"."drawn_base" = "call_offs"."packs" * "call_offs"."base_per_pack")
        and ("call_offs"."state" <> 'cancelled' or "call_offs"."drawn_base" = 0));
