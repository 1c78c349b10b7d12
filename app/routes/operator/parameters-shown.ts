import type { BusinessDay } from "#app/kernel/calendar.ts";
import { figureStateOf } from "#app/kernel/dated.ts";
import type { RecordedParameter } from "#app/modules/regions/parameter-reads.server.ts";
import type { ParameterShown } from "#app/modules/regions/ui/parameter-table.tsx";

/** The rows of one rule as the screen shows them, each with where it stands today among those of its place. */
export function shownParameters(record: readonly RecordedParameter[], today: BusinessDay): ParameterShown[] {
  const all = record.map(({ parameter, correctedBy }) => ({
    ...parameter,
    isCorrected: correctedBy !== null,
  }));
  return all.map((row) => ({
    id: row.id,
    key: row.key,
    value: row.value,
    regionCode: row.regionCode,
    validFrom: row.validFrom,
    source: row.source,
    reason: row.reason,
    needsChecking: row.needsChecking,
    state: figureStateOf(
      row,
      all.filter((one) => one.regionCode === row.regionCode),
      today,
    ),
  }));
}
