import { date, percentOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Bars } from "#app/ui/chart/bars.tsx";
import { Gauge } from "#app/ui/chart/gauge.tsx";
import { sayMeasure } from "./measure-words.tsx";

export type DrawnMonth = {
  /** "2026-07". */
  readonly month: string;
  readonly drawnBase: bigint;
  readonly limitBase: bigint;
};

/** "2026-07" as "Juli 2026". */
export function monthName(month: string): string {
  return date(`${month}-01`).replace(/^1 /, "");
}

/** How much of this month's room is used up. */
export function MonthGauge({ month, unit }: { readonly month: DrawnMonth; readonly unit: BaseUnit }) {
  const share = percentOf(month.drawnBase, month.limitBase);
  return (
    <Gauge
      title={m.contracts_month_title({ month: monthName(month.month) })}
      value={Number(month.drawnBase)}
      max={Number(month.limitBase)}
      display={share}
      note={m.contracts_month_note({
        drawn: sayMeasure(month.drawnBase, unit),
        limit: sayMeasure(month.limitBase, unit),
      })}
      tone={month.drawnBase * 10n >= month.limitBase * 9n ? "rice" : "leaf"}
    />
  );
}

/** What was drawn month by month, against what a month may draw. */
export function MonthBars({
  months,
  unit,
}: {
  readonly months: readonly DrawnMonth[];
  readonly unit: BaseUnit;
}) {
  const latest = months[0];
  if (!latest) return null;
  return (
    <Bars
      title={m.contracts_months_title()}
      description={m.contracts_months_description()}
      head={[m.contracts_month(), m.contracts_drawn()]}
      bars={[...months].reverse().map((month) => ({
        key: month.month,
        label: monthName(month.month),
        value: Number(month.drawnBase),
        display: sayMeasure(month.drawnBase, unit),
      }))}
      limit={{
        value: Number(latest.limitBase),
        label: m.contracts_month_limit({ limit: sayMeasure(latest.limitBase, unit) }),
      }}
    />
  );
}
