import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";

/** Who brings it and how to reach them. */
export function CarrierFacts({ shipment }: { readonly shipment: ShipmentShown["shipment"] }) {
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
