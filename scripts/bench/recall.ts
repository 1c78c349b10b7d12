// A recall among a million uses of goods: from the meal of a kitchen back to lots, sellers and growers, and from a lot on to
// kitchens, days and schools. Every fourth lot was bought from another seller, every eighth through two of them. The floor beside it is one question that the database answers without looking anything up.
// `--seed` moves the draw of the meals and lots that are asked about.

import postgres from "postgres";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { lotsOfMeal, trailOfLot } from "#app/modules/oversight/recall-reads.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { figuresOf, type Load, report } from "./load.ts";

const KITCHENS = 300;
const SELLERS = 200;
const LOTS = 20_000;
const PARCELS = 250_000;
const USES_PER_PARCEL = 4;
const ROUNDS = 200;
const FIRST_DAY = "2026-01-05" as BusinessDay;
const DAYS = 250;

const named = Number(process.argv[process.argv.indexOf("--seed") + 1]);
const seed = Number.isInteger(named) ? named : 1;
const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 1, onnotice: () => {} });
const pool = pointPoolAt(url, 4);

/** Rows as the commands would have written them; their triggers are asleep, because a million of them is not what is measured. */
async function fill(): Promise<void> {
  await sql.unsafe(`
    set session_replication_role = replica;
    insert into organisations (id, kind, name, slug, short_name, region_code, city_code, state, state_changed_at, address, phone, created_at)
      select 'org_' || kind || n, kind, kind || ' ' || n, 'bench-' || kind || n, left(kind, 3) || n, '35.72.01.1003', '35.72', 'active', now(), 'Jalan', '0812', now()
      from (select 'kitchen' as kind, n from generate_series(1, ${KITCHENS}) n
        union all select 'bumd', n from generate_series(1, ${SELLERS}) n union all select 'agency', 1) all_of_them;
    insert into schools (id, organisation_id, name, small_heads, large_heads, contact_name, contact_phone, served_from, recorded_by, recorded_at)
      select 'skl_' || k || '_' || n, 'org_kitchen' || k, 'SDN ' || n, 60, 90, 'Guru', '0812', '2025-01-01', 'per_1', now()
      from generate_series(1, ${KITCHENS}) k, generate_series(1, 20) n;
    insert into listings (id, seller_id, commodity_code, grade_code, title, unit, base_per_unit, price_rupiah, min_order_base, capacity_base_per_day, radius_metres, price_valid_until, state, created_at, updated_at)
      select 'lst_' || n, 'org_bumd' || n, 'TLR', 'M', 'Telur', 'kg', 1000, 27000, 0, 1000000, 50000, '2027-01-01', 'open', now(), now() from generate_series(1, ${SELLERS}) n;
    insert into producers (id, organisation_id, name, created_at)
      select 'prd_' || n, 'org_bumd' || (n % ${SELLERS} + 1), 'Petani ' || n, now() from generate_series(1, ${SELLERS * 50}) n;
    insert into lots (id, listing_id, seller_id, origin_region_code, harvested_on, available_from, expires_on, quantity_base, created_at)
      select 'lot_' || n, 'lst_' || (n % ${SELLERS} + 1), 'org_bumd' || (n % ${SELLERS} + 1), '35.72.01.1003',
        date '${FIRST_DAY}' + n % ${DAYS}, date '${FIRST_DAY}' + n % ${DAYS}, date '${FIRST_DAY}' + n % ${DAYS} + 10, 1000000, now() from generate_series(1, ${LOTS}) n;
    insert into lot_sources (lot_id, producer_id, quantity_base)
      select 'lot_' || n, 'prd_' || ((n * 7 + s) % ${SELLERS * 50} + 1), 1000 from generate_series(1, ${LOTS}) n, generate_series(1, 3) s;
    insert into stock_parcels (id, organisation_id, commodity_code, grade_code, lot_id, shipment_line_id, order_line_id, came_on, balance_base, created_at)
      select 'stp_' || n, 'org_kitchen' || (n % ${KITCHENS} + 1), 'TLR', 'M', 'lot_' || (n % ${LOTS} + 1), 'shl_' || n, 'orl_' || n,
        date '${FIRST_DAY}' + n % ${DAYS}, 100, now() from generate_series(1, ${PARCELS}) n;
    insert into stock_entries (id, organisation_id, parcel_id, kind, quantity_base, cooked_on, recorded_at)
      select 'stk_' || n || '_' || u, 'org_kitchen' || (n % ${KITCHENS} + 1), 'stp_' || n, 'used', -1000, date '${FIRST_DAY}' + n % ${DAYS} + u, now()
      from generate_series(1, ${PARCELS}) n, generate_series(1, ${USES_PER_PARCEL}) u;
    insert into shipments (id, purpose, order_id, seller_id, buyer_id, state, delivery_day, created_at)
      select 'shp_' || n, 'order', 'ord_' || n, 'org_bumd' || ((n - 1) % ${SELLERS} + 1), 'org_bumd' || (n % ${SELLERS} + 1), 'received', date '${FIRST_DAY}', now()
      from generate_series(1, ${LOTS}) n where n % 4 = 0 or n % 8 = 3;
    insert into shipment_lines (id, shipment_id, position, lot_id, description, unit, base_per_unit, price_rupiah, promised_base, loaded_base, delivered_base, accepted_base, rejected_base)
      select 'shl_up_' || n, 'shp_' || n, 1, 'lot_' || (n - 1), 'Telur', 'kg', 1000, 27000, 1000, 1000, 1000, 1000, 0
      from generate_series(1, ${LOTS}) n where n % 4 = 0 or n % 8 = 3;
    insert into lot_moves (id, lot_id, kind, quantity_base, shipment_line_id, recorded_at)
      select 'lmv_' || n, 'lot_' || (n - 1), 'shipped', 1000, 'shl_up_' || n, now() from generate_series(1, ${LOTS}) n where n % 4 = 0 or n % 8 = 3;
    insert into lot_costs (lot_id, organisation_id, shipment_line_id, bought_base, created_at)
      select 'lot_' || n, 'org_bumd' || (n % ${SELLERS} + 1), 'shl_up_' || n, 1000000, now() from generate_series(1, ${LOTS}) n where n % 4 = 0 or n % 8 = 3;
    set session_replication_role = default;
    analyze;`);
}

