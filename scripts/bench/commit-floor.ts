import type { Sql } from "postgres";

const WRITTEN = [
  "insert into floor.commitments select * from floor.given",
  "insert into floor.outbox select * from outbox where name in ('commitment.offered', 'match.applied')",
  "insert into floor.seller_days select * from seller_days",
  "insert into floor.pages select * from match_reason_pages",
  "insert into floor.files select * from match_files",
  `update floor.lots l set reserved_base = l.reserved_base + g.base, version = version + 1
     from (select lot_id, sum(offered_base)::bigint as base from floor.given group by 1) g where g.lot_id = l.id`,
  `update floor.order_lines l set promised_base = l.promised_base + g.base, version = version + 1
     from (select order_line_id, sum(offered_base)::bigint as base from floor.given group by 1) g where g.order_line_id = l.id`,
];

/**
 * What it takes to write down what a night wrote, and no more: the same rows, set after set, in one durable transaction,
 * into tables of the same shape without keys, checks, triggers and indexes. How many rows in how many seconds; they are
 * gone afterwards.
 */
export async function commitFloor(sql: Sql): Promise<{ readonly rows: number; readonly seconds: number }> {
  await sql.unsafe(`
    create schema floor;
    create table floor.commitments as select * from commitments where match_run_id is not null with no data;
    create table floor.outbox as select * from outbox with no data;
    create table floor.seller_days as select * from seller_days with no data;
    create table floor.pages as select * from match_reason_pages with no data;
    create table floor.files as select * from match_files with no data;
    create table floor.lots as select * from lots;
    create table floor.order_lines as select * from order_lines;
    create table floor.given as select * from commitments where match_run_id is not null;
    create index on floor.lots (id);
    create index on floor.order_lines (id);
    analyze floor.lots, floor.order_lines, floor.given;`);
  const started = performance.now();
  let rows = 0;
  await sql.begin(async (tx) => {
    for (const statement of WRITTEN) rows += (await tx.unsafe(statement)).count;
  });
  const seconds = (performance.now() - started) / 1000;
  await sql.unsafe("drop schema floor cascade");
  return { rows, seconds };
}
