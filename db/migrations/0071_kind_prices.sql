-- Prices by kind of buyer: one value of the listing, so one CHECK sees them all. Kinds as in kind-prices.ts.
create function kind_prices_stand(prices jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(prices) = 'object' and coalesce(
    bool_and(kind in ('kitchen', 'koperasi', 'bumd', 'trade_center') and price ~ '^[0-9]{1,18}$' and price::bigint > 0), true)
  from jsonb_each_text(prices) as priced (kind, price)
$$;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "kind_prices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_kind_prices" CHECK ("listings"."kind_prices" = '{}' or kind_prices_stand("listings"."kind_prices"));