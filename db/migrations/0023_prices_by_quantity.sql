-- Prices by quantity: each step begins at more than the one before it and costs less. Kept as one value of the listing,
-- so one CHECK can see them all.
create function price_tiers_fall(price bigint, tiers jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(tiers) = 'array' and coalesce(
    bool_and(coalesce(from_base > from_before and tier_price > 0 and tier_price < price_before, false)), true)
  from (
    select from_base, tier_price, lag(from_base, 1, 0::bigint) over (order by n) as from_before,
      lag(tier_price, 1, price) over (order by n) as price_before
    from (
      select n, (tier ->> 'fromBase')::bigint as from_base, (tier ->> 'priceRupiah')::bigint as tier_price
      from jsonb_array_elements(tiers) with ordinality as steps (tier, n)
    ) as numbers
  ) as steps
$$;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "tiers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "match_runs" ADD COLUMN "tier_gap_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "suppliers_per_line_max" smallint;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_tiers" CHECK ("listings"."tiers" = '[]' or price_tiers_fall("listings"."price_rupiah", "listings"."tiers"));--> statement-breakpoint
ALTER TABLE "match_runs" ADD CONSTRAINT "match_runs_tier_gap" CHECK ("match_runs"."tier_gap_rupiah" >= 0);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_suppliers_per_line" CHECK ("orders"."suppliers_per_line_max" > 0);--> statement-breakpoint

-- A buyer's own limit is hard: no line is promised by more sellers than that, whoever offers. Looked at once for all rows
-- of a statement; a night writes them by the ten thousand, and few orders have such a limit.
create function refuse_extra_suppliers() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from orders o
    join (select distinct order_id, order_line_id from added) a on a.order_id = o.id
    where o.suppliers_per_line_max is not null and o.suppliers_per_line_max < (
      select count(distinct c.seller_id) from commitments c
      where c.order_line_id = a.order_line_id and c.state in ('offered', 'accepted', 'fulfilled'))
  ) then
    raise exception 'a line is promised by more sellers than its buyer takes' using errcode = '23514', constraint = 'commitments_suppliers';
  end if;
  return null;
end $$;--> statement-breakpoint
create trigger commitments_suppliers after insert on commitments
  referencing new table as added for each statement execute function refuse_extra_suppliers();
