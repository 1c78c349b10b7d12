import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { FigureState } from "#app/kernel/dated.ts";
import { Money } from "#app/ui/feedback/money.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { type FigureAnswer, figureField } from "./figure-form.tsx";
import { FigureSource, FigureStateBadge } from "./figure-state.tsx";

export type LaneShown = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kilometres: string;
  readonly transitDays: number;
  readonly freightRupiahPerTonne: bigint;
  readonly validFrom: string;
  readonly source: string;
  readonly reason: string | null;
  readonly state: FigureState;
};

/** How far, how long and how dear: the figures of a lane, new or corrected. */
export function LaneFields({
  answer,
  standing,
}: {
  readonly answer: FigureAnswer;
  readonly standing?: LaneShown;
}) {
  return (
    <FieldRow>
      <TextInput
        {...figureField(answer, "kilometres", standing?.kilometres)}
        label={m.operator_lane_distance()}
        inputMode="decimal"
        suffix="km"
        maxLength={10}
      />
      <TextInput
        {...figureField(answer, "transitDays", standing?.transitDays.toString())}
        label={m.operator_lane_days()}
        hint={m.operator_lane_days_hint()}
        inputMode="numeric"
        maxLength={2}
      />
      <RupiahInput
        {...figureField(answer, "freight", standing?.freightRupiahPerTonne.toString())}
        label={m.operator_lane_freight()}
        suffix={m.operator_lane_per_tonne()}
      />
    </FieldRow>
  );
}

const historyColumns = (): readonly Column<LaneShown>[] => [
  {
    key: "state",
    header: m.operator_rule_state(),
    cell: (row) => <FigureStateBadge state={row.state} />,
  },
  {
    key: "source",
    header: m.operator_rule_source(),
    cell: (row) => <FigureSource source={row.source} reason={row.reason} />,
  },
];

export type LaneTableProps = {
  readonly rows: readonly LaneShown[];
  readonly empty: string;
  /** Everything that was written of one lane: with where each row stands, and why. */
  readonly isHistory?: boolean;
};

/** Lanes as they were written; a row opens where it can be corrected. */
export function LaneTable({ rows, empty, isHistory = false }: LaneTableProps) {
  return (
    <DataTable
      caption={m.operator_lanes_title()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/operator/jalur/${row.id}`}
      empty={
        <EmptyState icon="truck" title={empty}>
          {m.operator_lanes_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "lane", header: m.operator_lane(), cell: (row) => `${row.from} → ${row.to}` },
        {
          key: "distance",
          header: m.operator_lane_distance(),
          align: "end",
          cell: (row) => `${row.kilometres} km`,
        },
        { key: "days", header: m.operator_lane_days(), align: "end", cell: (row) => row.transitDays },
        {
          key: "freight",
          header: m.operator_lane_freight(),
          align: "end",
          cell: (row) => <Money amount={row.freightRupiahPerTonne} per={m.operator_lane_per_tonne()} />,
        },
        { key: "from", header: m.operator_rule_from(), cell: (row) => dateShort(row.validFrom) },
        ...(isHistory ? historyColumns() : []),
      ]}
    />
  );
}
