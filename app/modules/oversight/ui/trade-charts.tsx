import { percentOf, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { monthName } from "#app/modules/contracts/ui/month-gauge.tsx";
import { Bars } from "#app/ui/chart/bars.tsx";
import { Line } from "#app/ui/chart/line.tsx";
import type { Tone } from "#app/ui/tone.ts";
import {
  type FairMonth,
  fairTotals,
  type LevyMonth,
  partOfDue,
  priceSpreads,
  type RealisedMonth,
  type RegionPrice,
} from "../trade-board.ts";

const percentWords = (value: number) => `${whole(Math.round(value))} %`;
const monthsOf = (rows: readonly { readonly month: string }[]) =>
  [...new Set(rows.map((row) => row.month))].sort();

/** More lines than these nobody tells apart. */
const SERIES_TONES: readonly Tone[] = ["leaf", "rice", "neutral"];

/** What each month called off, in percent of what was agreed, contract by contract; the busiest contracts only. */
export function RealisedChart({ rows }: { readonly rows: readonly RealisedMonth[] }) {
  const months = monthsOf(rows);
  const nameOf = (row: RealisedMonth) => `${row.contractNumber} ${row.goods}`;
  const drawn = new Map<string, bigint>();
  for (const row of rows) drawn.set(nameOf(row), (drawn.get(nameOf(row)) ?? 0n) + row.drawnBase);
  const names = [...drawn]
    .sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : b[1] > a[1] ? 1 : -1))
    .map(([name]) => name)
    .slice(0, SERIES_TONES.length);
  return (
    <Line
      title={m.oversight_trade_realised()}
      description={m.oversight_trade_realised_text()}
      labelHead={m.contracts_month()}
      labels={months.map(monthName)}
      display={percentWords}
      fromZero
      series={names.map((name, at) => ({
        name,
        tone: SERIES_TONES[at] ?? "neutral",
        values: months.map((month) => {
          const row = rows.find((one) => one.month === month && nameOf(one) === name);
          return row ? Number((row.drawnBase * 1000n) / row.agreedBase) / 10 : null;
        }),
      }))}
    />
  );
}

/** What each koperasi was offered of its due over all months, the smallest first. */
export function FairChart({ rows }: { readonly rows: readonly FairMonth[] }) {
  return (
    <Bars
      title={m.oversight_trade_part()}
      description={m.oversight_trade_fair_text()}
      head={[m.contracts_koperasi(), m.oversight_trade_part()]}
      limit={{ value: 100, label: m.oversight_trade_fair_limit() }}
      bars={fairTotals(rows).map((row) => ({
        key: row.koperasiId,
        label: row.koperasiName,
        value: partOfDue(row),
        display: row.dueRupiah === 0n ? "–" : percentOf(row.offeredRupiah, row.dueRupiah),
        tone: partOfDue(row) < 80 ? "rice" : "leaf",
      }))}
    />
  );
}

/** The smallest and the largest part of a due, month by month: how far apart koperasi were. */
export function FairTimeChart({ rows }: { readonly rows: readonly FairMonth[] }) {
  const months = monthsOf(rows);
  const parts = months.map((month) => rows.filter((row) => row.month === month).map(partOfDue));
  return (
    <Line
      title={m.oversight_trade_fair_time()}
      description={m.oversight_trade_fair_time_text()}
      labelHead={m.contracts_month()}
      labels={months.map(monthName)}
      display={percentWords}
      fromZero
      series={[
        {
          name: m.oversight_trade_fair_least(),
          tone: "rice",
          values: parts.map((some) => Math.min(...some)),
        },
        {
          name: m.oversight_trade_fair_most(),
          tone: "leaf",
          values: parts.map((some) => Math.max(...some)),
        },
      ]}
    />
  );
}

/** Levies that were taken, month by month, with what was paid in under them. */
export function LevyChart({ rows }: { readonly rows: readonly LevyMonth[] }) {
  return (
    <Line
      title={m.oversight_trade_levies()}
      description={m.oversight_trade_levies_lead()}
      labelHead={m.contracts_month()}
      labels={rows.map((row) => monthName(row.month))}
      display={(value) => rupiah(BigInt(Math.round(value)))}
      fromZero
      series={[
        {
          name: m.oversight_trade_levy_taken(),
          tone: "leaf",
          values: rows.map((row) => Number(row.takenRupiah)),
        },
        {
          name: m.oversight_trade_levy_paid(),
          tone: "neutral",
          values: rows.map((row) => Number(row.paidInRupiah)),
          dashed: true,
        },
      ]}
    />
  );
}

/** Between which regions the same goods differ most in price. */
export function SpreadChart({ prices }: { readonly prices: readonly RegionPrice[] }) {
  return (
    <Bars
      title={m.oversight_trade_spread()}
      description={m.oversight_trade_prices_text()}
      head={[m.contracts_goods(), m.oversight_trade_spread()]}
      bars={priceSpreads(prices)
        .sort((a, b) => Number(b.spreadRupiah - a.spreadRupiah))
        .map((one) => ({
          key: one.lowest.commodityCode,
          label: one.lowest.goods,
          value: Number(one.spreadRupiah),
          display: rupiah(one.spreadRupiah),
        }))}
    />
  );
}