const actor: MemberActor = {
  kind: "member",
  personId: "per_1",
  organisationId: "org_agency1",
  organisationKind: "agency",
  organisationActive: true,
  roles: ["agency_officer"],
  apiKeyId: null,
};

async function timed(deed: (turn: number) => Promise<unknown>): Promise<Load> {
  const times: number[] = [];
  const started = performance.now();
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const began = performance.now();
    await deed(turn);
    times.push(performance.now() - began);
  }
  return { times, seconds: (performance.now() - started) / 1000 };
}

/** The turns walk through kitchens, days and lots in large steps, from another place for another seed. */
const drawn = (turn: number, of: number) => (seed * 7919 + turn * 104_729) % of;

await fill();
const back = await timed((turn) =>
  lotsOfMeal(actor, {
    kitchenId: `org_kitchen${drawn(turn, KITCHENS) + 1}`,
    day: addDays(FIRST_DAY, drawn(turn, DAYS) + 1),
  }),
);
const forward = await timed((turn) => trailOfLot(actor, `lot_${drawn(turn, LOTS) + 1}`));
const floor = await timed(() => sql`select 1`);
const [count] = await sql`select count(*)::int as links from stock_entries`;
report("recall", {
  links: Number(count?.["links"]),
  "meal to growers": figuresOf([back]),
  "lot to schools": figuresOf([forward]),
  "floor: one question": figuresOf([floor]),
});
await sql.end();
await pool.close();
