// What the demand radar of one seller costs among many: 500 kitchens and 400 sellers within reach, a year of orders and lots behind them.
// Read as its page reads it, and as the first screen does, which looks at what the night reckoned. The floor is one question that the
// database answers without looking anything up.

import postgres from "postgres";
import { invariant } from "#app/kernel/errors.ts";
import { demandRadar } from "#app/modules/commitments/demand-radar-reads.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { radarToHeed } from "#app/modules/notifications/task-sources-radar-reads.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { world } from "#tests/support/world.ts";
import { figuresOf, type Load, report } from "./load.ts";

const ROUNDS = 30;
const KITCHENS = 500;
const SELLERS = 400;
const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 1, onnotice: () => {} });
const pool = pointPoolAt(url, 4);
const town = world({ url, sql, db: pool.db, close: async () => {} }, new Date());
const seller = await town.koperasi();
await town.goods(seller);

// Rows that commands would write, put in at once: what is measured is reading.
await sql`set session_replication_role = replica`;
await sql`
  insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at, address, created_at, latitude, longitude)
  select 'org_bench' || n, case when n <= ${KITCHENS} then 'kitchen' else 'bumd' end, 'bench ' || n, 'bench-' || n, 'B' || n,
    '35.72.01.1003', '35.72', 'active', now(), 'Jalan Uji 1', now(), -8.1 + 0.3 * sin(n), 112.16 + 0.3 * cos(n * 1.7)
  from generate_series(1, ${KITCHENS + SELLERS}::int) n`;
await sql`
  insert into planned_demands select 'org_bench' || n, date_trunc('week', now())::date + 7 * w, c.code, 50000 + n, now()
  from generate_series(1, ${KITCHENS}::int) n, generate_series(0, 3) w, (select code from commodities order by code limit 20) c`;
await sql`
  insert into orders (id, buyer_id, city_code, state, delivery_day, window_start, window_end, payment_term_days, created_at)
  select 'ord_bench' || n || '_' || d, 'org_bench' || n, '35.72', case when d < 0 then 'closed' else 'approved' end,
    current_date + d, '07:00', '09:00', 7, now() from generate_series(1, ${KITCHENS}::int) n, generate_series(-250, 12) d`;
await sql`
  insert into order_lines (id, order_id, position, commodity_code, grade_code, unit, base_per_unit, quantity_base, ceiling_rupiah, promised_base)
  select 'oln_' || o.id || c.code, o.id, c.at, c.code, 'M', 'kg', 1000, 40000, 20000, 10000
  from orders o, (select code, row_number() over (order by code) as at from commodities order by code limit 8) c where o.id like 'ord_bench%'`;
await sql`
  insert into listings (id, seller_id, commodity_code, grade_code, title, unit, base_per_unit, price_rupiah, min_order_base, capacity_base_per_day, radius_metres, price_valid_until, state, created_at, updated_at)
  select 'lst_bench' || n || c.code, 'org_bench' || n, c.code, 'M', c.code, 'kg', 1000, 20000, 1000, 1000000, 60000, current_date + 7, 'open', now(), now()
  from generate_series(${KITCHENS + 1}::int, ${KITCHENS + SELLERS}::int) n, (select code from commodities order by code limit 5) c`;
await sql`
  insert into lots (id, listing_id, seller_id, origin_region_code, harvested_on, available_from, expires_on, quantity_base, shipped_base, created_at)
  select 'lot_' || l.id || d, l.id, l.seller_id, '35.72.01.1003', current_date + d, current_date + d, current_date + d + 5, 100000,
    case when d < -5 then 100000 else 0 end, now()
  from listings l, generate_series(-250, 0) d where l.id like 'lst_bench%'`;
await sql`set session_replication_role = origin`;
await sql`analyze`;
const organisation = await organisationById(seller.id);
invariant(organisation, "the seller was founded");

async function timed(deed: () => unknown): Promise<Load> {
  for (let round = 0; round < 3; round += 1) await deed();
  const times: number[] = [];
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await deed();
    times.push(performance.now() - began);
  }
  return { times, seconds: (performance.now() - started) / 1000 };
}

const at = new Date();
const page = await timed(() => demandRadar(organisation, at));
const first = await timed(() => radarToHeed({ organisationId: seller.id, at } as never, pool.db));
const floor = await timed(() => sql`select 1`);
const [counted] =
  await sql`select (select count(*) from lots)::int as lots, (select count(*) from order_lines)::int as lines`;
report("radar", {
  lots: Number(counted?.["lots"]),
  "order lines": Number(counted?.["lines"]),
  "its page": figuresOf([page]),
  "the first screen": figuresOf([first]),
  "floor: one question": figuresOf([floor]),
});
await sql.end();
await pool.close();
