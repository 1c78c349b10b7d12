// The demand of a ten-day menu for 3,000 portions, kitchen S08 of the demo: read from the database and reckoned, as its page
// and the API do it, then by the rules alone. The floor is one question that the database answers without looking anything up.

import postgres from "postgres";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { plannedDays } from "#app/modules/menus/cycle-reads.server.ts";
import { needsOf } from "#app/modules/menus/demand.ts";
import { goodsOfFoods } from "#app/modules/menus/food-reads.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { receivingWindowsOf } from "#app/modules/menus/receiving-windows-reads.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { figuresOf, type Load, report } from "./load.ts";

const ROUNDS = 40;
const WARM_ROUNDS = 5;
/** Ten days of cooking: two weeks, and a day for the school holiday in them. */
const CALENDAR_DAYS = 15;

const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 1 });
const pool = pointPoolAt(url, 4);

async function timed(deed: () => unknown): Promise<Load> {
  for (let round = 0; round < WARM_ROUNDS; round += 1) await deed();
  const times: number[] = [];
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await deed();
    times.push(performance.now() - began);
  }
  return { times, seconds: (performance.now() - started) / 1000 };
}

const [row] = await sql`
  select o.id from organisations o join memberships m on m.organisation_id = o.id join persons p on p.id = m.person_id
  where p.email = 'keuangan.s08@contoh.test' limit 1`;
const kitchen = await organisationById(String(row?.["id"]));
invariant(kitchen, "the demo has its kitchen S08");
const at = new Date();
const from = addDays(mondayOf(dayOf(at, kitchen.timeZone)), 7);

const read = () => weekDemand(kitchen, { from, count: CALENDAR_DAYS }, at);
const demand = await read();
const lines = demand.deliveries.reduce((sum, delivery) => sum + delivery.lines.length, 0);
const cooked = demand.days.filter((day) => day.operates && day.dishes.length > 0);
const portions = cooked.map(({ heads }) => heads.small + heads.large);

const days = await plannedDays(kitchen.id, from, CALENDAR_DAYS, at);
const foodIds = days.flatMap((day) => day.dishes.flatMap((dish) => dish.parts.map(({ food }) => food.id)));
const goods = await goodsOfFoods(kitchen.id, foodIds);
const windows = await receivingWindowsOf(kitchen, dayOf(at, kitchen.timeZone));

const whole = await timed(read);
const pure = await timed(() => needsOf(days, (foodId) => goods.get(foodId) ?? null, windows));
const floor = await timed(() => sql`select 1`);
report("demand", {
  "days of cooking": cooked.length,
  "portions a day": Math.max(...portions),
  lines,
  "read and reckoned": figuresOf([whole]),
  "rules alone": figuresOf([pure]),
  "floor: one question": figuresOf([floor]),
});
await sql.end();
await pool.close();
