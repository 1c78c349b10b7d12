// Ten kitchens each place orders of five lines through the API, from submit to a budget that is held. The floor is a
// transaction of the kind that pgbench runs (update, select, update, update, insert) over ten rows, by the same driver,
// on the same database, with as many clients, in turns with the orders.

import postgres from "postgres";
import { newApiKey } from "#app/modules/identity/issue-api-key.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { world } from "#tests/support/world.ts";
import { figuresOf, type Load, load, report } from "./load.ts";

const CLIENTS = 10;
const ROUNDS = 4;
const SECONDS = 5;

const url = process.env["DATABASE_URL"] ?? "";
const base = `${process.env["BASE_URL"]}/api/v1`;
const sql = postgres(url, { max: CLIENTS });
const pool = pointPoolAt(url, 4);

const town = world({ url, sql, db: pool.db, close: async () => {} }, new Date());
const kitchens: { secret: string; wish: unknown }[] = [];
for (let at = 0; at < CLIENTS; at += 1) {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen, 9_000_000_000_000n);
  const { secret, hint, keyHash } = newApiKey();
  await sql`insert into api_keys (id, organisation_id, person_id, role, label, hint, key_hash, created_at)
    values (${newId("apiKey")}, ${kitchen.id}, ${kitchen.finance.personId}, 'kitchen_finance', 'bench', ${hint}, ${keyHash}, ${new Date()})`;
  const wish = town.orderWish(budgetId);
  kitchens.push({ secret, wish: { ...wish, lines: Array.from({ length: 5 }, () => wish.lines[0]) } });
}

async function placeOrder(client: number, round: string, turn: number): Promise<void> {
  const kitchen = kitchens[client];
  const answer = await fetch(`${base}/orders`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${kitchen?.secret}`,
      "content-type": "application/json",
      "idempotency-key": `bench-${round}-${client}-${turn}`,
    },
    body: JSON.stringify(kitchen?.wish),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

await sql`create table bench_accounts (id int primary key, balance bigint not null)`;
await sql`create table bench_history (id bigint generated always as identity, account int, amount bigint, at timestamptz default now())`;
await sql`insert into bench_accounts select n, 0 from generate_series(1, ${CLIENTS * 3}) n`;

async function floorTransaction(client: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update bench_accounts set balance = balance + 1 where id = ${client + 1}`;
    await tx`select balance from bench_accounts where id = ${client + 1}`;
    await tx`update bench_accounts set balance = balance + 1 where id = ${client + 1 + CLIENTS}`;
    await tx`update bench_accounts set balance = balance + 1 where id = ${client + 1 + CLIENTS * 2}`;
    await tx`insert into bench_history (account, amount) values (${client + 1}, 1)`;
  });
}

await load(CLIENTS, 2, (client, turn) => placeOrder(client, "warm", turn));
await load(CLIENTS, 1, (client) => floorTransaction(client));
const orders: Load[] = [];
const floor: Load[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  orders.push(await load(CLIENTS, SECONDS, (client, turn) => placeOrder(client, String(round), turn)));
  floor.push(await load(CLIENTS, SECONDS / 2, (client) => floorTransaction(client)));
}

const [held] =
  await sql`select count(*)::int as count, coalesce(sum(reserved_rupiah), 0)::text as held from orders where state = 'submitted'`;
const measured = figuresOf(orders);
const ground = figuresOf(floor);
report("orders", {
  "orders placed, budget held": measured,
  "pgbench-like floor": ground,
  "orders per floor transaction": Math.round((measured.perSecond / ground.perSecond) * 10_000) / 10_000,
  "orders in the database": String(held?.["count"]),
});
await sql.end();
await pool.close();
