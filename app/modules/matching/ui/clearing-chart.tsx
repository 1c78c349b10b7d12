import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Line } from "#app/ui/chart/line.tsx";
import type { ListingRun } from "../sale-reads.server.ts";
import { pricePer } from "./price-words.ts";

/** One's own price against the clearing value over the last runs, the oldest at the left. */
export function ClearingChart({
  runs,
  baseUnit,
}: {
  readonly runs: readonly ListingRun[];
  readonly baseUnit: BaseUnit;
}) {
  const inOrder = [...runs].reverse();
  return (
    <Line
      title={m.matching_sale_chart()}
      description={m.matching_sale_chart_text()}
      labels={inOrder.map((run) => dateShort(run.deliveryDay))}
      labelHead={m.matching_sale_day()}
      display={(value) => pricePer(BigInt(Math.round(value)), baseUnit)}
      series={[
        {
          name: m.matching_sale_own_price(),
          tone: "leaf",
          values: inOrder.map((run) => Number(run.priceMilli)),
        },
        {
          name: m.matching_sale_value(),
          tone: "rice",
          dashed: true,
          values: inOrder.map((run) => (run.clearingMilli === null ? null : Number(run.clearingMilli))),
        },
      ]}
    />
  );
}
