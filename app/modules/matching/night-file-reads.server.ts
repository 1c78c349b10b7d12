import { Readable } from "node:stream";
import { createInflate, inflateSync } from "node:zlib";
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { threadFile } from "#app/platform/thread-pool.server.ts";
import { streamFromThread } from "#app/platform/thread-stream.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { matchFiles, matchNights } from "#db/schema/matching.ts";
import { CELL_RULES, cellMarket, readRowsText } from "./cell-market.ts";
import { type MatchFile, type NightCell, nightById, nightCells } from "./night-reads.server.ts";
import { proofSums } from "./proof-sums.ts";
import type { MatchResult } from "./result.ts";
import { packRows } from "./rows.ts";
import type { CellMarket } from "./what-if.ts";

const FILE_THREAD = threadFile(
  new URL("./file-thread.server.ts", import.meta.url),
  "file-thread.js",
  import.meta.url,
);

/** Larger snapshots are not unpacked while somebody waits. */
const UNPACKED_BYTES_MAX = 32_000_000;

export type PublishedNight = typeof matchNights.$inferSelect;

/** Nights whose seal is public, the latest first; those before the given one. */
export async function publishedNights(
  limit: number,
  before: string | null,
  on: Executor = db(),
): Promise<PublishedNight[]> {
  const last = before === null ? null : await nightById(before, on);
  return on
    .select()
    .from(matchNights)
    .where(
      and(
        eq(matchNights.state, "published"),
        last === null
          ? undefined
          : or(
              lt(matchNights.cutOffAt, last.cutOffAt),
              and(eq(matchNights.cutOffAt, last.cutOffAt), lt(matchNights.id, last.id)),
            ),
      ),
    )
    .orderBy(desc(matchNights.cutOffAt), desc(matchNights.id))
    .limit(limit);
}

export type SealedCell = NightCell & { readonly commodity: string; readonly baseUnit: BaseUnit };

/** A published night with the cells that its seal is made of; null for one that is open or not there. */
export async function sealedNight(
  nightId: string,
  on: Executor = db(),
): Promise<{ readonly night: PublishedNight; readonly cells: readonly SealedCell[] } | null> {
  const night = await nightById(nightId, on);
  if (night?.state !== "published") return null;
  const goods = await on
    .select({ code: commodities.code, name: commodities.name, baseUnit: commodities.baseUnit })
    .from(commodities);
  const goodsOf = new Map(goods.map((each) => [each.code, each]));
  const cells = await nightCells(nightId, on);
  return {
    night,
    cells: cells.map((cell) => ({
      ...cell,
      commodity: goodsOf.get(cell.commodityCode)?.name ?? cell.commodityCode,
      baseUnit: goodsOf.get(cell.commodityCode)?.baseUnit ?? "g",
    })),
  };
}

async function fileOf(runId: string, kind: MatchFile["kind"], on: Executor): Promise<MatchFile | null> {
  const [file] = await on
    .select()
    .from(matchFiles)
    .where(and(eq(matchFiles.runId, runId), eq(matchFiles.kind, kind)));
  return file ?? null;
}

/**
 * What a run read and answered, compressed as it is kept, for whoever may ask about it. Refuses one that is too large to
 * unpack while somebody waits (`matching.tooLargeToAsk`), and answers null for runs that kept their market in an older way.
 */
export async function filesOfRun(
  runId: string,
  on: Executor = db(),
): Promise<{ readonly rows: Buffer; readonly result: Buffer } | null> {
  const rows = await rowsOfRun(runId, on);
  const result = rows && (await fileOf(runId, "result", on));
  return rows && result?.encoding === "deflate" ? { rows, result: result.bytes } : null;
}

/** The market that a run read. Refuses and answers null as `filesOfRun` does. */
async function marketOfRun(runId: string, on: Executor): Promise<CellMarket | null> {
  const rows = await rowsOfRun(runId, on);
  return rows && cellMarket(readRowsText(inflateSync(rows).toString("utf8")));
}

async function rowsOfRun(runId: string, on: Executor): Promise<Buffer | null> {
  const [size] = await on
    .select({ byteCount: matchFiles.byteCount, isRows: sql<boolean>`${matchFiles.encoding} = 'deflate'` })
    .from(matchFiles)
    .where(and(eq(matchFiles.runId, runId), eq(matchFiles.kind, "rows")));
  if (!size?.isRows) return null;
  if (size.byteCount > UNPACKED_BYTES_MAX) throw new RuleBroken("matching.tooLargeToAsk");
  const file = await fileOf(runId, "rows", on);
  return file?.bytes ?? null;
}

// What a page adds up for every cell at once.
const SUMMED_BYTES_MAX = 4_000_000;

/** What the answer of a run comes to and the bound proven for it; null where there is too much to add up for a page. */
export async function proofOfRun(
  runId: string,
  on: Executor = db(),
): Promise<{ readonly primal: bigint; readonly dual: bigint } | null> {
  const [sizes] = await on
    .select({ bytes: sql<number>`coalesce(sum(${matchFiles.byteCount}), 0)::int` })
    .from(matchFiles)
    .where(eq(matchFiles.runId, runId));
  if (!sizes || sizes.bytes > SUMMED_BYTES_MAX) return null;
  const market = await marketOfRun(runId, on);
  const file = await fileOf(runId, "result", on);
  if (!market || file?.encoding !== "deflate") return null;
  const result = JSON.parse(inflateSync(file.bytes).toString("utf8")) as MatchResult;
  return proofSums(packRows(market.lines, market.lots), CELL_RULES, result);
}

/** The answer of a run as a file that anyone can check, byte for byte as its hash says. */
export async function resultStream(runId: string, on: Executor = db()): Promise<Readable | null> {
  const file = await fileOf(runId, "result", on);
  if (!file) return null;
  const bytes = Readable.from([file.bytes]);
  return file.encoding === "deflate" ? bytes.pipe(createInflate()) : bytes;
}

/**
 * The market of a run as a file that anyone can solve and check: opaque ids, quantities, and the cost of each allowed
 * pair. Where somebody is, whose a row is and the most that it may cost stay with us.
 */
export async function instanceStream(runId: string, on: Executor = db()): Promise<Readable | null> {
  const rows = await rowsOfRun(runId, on);
  return rows && streamFromThread(FILE_THREAD, new Uint8Array(rows));
}
