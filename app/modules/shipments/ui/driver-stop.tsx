import { clockTime, dateLong, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import type { ShipmentLineShown, ShipmentSummary } from "../shipment-reads.server.ts";
import { ShipmentBadge } from "./shipment-badge.tsx";

export type DriverLoad = ShipmentSummary & { readonly lines: readonly ShipmentLineShown[] };

/** One seller's goods as their driver sees them: where to, when, whom to call, what is on the truck. */
export function DriverStop({ load }: { readonly load: DriverLoad }) {
  const { shipment } = load;
  const address = load.destinationAddress ?? load.buyerAddress;
  return (
    <article className="border-t border-line py-4 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-bold">{load.buyerName}</h2>
        <ShipmentBadge state={shipment.state} />
      </div>
      {address === null ? null : <p className="mt-1">{address}</p>}
      <p className="mt-1 text-ink-soft">
        {load.windowStart === null || load.windowEnd === null
          ? dateLong(shipment.deliveryDay)
          : m.shipments_send_window({
              day: dateLong(shipment.deliveryDay),
              from: clockTime(load.windowStart),
              to: clockTime(load.windowEnd),
            })}
      </p>
      <p className="mt-1 text-sm text-ink-soft">
        {m.shipments_drive_from({ seller: load.sellerName })}
        {shipment.number === null ? "" : ` · ${shipment.number}`}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {address === null ? null : (
          <ButtonLink
            to={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${load.buyerName}, ${address}`)}`}
            variant="secondary"
            size="small"
            icon="map"
            external
          >
            {m.shipments_drive_map()}
          </ButtonLink>
        )}
        {load.buyerPhone === null ? null : (
          <ButtonLink to={`tel:${load.buyerPhone}`} variant="secondary" size="small" icon="phone" external>
            {m.shipments_drive_call()}
          </ButtonLink>
        )}
      </div>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {load.lines.map((line) => (
          <li key={line.id} className="flex items-baseline justify-between gap-3 py-2.5">
            <span className="min-w-0">{line.description}</span>
            <span className="tabular shrink-0 font-bold">
              {quantity(line.loadedBase, line.unit, line.basePerUnit)}
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
