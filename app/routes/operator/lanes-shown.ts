import { decimalOf } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { figureStateOf } from "#app/kernel/dated.ts";
import type { RecordedLane } from "#app/modules/regions/lane-reads.server.ts";
import type { LaneShown } from "#app/modules/regions/ui/lane-views.tsx";

/** Written lanes as the screens show them, each with where it stands today among those of its cities. */
export function shownLanes(record: readonly RecordedLane[], today: BusinessDay): LaneShown[] {
  const all = record.map((row) => ({ ...row.lane, ...row, isCorrected: row.correctedBy !== null }));
  return all.map((row) => ({
    id: row.id,
    from: row.fromName,
    to: row.toName,
    kilometres: decimalOf(BigInt(row.distanceMetres), 1_000n),
    transitDays: row.transitDays,
    freightRupiahPerTonne: row.freightRupiahPerTonne,
    validFrom: row.validFrom,
    source: row.source,
    reason: row.reason,
    state: figureStateOf(
      row,
      all.filter((one) => one.fromRegionCode === row.fromRegionCode && one.toRegionCode === row.toRegionCode),
      today,
    ),
  }));
}
