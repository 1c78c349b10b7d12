import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReservedSql } from "postgres";
import { kabupaten } from "../synthetic/kabupaten.ts";

/** How much of the country: kitchens × 25 lines ask, koperasi × 10 lots offer, settled in the cities whose code begins so. */
export type EveSize = { readonly kitchens: number; readonly koperasi: number; readonly within: string };

export const scales = {
  province: { kitchens: 1_600, koperasi: 6_000, within: "35." },
  half: { kitchens: 15_000, koperasi: 40_000, within: "" },
  nation: { kitchens: 30_000, koperasi: 80_000, within: "" },
} as const satisfies Record<string, EveSize>;

const LINES_PER_KITCHEN = 25;
const LOTS_PER_KOPERASI = 10;
const KM_PER_DEGREE = 111.2;
// Farther from the middle of a large kabupaten hardly anybody lives.
const RADIUS_KM_MAX = 60;

/**
 * Writes the eve of a market straight into its tables: kitchens with one order of 25 commodities each, near the people,
 * and koperasi with ten lots each, all over the land. Quantities and prices have long tails; supply is a quarter above
 * demand. All cities close at the same moment, so one night clears them together. The same size, the same market.
 */
export async function loadEve(sql: ReservedSql, size: EveSize): Promise<void> {
  await sql.unsafe(`
    create function pg_temp.chance(word text) returns float8 language sql immutable as
      $$ select (('x' || substr(md5(word), 1, 8))::bit(32)::bigint & 4294967295)::float8 / 4294967296 $$;
    create temp table goods as
      select c.code, row_number() over (order by c.code) as n,
        (select g.code from grades g where g.commodity_code = c.code order by g.rank limit 1) as best,
        (select g.code from grades g where g.commodity_code = c.code order by g.rank desc limit 1) as least,
        8 + floor(pg_temp.chance('p' || c.code) * 40) as price
      from commodities c order by c.code limit ${LINES_PER_KITCHEN};
    create temp table areas (code text, latitude float8, longitude float8, people int, radius_km float8);`);
  await copyAreas(sql, size.within);
  await settle(sql, size);
  await writeDemand(sql);
  await writeSupply(sql);
  await sql`analyze`;
}

async function copyAreas(sql: ReservedSql, within: string): Promise<void> {
  const into = await sql`copy areas from stdin`.writable();
  const rows = kabupaten
    .filter(({ code }) => code.startsWith(within))
    .map(({ code, latitude, longitude, population, area }) =>
      [code, latitude, longitude, population, Math.min(RADIUS_KM_MAX, Math.sqrt(area / Math.PI))].join("\t"),
    );
  await pipeline(Readable.from([`${rows.join("\n")}\n`]), into);
}

/** A koperasi has a village of its own; kitchens come in proportion to the people, close to the middle of their city. */
async function settle(sql: ReservedSql, { kitchens, koperasi }: EveSize): Promise<void> {
  await sql.unsafe(`
    create temp table villages as
      select v.code, a.*, row_number() over (order by md5(v.code)) as n from regions v
      join (select code as city, latitude, longitude, people, radius_km from areas) a on a.city = left(v.code, 5)
      where v.level = 4;
    create temp table shares as
      select city, sum(people) over (order by city) / sum(people) over ()::float8 as up_to
      from (select distinct city, people from villages) cities;
    create temp table households as
      select 'koperasi' as kind, n, code, city, latitude, longitude, radius_km * sqrt(pg_temp.chance('f' || n)) as far
      from villages where n <= ${koperasi}
      union all
      select 'kitchen', k, v.code, v.city, v.latitude, v.longitude,
        radius_km * 0.45 * sqrt(-2 * ln(1 - pg_temp.chance('f' || k))) * abs(cos(2 * pi() * pg_temp.chance('g' || k)))
      from generate_series(1, ${kitchens}) k
      join lateral (select city from shares where up_to >= (k - 0.5) / ${kitchens} order by up_to limit 1) s on true
      join (select distinct on (city) * from villages order by city, n) v on v.city = s.city;
    insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at, address,
      latitude, longitude, created_at)
    select 'org_' || substr(kind, 1, 3) || lpad(n::text, 20, '0'), kind, kind || ' ' || n, kind || '-' || n,
      substr(kind, 1, 3) || n, code, city, 'active', now(), 'Jalan Uji',
      latitude + far * sin(turn) / ${KM_PER_DEGREE}, longitude + far * cos(turn) / ${KM_PER_DEGREE} / cos(radians(latitude)), now()
    from (select *, 2 * pi() * pg_temp.chance('t' || kind || n) as turn from households) h;`);
}

