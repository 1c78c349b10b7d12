import { and, asc, eq, inArray, lt, ne, notInArray, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { callOffCapacities, callOffs, contractLines } from "#db/schema/contracts.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import type { KeySharer } from "./key.ts";
import type { Remembered } from "./round.ts";

/** What is shared out: its first call-off, and the ids of all of them. */
export type Planned = { readonly callOff: CallOffFacts; readonly besides: readonly string[] };

/**
 * The call-offs that fairness remembers beside those that are shared out: of the same trade center, commodity and pack, in
 * the days before the first of them.
 */
function remembers({ callOff, besides }: Planned, memoryDays: number): SQL | undefined {
  const since: BusinessDay = addDays(callOff.deliveryDay, -memoryDays);
  return and(
    eq(callOffs.hubId, callOff.hubId),
    eq(contractLines.commodityCode, callOff.commodityCode),
    eq(callOffs.basePerPack, callOff.basePerPack),
    notInArray(callOffs.id, [...besides]),
    ne(callOffs.state, "cancelled"),
    sql`${callOffs.deliveryDay} >= ${since}`,
    lt(callOffs.deliveryDay, callOff.deliveryDay),
  );
}

/**
 * What was offered to whom in the call-offs of the same trade center, commodity and pack in the days before this one:
 * the memory of fairness.
 */
export async function rememberedFor(
  planned: Planned,
  memoryDays: number,
  on: Executor,
): Promise<Remembered[]> {
  return on
    .select({
      callOffId: callOffs.id,
      koperasiId: callOffCapacities.koperasiId,
      weight: callOffCapacities.weight,
      offeredPacks: sql<number>`coalesce(sum(${allotments.packs} - ${allotments.excusedPacks}), 0)::integer`,
    })
    .from(callOffs)
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(callOffCapacities, eq(callOffCapacities.callOffId, callOffs.id))
    .leftJoin(
      allotments,
      and(
        eq(allotments.callOffId, callOffs.id),
        eq(allotments.koperasiId, callOffCapacities.koperasiId),
        inArray(allotments.state, ["accepted", "declined", "lapsed", "fulfilled", "broken"]),
      ),
    )
    .where(remembers(planned, memoryDays))
    .groupBy(callOffs.id, callOffCapacities.koperasiId, callOffCapacities.weight)
    .orderBy(asc(callOffs.id), sql`${callOffCapacities.koperasiId} collate "C"`);
}

/** What each koperasi was offered in the remembered call-offs, and how much of that it took and did not break; by koperasi id. */
export async function historyOf(
  planned: Planned,
  memoryDays: number,
  on: Executor,
): Promise<Map<string, NonNullable<KeySharer["history"]>>> {
  const kept = sql`${allotments.state} in ('accepted', 'fulfilled')`;
  const rows = await on
    .select({
      koperasiId: allotments.koperasiId,
      offered: sql<number>`sum(${allotments.packs} - ${allotments.excusedPacks})::integer`,
      kept: sql<number>`coalesce(sum(${allotments.acceptedPacks}) filter (where ${kept}), 0)::integer`,
    })
    .from(allotments)
    .innerJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .where(
      and(
        remembers(planned, memoryDays),
        inArray(allotments.state, ["accepted", "declined", "lapsed", "fulfilled", "broken"]),
      ),
    )
    .groupBy(allotments.koperasiId);
  return new Map(rows.map(({ koperasiId, ...history }) => [koperasiId, history]));
}
