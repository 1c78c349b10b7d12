import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { rejectReasonName } from "#app/modules/shipments/ui/reject-reasons.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { DisputeShown } from "../dispute-reads.server.ts";
import { bearerName, causeName, stageName } from "./dispute-names.ts";

/** What was claimed line by line, what the contract lets pass, and once decided what was granted and who bears it. */
export function DisputeLines({
  lines,
  unit,
  isDecided,
}: {
  readonly lines: DisputeShown["lines"];
  readonly unit: BaseUnit;
  readonly isDecided: boolean;
}) {
  type Line = (typeof lines)[number];
  return (
    <DataTable
      caption={m.disputes_lines_title()}
      rows={lines}
      rowKey={(line) => line.id}
      empty={null}
      columns={[
        {
          key: "goods",
          header: m.invoicing_goods(),
          cell: (line) => (
            <span className="block">
              {line.description}
              <span className="block text-sm font-normal text-ink-soft">
                {causeName(line.cause)} · {rejectReasonName(line.reason)}
              </span>
            </span>
          ),
        },
        {
          key: "claimed",
          header: m.disputes_claimed(),
          align: "end",
          cell: (line) => sayMeasure(line.claimedBase, unit),
        },
        {
          key: "allowance",
          header: m.disputes_allowance(),
          align: "end",
          cell: (line) => sayMeasure(line.allowanceBase, unit),
        },
        {
          key: "asked",
          header: m.disputes_asked(),
          align: "end",
          cell: (line) => <Money amount={line.askedRupiah} strong={!isDecided} />,
        },
        ...(isDecided
          ? [
              {
                key: "granted",
                header: m.disputes_granted(),
                align: "end" as const,
                cell: (line: Line) => <Money amount={line.grantedRupiah ?? 0n} strong />,
              },
              {
                key: "bearer",
                header: m.disputes_bearer(),
                cell: (line: Line) =>
                  line.bearer === null
                    ? null
                    : `${bearerName(line.bearer)}${line.stage ? ` (${stageName(line.stage)})` : ""}`,
              },
            ]
          : []),
      ]}
    />
  );
}
