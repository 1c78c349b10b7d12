-- Whoever takes more of a listing pays less a unit: every step begins at more and costs less than the one before it.
select l.id as listing_id, l.price_rupiah, l.tiers from listings l
where exists (
  select 1 from jsonb_array_elements(l.tiers) with ordinality as step (tier, n)
  left join jsonb_array_elements(l.tiers) with ordinality as earlier (tier, n) on earlier.n = step.n - 1
  where (step.tier ->> 'fromBase')::bigint <= coalesce((earlier.tier ->> 'fromBase')::bigint, 0)
    or (step.tier ->> 'priceRupiah')::bigint >= coalesce((earlier.tier ->> 'priceRupiah')::bigint, l.price_rupiah)
    or (step.tier ->> 'priceRupiah')::bigint <= 0);
