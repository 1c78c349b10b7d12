import type { Sql } from "postgres";

/** How much of a province: kitchens × 25 lines ask, koperasi × 10 lots offer. */
export type ProvinceSize = { readonly kitchens: number; readonly koperasi: number };

const PROVINCE = "35";
const LINES_PER_KITCHEN = 25;
const LOTS_PER_KOPERASI = 10;

/**
 * Writes the eve of a province's market straight into its tables: kitchens with one order of 25 commodities each, and
 * koperasi with ten lots each, scattered around the province's cities. Quantities and prices have long tails; supply is
 * a quarter above demand. The same size, the same province. Returns the delivery day.
 */
export async function loadProvince(sql: Sql, { kitchens, koperasi }: ProvinceSize): Promise<string> {
  await sql.unsafe(`
    create function pg_temp.chance(word text) returns float8 language sql immutable as
      $$ select (('x' || substr(md5(word), 1, 8))::bit(32)::bigint & 4294967295)::float8 / 4294967296 $$;
    create temp table places as
      select row_number() over (order by code) as n, code, left(code, 5) as city from regions where level = 4 and code like '${PROVINCE}.%';
    create temp table cities as
      select code, coalesce(latitude, -7.6 + pg_temp.chance(code) * 0.8) as latitude,
        coalesce(longitude, 111.4 + pg_temp.chance('e' || code) * 2.6) as longitude
      from regions where level = 2 and code like '${PROVINCE}.%';
    create temp table goods as
      select c.code, row_number() over (order by c.code) as n, c.base_unit,
        (select g.code from grades g where g.commodity_code = c.code order by g.rank limit 1) as best,
        (select g.code from grades g where g.commodity_code = c.code order by g.rank desc limit 1) as least,
        8 + floor(pg_temp.chance('p' || c.code) * 40) as price
      from commodities c order by c.code limit ${LINES_PER_KITCHEN};`);
  const organisation = (kind: string, prefix: string, count: number) => `
    insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at, address, latitude, longitude, created_at)
    select '${prefix}' || lpad(n::text, 22, '0'), '${kind}', '${kind} ' || n, '${kind}-' || n, '${prefix.slice(-1)}' || n, p.code, p.city, 'active', now(),
      'Jalan Uji', c.latitude + (pg_temp.chance('${kind}y' || n) - 0.5) * 0.5, c.longitude + (pg_temp.chance('${kind}x' || n) - 0.5) * 0.5, now()
    from places p join cities c on c.code = p.city where n <= ${count};`;
  await sql.unsafe(organisation("kitchen", "org_k", kitchens) + organisation("koperasi", "org_s", koperasi));
  const day = `((now() at time zone 'Asia/Jakarta')::date + 3)`;
  await sql.unsafe(`
    insert into orders (id, buyer_id, city_code, state, delivery_day, window_start, window_end, urgency_class, payment_term_days, created_at, submitted_at)
    select 'ord_' || substr(id, 6), id, city_code, 'submitted', ${day}, '06:00', '08:00', floor(pg_temp.chance('u' || id) * 3)::int, 7, now(), now()
    from organisations where kind = 'kitchen';
    insert into order_lines (id, order_id, position, commodity_code, grade_code, unit, base_per_unit, quantity_base, ceiling_rupiah)
    select 'orl_' || substr(o.id, 5) || lpad(g.n::text, 2, '0'), o.id, g.n, g.code,
      case when pg_temp.chance('g' || o.id || g.code) < 0.3 then g.best else g.least end, 'kg', 1000,
      1000 * ceil(20 + 180 * pg_temp.chance('q' || o.id || g.code) ^ 3), 1000 * ceil(g.price * (1.05 + 0.25 * pg_temp.chance('c' || o.id || g.code)))
    from orders o cross join goods g;
    insert into market_days (city_code, delivery_day, cut_off_at)
    select distinct city_code, delivery_day, date_trunc('hour', now()) - interval '1 hour' from orders;
    insert into listings (id, seller_id, commodity_code, grade_code, title, unit, base_per_unit, price_rupiah, min_order_base,
      capacity_base_per_day, lead_time_hours, radius_metres, price_valid_until, state, created_at, updated_at)
    select 'lst_' || substr(s.id, 6) || k, s.id, g.code, case when pg_temp.chance('a' || s.id || k) < 0.6 then g.best else g.least end, g.code, 'kg', 1000,
      1000 * ceil(g.price * (0.85 + 0.35 * pg_temp.chance('h' || s.id || k))), 1000, 10000000, 12,
      20000 + 40000 * pg_temp.chance('r' || s.id || k), ${day} + 4, 'open', now(), now()
    from organisations s cross join generate_series(0, ${LOTS_PER_KOPERASI - 1}) k
    join goods g on g.n = 1 + floor(pg_temp.chance('w' || s.id || k) * (select count(*) from goods))
    where s.kind = 'koperasi';
    with asked as (select commodity_code, sum(quantity_base) as base from order_lines group by 1),
      shares as (select l.*, exp(1.2 * pg_temp.chance('l' || l.id)) as share from listings l)
    insert into lots (id, listing_id, seller_id, origin_region_code, harvested_on, available_from, expires_on, quantity_base, created_at)
    select 'lot_' || substr(s.id, 5), s.id, s.seller_id, o.region_code, ${day} - 3, ${day} - 3, ${day} + 3,
      1000 * ceil(1.25 * a.base * s.share / sum(s.share) over (partition by s.commodity_code) / 1000), now()
    from shares s join organisations o on o.id = s.seller_id join asked a on a.commodity_code = s.commodity_code;`);
  await sql`analyze`;
  const [row] = await sql`select delivery_day::text as day from market_days limit 1`;
  return String(row?.["day"]);
}
