import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Line } from "#app/ui/chart/line.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ListingRun } from "../sale-reads.server.ts";
import { pricePer } from "./price-words.ts";

/**
 * One's own price against the clearing value, one point a delivery day: what the last run of that day said, the oldest at
 * the left. A single day is no line, and its figures stand in words above.
 */
export function ClearingChart({
  runs,
  baseUnit,
}: {
  readonly runs: readonly ListingRun[];
  readonly baseUnit: BaseUnit;
}) {
  const inOrder = [...new Map([...runs].reverse().map((run) => [run.deliveryDay, run])).values()].sort(
    (one, other) => (one.deliveryDay < other.deliveryDay ? -1 : 1),
  );
  if (inOrder.length < 2) return null;
  return (
    <Section tone="card">
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
      <p className="mt-3 text-sm text-ink-soft">{m.matching_sale_value_text()}</p>
    </Section>
  );
}
