import { decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { ShipmentLineShown } from "../shipment-reads.server.ts";
import { dispositionName } from "./dispositions.ts";
import { rejectReasonName } from "./reject-reasons.tsx";
import { senseName } from "./senses.ts";

/** What was loaded, and once it was received also what was weighed, accepted and refused, line by line. */
export function ReceiptLines({
  lines,
  isReceived,
}: {
  readonly lines: readonly ShipmentLineShown[];
  readonly isReceived: boolean;
}) {
  const amount = (line: ShipmentLineShown, base: bigint | null) =>
    base === null ? "–" : quantity(base, line.unit, line.basePerUnit);
  return (
    <DataTable
      caption={m.shipments_receipt_goods()}
      rows={lines}
      rowKey={(line) => line.id}
      rowMark={(line) =>
        (line.rejectedBase ?? 0n) > 0n ? { tone: "brick", label: m.shipments_receipt_rejected() } : null
      }
      empty={null}
      columns={[
        {
          key: "goods",
          header: m.shipments_receipt_goods(),
          cell: (line) => (
            <span className="block">
              {line.description}
              {line.temperatureTenths === null ? null : (
                <span className="tabular block text-sm font-normal text-ink-soft">
                  {m.shipments_receipt_temperature({
                    degrees: degreesWords(line.temperatureTenths),
                  })}
                </span>
              )}
              {line.grossBase === null || line.tareBase === null ? null : (
                <span className="tabular block text-sm font-normal text-ink-soft">
                  {m.shipments_receipt_scales({
                    gross: amount(line, line.grossBase),
                    tare: amount(line, line.tareBase),
                  })}
                </span>
              )}
              {line.sensedFlaws === null ? null : (
                <span className="block text-sm font-normal text-ink-soft">
                  {line.sensedFlaws.length === 0
                    ? m.shipments_receipt_senses_well()
                    : m.shipments_receipt_senses_wrong({
                        senses: line.sensedFlaws.map((sense) => senseName(sense).toLowerCase()).join(", "),
                      })}
                </span>
              )}
              {line.note === null ? null : (
                <span className="block text-sm font-normal text-ink-soft">{line.note}</span>
              )}
            </span>
          ),
        },
        {
          key: "loaded",
          header: m.shipments_receipt_loaded(),
          align: "end",
          cell: (line) => amount(line, line.loadedBase),
        },
        ...(isReceived
          ? [
              {
                key: "delivered",
                header: m.shipments_receipt_delivered(),
                align: "end" as const,
                cell: (line: ShipmentLineShown) => amount(line, line.deliveredBase),
              },
              {
                key: "accepted",
                header: m.shipments_receipt_accepted(),
                align: "end" as const,
                cell: (line: ShipmentLineShown) => (
                  <>
                    <strong>{amount(line, line.acceptedBase)}</strong>
                    {line.grantedBase === 0n ? null : (
                      <span className="block text-sm text-leaf-700">
                        {m.shipments_receipt_granted({ amount: amount(line, line.grantedBase) })}
                      </span>
                    )}
                  </>
                ),
              },
              {
                key: "rejected",
                header: m.shipments_receipt_rejected(),
                cell: (line: ShipmentLineShown) => <Refused line={line} amount={amount} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function degreesWords(tenths: number): string {
  const size = decimalOf(BigInt(Math.abs(tenths)), 10n);
  return tenths < 0 ? `−${size}` : size;
}

function Refused({
  line,
  amount,
}: {
  readonly line: ShipmentLineShown;
  readonly amount: (line: ShipmentLineShown, base: bigint | null) => string;
}) {
  if ((line.rejectedBase ?? 0n) === 0n) return "–";
  return (
    <span>
      <span className="tabular font-semibold text-brick-700">{amount(line, line.rejectedBase)}</span>
      {line.rejectReason === null ? null : (
        <span className="block text-sm">{rejectReasonName(line.rejectReason)}</span>
      )}
      {line.disposition === null ? null : (
        <span className="block text-sm text-ink-soft">{dispositionName(line.disposition)}</span>
      )}
      {line.photoId === null ? null : (
        <a
          href={`/berkas/${line.photoId}`}
          className="inline-flex min-h-11 items-center text-sm font-semibold text-leaf-700 underline"
        >
          {m.shipments_receipt_photo()}
        </a>
      )}
    </span>
  );
}
