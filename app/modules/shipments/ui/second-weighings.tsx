import { dateTime, quantity, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { SecondLine, SecondWeighing } from "../second-weighing-reads.server.ts";
import { rejectReasonName } from "./reject-reasons.tsx";

type Weighed = Pick<SecondLine, "deliveredBase" | "rejectedBase" | "rejectReason">;

function differs(line: SecondLine): boolean {
  const { receipt } = line;
  return (
    line.deliveredBase !== receipt.deliveredBase ||
    line.rejectedBase !== receipt.rejectedBase ||
    line.rejectReason !== receipt.rejectReason
  );
}

function weighedWords(weighed: Weighed, line: SecondLine) {
  const amount = (base: bigint) => quantity(base, line.unit, line.basePerUnit);
  if (weighed.rejectedBase === 0n) return amount(weighed.deliveredBase);
  return (
    <span>
      {amount(weighed.deliveredBase)}
      <span className="block text-sm text-brick-700">
        {m.shipments_second_rejected({ amount: amount(weighed.rejectedBase) })}
        {weighed.rejectReason === null ? "" : `, ${rejectReasonName(weighed.rejectReason).toLowerCase()}`}
      </span>
    </span>
  );
}

/** What a second phone weighed beside what the BAST says: the BAST stands, and nothing that was weighed is lost. */
export function SecondWeighings({
  weighings,
  zone,
}: {
  readonly weighings: readonly SecondWeighing[];
  readonly zone: Zone;
}) {
  if (weighings.length === 0) return null;
  const isSame = !weighings.some((weighing) => weighing.lines.some(differs));
  return (
    <Section title={m.shipments_second_title()}>
      <Callout
        tone={isSame ? "leaf" : "rice"}
        title={isSame ? m.shipments_second_same() : m.shipments_second_differs()}
      >
        {m.shipments_second_lead()}
      </Callout>
      {weighings.map((weighing) => (
        <div key={weighing.happenedAt.toISOString() + weighing.receiverName} className="mt-4">
          <p className="mb-2 font-semibold">
            {m.shipments_second_by({
              name: weighing.receiverName,
              at: dateTime(weighing.happenedAt, zone),
            })}
          </p>
          <DataTable
            caption={m.shipments_second_title()}
            rows={weighing.lines}
            rowKey={(line) => line.shipmentLineId}
            rowMark={(line) =>
              differs(line) ? { tone: "rice", label: m.shipments_second_line_differs() } : null
            }
            empty={null}
            columns={[
              { key: "goods", header: m.shipments_receipt_goods(), cell: (line) => line.description },
              {
                key: "receipt",
                header: m.shipments_second_receipt(),
                align: "end",
                cell: (line) => <strong>{weighedWords(line.receipt, line)}</strong>,
              },
              {
                key: "second",
                header: m.shipments_second_other(),
                align: "end",
                cell: (line) => (
                  <>
                    {weighedWords(line, line)}
                    {line.photoId === null ? null : (
                      <a
                        href={`/berkas/${line.photoId}`}
                        className="block min-h-11 content-center text-sm font-semibold text-leaf-700 underline"
                      >
                        {m.shipments_receipt_photo()}
                      </a>
                    )}
                  </>
                ),
              },
            ]}
          />
        </div>
      ))}
    </Section>
  );
}
