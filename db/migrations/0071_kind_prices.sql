-- Prices by kind of buyer: one value of the listing, so one CHECK sees them all. Kinds as in kind-prices.ts.
create function kind_prices_stand(prices jsonb) returns boolean language sql immutable as $$
  select case when jsonb_typeof(prices) <> 'object' then false else (
    select coalesce(bool_and(kind in ('kitchen', 'koperasi', 'bumd', 'trade_center') and coalesce(
      case when price ~ '^[0-9]{1,18}$' then price::bigint > 0 end, false)), true)
    from jsonb_each_text(prices) as priced (kind, price)) end
$$;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "kind_prices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_kind_prices" CHECK ("listings"."kind_prices" = '{}' or kind_prices_stand("listings"."kind_prices"));