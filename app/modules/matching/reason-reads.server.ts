import { type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { matchReasonPages, matchRuns } from "#db/schema/matching.ts";
import { type LotFacts, type ReasonPage, readReasons } from "./reason-page.ts";

/** A run that a line or a lot took part in. */
export type SeenRun = {
  readonly runId: string;
  readonly deliveryDay: string;
  readonly matchedAt: Date;
  readonly isUnique: boolean;
  /** Nothing that keeps the limits of its day fills more than this beyond what the run offered, in base units. */
  readonly gapBase: bigint;
};

/** What a run said about one line or lot, and the lots that it speaks of. */
export type KeptReason<Reason> = SeenRun & {
  readonly subjectId: string;
  readonly because: Reason;
  readonly lots: Readonly<Record<string, LotFacts>>;
};

type RunRow = {
  readonly run_id: string;
  readonly delivery_day: string;
  readonly matched_at: string;
  readonly is_unique: boolean;
  readonly gap_base: string;
};
type PageRow = RunRow & {
  readonly subject_id: string;
  readonly page: string;
  readonly encoding: "deflate" | "plain";
  readonly bytes: Buffer;
};

const runColumns = sql`r.id as run_id, r.delivery_day::text as delivery_day, r.started_at::text as matched_at, r.is_unique, r.gap_base::text as gap_base`;

/** The last runs that any of these lines or lots took part in, the latest first. */
export async function lastRunsOf(
  subjectIds: readonly string[],
  limit: number,
  on: Executor = db(),
): Promise<SeenRun[]> {
  if (subjectIds.length === 0) return [];
  const rows = await on.execute<RunRow>(sql`
    select distinct r.started_at, ${runColumns}
    from ${matchReasonPages} p join ${matchRuns} r on r.id = p.run_id
    where p.subject_ids && ${sql.param([...subjectIds])}::text[]
    order by r.started_at desc, r.id desc limit ${limit}`);
  return rows.map(seenRun);
}

/** What each of these lines or lots was told by the last run that it took part in; without those that never took part. */
export async function lastReasons<Reason>(
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<KeptReason<Reason>[]> {
  if (subjectIds.length === 0) return [];
  return opened(
    await on.execute<PageRow>(sql`
      select distinct on (asked.id) ${pageColumns} ${pagesOf(subjectIds)}
      order by asked.id, r.started_at desc, r.id desc`),
  );
}

/** What these lines or lots were told by these runs, by id. */
export async function reasonsIn<Reason>(
  runIds: readonly string[],
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<KeptReason<Reason>[]> {
  if (subjectIds.length === 0 || runIds.length === 0) return [];
  return opened(
    await on.execute<PageRow>(sql`
      select ${pageColumns} ${pagesOf(subjectIds)}
      where r.id = any(${sql.param([...runIds])}::text[]) order by asked.id`),
  );
}

const pageColumns = sql`asked.id as subject_id, ${runColumns}, p.kind || p.page as page, p.encoding, p.bytes`;

function pagesOf(subjectIds: readonly string[]): SQL {
  return sql`from unnest(${sql.param([...subjectIds])}::text[]) as asked (id)
    join ${matchReasonPages} p on p.subject_ids @> array[asked.id]
    join ${matchRuns} r on r.id = p.run_id`;
}

/** Opens each page once, however many of the asked stand in it. */
function opened<Reason>(rows: readonly PageRow[]): KeptReason<Reason>[] {
  const pages = new Map<string, ReasonPage<Reason>>();
  return rows.flatMap((row) => {
    const key = `${row.run_id} ${row.page}`;
    const page = pages.get(key) ?? readReasons<Reason>(row);
    pages.set(key, page);
    return page.told
      .filter(([id]) => id === row.subject_id)
      .map(([subjectId, because]) => ({ ...seenRun(row), subjectId, because, lots: page.lots }));
  });
}

function seenRun(row: RunRow): SeenRun {
  return {
    runId: row.run_id,
    deliveryDay: row.delivery_day,
    matchedAt: new Date(row.matched_at),
    isUnique: row.is_unique,
    gapBase: BigInt(row.gap_base),
  };
}
