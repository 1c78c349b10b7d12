import { dateShort, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { Line, type Series } from "#app/ui/chart/line.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { placedDays } from "../price-history.ts";
import type { PriceHistory } from "../price-history-reads.server.ts";

export type PriceHistoryProps = { readonly history: PriceHistory };

/** What goods cost over time: what surveys found and buyers agreed to, against what the law allowed then. */
export function PriceChart({ history }: PriceHistoryProps) {
  const { days, surveys, ceilings, agreed } = history;
  const goods = `${history.commodity} ${history.grade}`;
  const unit = surveyedUnit(history.baseUnit).word;
  if (surveys.length === 0 && agreed.length === 0)
    return (
      <EmptyState icon="chart" title={m.oversight_history_empty()}>
        {m.oversight_history_empty_text({ goods })}
      </EmptyState>
    );
  const middles = new Map(agreed.map((week) => [week.week, week.middleRupiah]));
  const line = (name: string, tone: Series["tone"], prices: readonly (Rupiah | null)[]): Series => ({
    name,
    tone,
    joined: true,
    values: prices.map((price) => (price === null ? null : Number(price))),
  });
  const over = (prices: readonly (Rupiah | null)[]) =>
    prices.flatMap((price, at) => (isAbove(price, ceilings[at] ?? null) ? [at] : []));
  const agreedByDay = days.map((day) => middles.get(day) ?? null);
  return (
    <Line
      title={m.oversight_history({ goods, unit })}
      description={m.oversight_history_description()}
      labels={days.map((day) => dateShort(day))}
      at={placedDays(days)}
      labelHead={m.oversight_day()}
      display={(value) => rupiah(BigInt(Math.round(value)))}
      series={[
        ...surveys.map((survey, at) => ({
          ...line(survey.source, at === 0 ? "leaf" : "neutral", survey.prices),
          alerts: survey.level === "farm" ? [] : over(survey.prices),
        })),
        ...(agreed.length === 0
          ? []
          : [{ ...line(m.oversight_history_agreed(), "rice", agreedByDay), alerts: over(agreedByDay) }]),
        ...(ceilings.every((ceiling) => ceiling === null)
          ? []
          : [{ ...line(m.oversight_ceiling(), "brick", ceilings), joined: false, dashed: true }]),
      ]}
    />
  );
}

function isAbove(price: Rupiah | null, ceiling: Rupiah | null): boolean {
  return price !== null && ceiling !== null && price > ceiling;
}

type Row = {
  readonly key: string;
  readonly day: BusinessDay;
  /** The day, or the week by its Monday. */
  readonly when: string;
  readonly what: string;
  readonly note: string | null;
  readonly lowest: Rupiah;
  readonly highest: Rupiah;
  readonly ceiling: Rupiah | null;
};

/** The same figures to be read, the newest first, each with where it comes from and how it stands to the law of its day. */
export function PriceHistoryTable({ history }: PriceHistoryProps) {
  const unit = surveyedUnit(history.baseUnit).word;
  return (
    <DataTable
      caption={m.oversight_history_table()}
      rows={rowsOf(history)}
      rowKey={(row) => row.key}
      phone="scroll"
      empty={null}
      columns={[
        { key: "day", header: m.oversight_day(), cell: (row) => row.when },
        {
          key: "price",
          header: m.oversight_history_price(),
          align: "end",
          cell: (row) =>
            row.lowest === row.highest ? (
              <Money amount={row.lowest} per={unit} />
            ) : (
              <span className="tabular">
                {`${rupiah(row.lowest)} – `}
                <Money amount={row.highest} per={unit} />
              </span>
            ),
        },
        {
          key: "ceiling",
          header: m.oversight_ceiling(),
          align: "end",
          deskOnly: true,
          cell: (row) => <Money amount={row.ceiling} />,
        },
        {
          key: "standing",
          header: m.oversight_history_standing(),
          cell: (row) =>
            row.ceiling === null ? (
              "–"
            ) : row.highest > row.ceiling ? (
              <Badge tone="brick">
                {m.oversight_history_above({ amount: rupiah(row.highest - row.ceiling) })}
              </Badge>
            ) : (
              <Badge tone="leaf">{m.oversight_history_within()}</Badge>
            ),
        },
        {
          key: "what",
          header: m.oversight_source(),
          cell: (row) => (
            <>
              {row.what}
              {row.note === null ? null : <span className="block text-sm text-ink-soft">{row.note}</span>}
            </>
          ),
        },
      ]}
    />
  );
}

function rowsOf({ days, surveys, ceilings, agreed }: PriceHistory): Row[] {
  const ceilingOn = new Map(days.map((day, at) => [day, ceilings[at] ?? null]));
  const surveyed = surveys.flatMap(({ source, level, prices }) =>
    days.flatMap((day, at): Row[] => {
      const price = prices[at] ?? null;
      if (price === null) return [];
      const isFarm = level === "farm";
      return [
        {
          key: `${day}/${source}/${level}`,
          day,
          when: dateShort(day),
          what: source,
          note: isFarm ? m.oversight_history_farm() : null,
          lowest: price,
          highest: price,
          // The law caps what a consumer pays, not what a grower is paid.
          ceiling: isFarm ? null : (ceilingOn.get(day) ?? null),
        },
      ];
    }),
  );
  const weeks = agreed.map(
    (week): Row => ({
      key: `${week.week}/agreed`,
      day: week.week,
      when: m.oversight_history_week({ day: dateShort(week.week) }),
      what: m.oversight_history_agreed(),
      note:
        week.own === 0
          ? m.oversight_history_agreements({ count: whole(week.agreements) })
          : m.oversight_history_agreements_own({ count: whole(week.agreements), own: whole(week.own) }),
      lowest: week.lowestRupiah,
      highest: week.highestRupiah,
      ceiling: ceilingOn.get(week.week) ?? null,
    }),
  );
  return [...surveyed, ...weeks].sort((a, b) =>
    a.day < b.day ? 1 : a.day > b.day ? -1 : a.key < b.key ? -1 : 1,
  );
}
