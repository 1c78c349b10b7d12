import { date, dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";

/** Who brings it and how to reach them; once received, the BAST with who was there. */
export function ReceiptFacts({ shown, zone }: { readonly shown: ShipmentShown; readonly zone: Zone }) {
  const { shipment, receipt } = shown;
  if (receipt !== null)
    return (
      <Section tone="card" title={m.shipments_receipt_title({ number: receipt.number })}>
        <Facts
          columns={2}
          facts={[
            { label: m.shipments_receipt_at(), value: dateTime(receipt.receivedAt, zone) },
            { label: m.shipments_receipt_by(), value: receipt.receiverName },
            { label: m.shipments_receipt_witness(), value: receipt.witnessName },
            { label: m.shipments_receipt_driver(), value: receipt.driverName },
            ...(receipt.note === null ? [] : [{ label: m.shipments_receipt_note(), value: receipt.note }]),
          ]}
        />
      </Section>
    );
  return (
    <Section tone="card">
      <Facts
        columns={2}
        facts={[
          { label: m.shipments_receive_day(), value: date(shipment.deliveryDay) },
          { label: m.shipments_receive_driver(), value: shipment.driverName },
          { label: m.shipments_receive_vehicle(), value: shipment.vehiclePlate },
        ]}
      />
      {shipment.driverPhone && shipment.state === "dispatched" ? (
        <div className="mt-3">
          <ButtonLink
            to={`tel:${shipment.driverPhone}`}
            variant="secondary"
            size="small"
            icon="phone"
            external
          >
            {m.shipments_door_call()}
          </ButtonLink>
        </div>
      ) : null}
    </Section>
  );
}
