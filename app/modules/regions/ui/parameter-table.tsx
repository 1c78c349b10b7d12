import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { FigureState } from "#app/kernel/dated.ts";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { ParameterValue } from "../parameter-text.ts";
import { FigureSource, FigureStateBadge } from "./figure-state.tsx";
import { ruleValue } from "./rule-name.ts";

export type ParameterShown = {
  readonly id: string;
  readonly key: string;
  readonly value: ParameterValue;
  readonly regionCode: string | null;
  readonly validFrom: BusinessDay;
  readonly source: string;
  readonly reason: string | null;
  readonly needsChecking: boolean;
  readonly state: FigureState;
};

/** Everything that was written of one rule, with where each row stands; a row opens where it can be corrected. */
export function ParameterTable({ rows }: { readonly rows: readonly ParameterShown[] }) {
  return (
    <DataTable
      caption={m.operator_rule_history()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/operator/aturan/${row.key}/${row.id}`}
      rowMark={(row) => (row.needsChecking ? { tone: "rice", label: m.operator_rule_check() } : null)}
      empty={null}
      columns={[
        { key: "value", header: m.operator_rule_value(), cell: (row) => ruleValue(row.value) },
        {
          key: "region",
          header: m.operator_rule_region(),
          cell: (row) => row.regionCode ?? m.operator_rule_everywhere(),
        },
        { key: "from", header: m.operator_rule_from(), cell: (row) => dateShort(row.validFrom) },
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
      ]}
    />
  );
}