const DAY = `((now() at time zone 'Asia/Jakarta')::date + 3)`;

async function writeDemand(sql: ReservedSql): Promise<void> {
  await sql.unsafe(`
    insert into orders (id, buyer_id, city_code, state, delivery_day, window_start, window_end, urgency_class, payment_term_days, created_at, submitted_at)
    select 'ord_' || substr(id, 5), id, city_code, 'submitted', ${DAY}, '06:00', '08:00', floor(pg_temp.chance('u' || id) * 3)::int, 7, now(), now()
    from organisations where kind = 'kitchen';
    insert into order_lines (id, order_id, position, commodity_code, grade_code, unit, base_per_unit, quantity_base, ceiling_rupiah)
    select 'orl_' || substr(o.id, 5) || lpad(g.n::text, 2, '0'), o.id, g.n, g.code,
      case when pg_temp.chance('g' || o.id || g.code) < 0.3 then g.best else g.least end, 'kg', 1000,
      1000 * ceil(20 + 180 * pg_temp.chance('q' || o.id || g.code) ^ 3), 1000 * ceil(g.price * (1.05 + 0.25 * pg_temp.chance('c' || o.id || g.code)))
    from orders o cross join goods g;
    insert into market_days (city_code, delivery_day, cut_off_at)
    select distinct city_code, delivery_day, date_trunc('hour', now()) - interval '1 hour' from orders;`);
}

async function writeSupply(sql: ReservedSql): Promise<void> {
  await sql.unsafe(`
    insert into listings (id, seller_id, commodity_code, grade_code, title, unit, base_per_unit, price_rupiah, min_order_base,
      capacity_base_per_day, lead_time_hours, radius_metres, price_valid_until, state, created_at, updated_at)
    select 'lst_' || substr(s.id, 5) || k, s.id, g.code, case when pg_temp.chance('a' || s.id || k) < 0.6 then g.best else g.least end, g.code, 'kg', 1000,
      1000 * ceil(g.price * (0.85 + 0.35 * pg_temp.chance('h' || s.id || k))), 1000, 10000000, 12,
      20000 + 40000 * pg_temp.chance('r' || s.id || k), ${DAY} + 4, 'open', now(), now()
    from organisations s cross join generate_series(0, ${LOTS_PER_KOPERASI - 1}) k
    join goods g on g.n = 1 + floor(pg_temp.chance('w' || s.id || k) * (select count(*) from goods))
    where s.kind = 'koperasi';
    with asked as (select commodity_code, sum(quantity_base) as base from order_lines group by 1),
      shares as (select l.*, exp(1.2 * pg_temp.chance('l' || l.id)) as share from listings l)
    insert into lots (id, listing_id, seller_id, origin_region_code, harvested_on, available_from, expires_on, quantity_base, created_at)
    select 'lot_' || substr(s.id, 5), s.id, s.seller_id, o.region_code, ${DAY} - 3, ${DAY} - 3, ${DAY} + 3,
      1000 * ceil(1.25 * a.base * s.share / sum(s.share) over (partition by s.commodity_code) / 1000), now()
    from shares s join organisations o on o.id = s.seller_id join asked a on a.commodity_code = s.commodity_code;`);
}
