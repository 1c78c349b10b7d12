// Entries of two lines through the door (parse, receipt, permit, postEntry, audit, commit), each client in books of its
// own and all of them on one account; postings in sets; and statements of one account with ten million postings. The floor
// writes the same rows with the same indexes and no law (`like … including indexes`), by the same driver, in the same
// number of transactions, in turns with the door. `--postings N` sizes the long account, 10,000,000 by default.

import { parseArgs } from "node:util";
import postgres from "postgres";
import { z } from "zod";
import { businessDay } from "#app/kernel/calendar.ts";
import { accountLedger, balanceAt, balanceOn } from "#app/modules/ledger/account-reads.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntries, postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { systemCall } from "#tests/support/rows.ts";
import { type Koperasi, world } from "#tests/support/world.ts";
import { figuresOf, type Load, load, report } from "./load.ts";
import { fillLongAccount, type LongAccount } from "./long-account.ts";

const CLIENTS = 8;
const ROUNDS = 3;
const SECONDS = 4;
const SET = 1_000;

const { values } = parseArgs({
  options: { postings: { type: "string", default: "10000000" }, json: { type: "boolean" } },
});
const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: CLIENTS, onnotice: () => {} });
const pool = pointPoolAt(url, CLIENTS);
const at = new Date("2026-07-06T03:00:00Z");
const town = world({ url, sql, db: pool.db, close: async () => {} }, at);
const sellers: Koperasi[] = [];
for (let client = 0; client < CLIENTS; client += 1) sellers.push(await town.koperasi());
const call = systemCall("bench", at);

const bookSale = command({
  name: "bench.bookSale",
  input: z.object({ sellerId: z.string(), buyerId: z.string(), subjectId: z.string() }),
  permit: async () => {},
  run: async (tx, said, { sellerId, buyerId, subjectId }) => ({
    entryId: await postEntry(tx, said, saleOf(sellerId, buyerId, subjectId)),
  }),
});

function saleOf(organisationId: string, buyerId: string, subjectId: string) {
  return entryOf({
    organisationId,
    kind: "bench.sold",
    subjectId,
    occurredOn: businessDay("2026-07-06"),
    narration: "Penjualan",
    lines: [
      { account: "receivable", of: buyerId, debit: 12_500n },
      { account: "sales", credit: 12_500n },
    ],
  });
}

const nth = (client: number) => sellers[client % CLIENTS]?.id ?? "";
/** Each in books of its own. */
const apart = (client: number) =>
  bookSale(call, { sellerId: nth(client), buyerId: nth(client + 1), subjectId: newId("invoice") });
/** All in the books of the first: every entry meets on its account of sales. */
const together = (client: number) =>
  bookSale(call, { sellerId: nth(0), buyerId: nth(client), subjectId: newId("invoice") });

async function set(seller: (at: number) => string): Promise<void> {
  const drafts = Array.from({ length: SET / 2 }, (_, n) => saleOf(seller(n), nth(n + 1), newId("invoice")));
  await inTransaction((tx) => postEntries(tx, call, drafts));
}

for (const table of ["entries", "postings", "audit_events"])
  await sql.unsafe(
    `create table floor_${table} (like ${table} including defaults including indexes including generated including identity)`,
  );

function floorRows(client: number, count: number) {
  return Array.from({ length: count }, () => {
    const id = newId("entry");
    const entry = {
      id,
      organisation_id: nth(client),
      kind: "bench.sold",
      subject_id: newId("invoice"),
      occurred_on: "2026-07-06",
      recorded_at: at,
      narration: "Penjualan",
    };
    const lines = [0, 1].map((position) => ({
      id: newId("posting"),
      entry_id: id,
      account_id: `${nth(client)}${position}`,
      position,
      amount: position === 0 ? "12500" : "-12500",
      occurred_on: "2026-07-06",
    }));
    return { entry, lines };
  });
}

async function floorOf(client: number, count: number): Promise<void> {
  const rows = floorRows(client, count);
  await sql.begin(async (tx) => {
    await tx`insert into floor_entries ${tx(rows.map((row) => row.entry))}`;
    await tx`insert into floor_postings ${tx(rows.flatMap((row) => row.lines))}`;
    if (count === 1)
      await tx`insert into floor_audit_events ${tx([{ id: newId("audit"), at, actor: "system:bench", command: "bench.bookSale", input: { sellerId: nth(client) } }])}`;
  });
}

type Work = (client: number, turn: number) => Promise<unknown>;
const works: Readonly<Record<string, Work>> = {
  "entries through the door": apart,
  "entries, one hot account": together,
  "floor of entries": (client) => floorOf(client, 1),
};
const sets: Readonly<Record<string, Work>> = {
  [`sets of ${SET} postings`]: (client, turn) => set((n) => nth(client + n + turn)),
  [`sets of ${SET}, one hot account`]: () => set(() => nth(0)),
  "floor of sets": (client) => floorOf(client, SET / 2),
};

async function inTurns(all: Readonly<Record<string, Work>>, clients: number) {
  for (const work of Object.values(all))
    await load(clients, 1, async (client, turn) => void (await work(client, turn)));
  const loads = new Map<string, Load[]>(Object.keys(all).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, work] of Object.entries(all))
      loads
        .get(name)
        ?.push(await load(clients, SECONDS, async (client, turn) => void (await work(client, turn))));
  return new Map([...loads].map(([name, some]) => [name, figuresOf(some)]));
}

async function timed(times: number, work: (turn: number) => Promise<unknown>) {
  return figuresOf([await load(1, times / 100, async (_, turn) => void (await work(turn)))]);
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
const entry = await inTurns(works, CLIENTS);
const many = await inTurns(sets, 2);
const perFloor = (figures: Awaited<ReturnType<typeof inTurns>>) => {
  const rates = [...figures.values()].map((one) => one.perSecond);
  const floor = rates.at(-1) ?? 1;
  return rates.slice(0, -1).map((rate) => hundredths(rate / floor));
};

const long: LongAccount = await fillLongAccount(
  sql,
  sellers.map((seller) => seller.id),
  Number(values.postings),
);
const cursors = long.cursors;
const statement = await timed(400, (turn) =>
  accountLedger(long.accountId, { limit: 50, after: cursors[turn % cursors.length] ?? "" }),
);
const asOfDay = await timed(300, (turn) =>
  balanceOn(long.accountId, long.days[turn % long.days.length] ?? ""),
);
const asOfMoment = await timed(300, (turn) =>
  balanceAt(long.accountId, new Date(`${long.days[turn % long.days.length]}T05:00:00Z`)),
);

report("ledger", {
  ...Object.fromEntries(entry),
  "entries per floor transaction (apart, hot)": perFloor(entry).join(", "),
  ...Object.fromEntries(many),
  "postings/s (apart, hot, floor)": [...many.values()]
    .map((one) => Math.round(one.perSecond * SET))
    .join(", "),
  "sets per floor set (apart, hot)": perFloor(many).join(", "),
  "postings on the long account": long.count,
  "statement page of 50": statement,
  "balance as of a day": asOfDay,
  "balance as of a moment": asOfMoment,
});
await sql.end();
await pool.close();
