import type { ReactNode } from "react";
import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DRAWING_HEIGHT, DRAWING_WIDTH } from "#app/kernel/drawing.ts";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";

/** The BAST: when it was weighed, and who was there and signed. */
export function ReceiptFacts({
  receipt,
  zone,
}: {
  readonly receipt: NonNullable<ShipmentShown["receipt"]>;
  readonly zone: Zone;
}) {
  return (
    <Section tone="card" title={m.shipments_receipt_title({ number: receipt.number })}>
      <Facts
        columns={2}
        facts={[
          { label: m.shipments_receipt_at(), value: dateTime(receipt.receivedAt, zone) },
          {
            label: m.shipments_receipt_by(),
            value: signed(receipt.receiverName, receipt.receiverSignature),
          },
          {
            label: m.shipments_receipt_witness(),
            value: signed(receipt.witnessName, receipt.witnessSignature),
          },
          {
            label: m.shipments_receipt_driver(),
            value: signed(receipt.driverName, receipt.driverSignature),
          },
          ...(receipt.note === null ? [] : [{ label: m.shipments_receipt_note(), value: receipt.note }]),
        ]}
      />
    </Section>
  );
}

/** A name, and under it what its bearer drew; null where nobody was there. */
function signed(name: string | null, drawing: string | null): ReactNode {
  if (name === null || drawing === null) return name;
  return (
    <>
      {name}
      <svg
        viewBox={`0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}`}
        role="img"
        aria-label={m.shipments_drive_signature()}
        className="mt-1 h-14 w-32"
      >
        <path d={drawing} fill="none" stroke="currentColor" strokeWidth={3} strokeLinecap="round" />
      </svg>
    </>
  );
}
