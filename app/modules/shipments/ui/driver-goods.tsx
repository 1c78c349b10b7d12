import { clockTime, dateLong, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { ShipmentLineShown, ShipmentSummary } from "../shipment-reads.server.ts";

export type DriverLoad = ShipmentSummary & { readonly lines: readonly ShipmentLineShown[] };

/**
 * What is on the truck for one stop: whose, under which number, when it is expected, and how much of each thing. Where goods for
 * several buyers are fetched, also for whom.
 */
export function DriverGoods({ loads }: { readonly loads: readonly DriverLoad[] }) {
  const isForSeveral = new Set(loads.map((load) => load.shipment.buyerId)).size > 1;
  return (
    <div className="mt-4 flex flex-col gap-4">
      {loads.map((load) => (
        <div key={load.shipment.id}>
          <p className="text-sm text-ink-soft">
            {isForSeveral
              ? m.shipments_drive_for({ buyer: load.buyerName })
              : m.shipments_drive_from({ seller: load.sellerName })}
            {load.shipment.number === null ? "" : ` · ${load.shipment.number}`}
          </p>
          <p className="text-sm text-ink-soft">
            {load.windowStart === null || load.windowEnd === null
              ? dateLong(load.shipment.deliveryDay)
              : m.shipments_send_window({
                  day: dateLong(load.shipment.deliveryDay),
                  from: clockTime(load.windowStart),
                  to: clockTime(load.windowEnd),
                })}
          </p>
          <ul className="mt-1 divide-y divide-line border-y border-line">
            {load.lines.map((line) => (
              <li key={line.id} className="flex items-baseline justify-between gap-3 py-2.5">
                <span className="min-w-0">{line.description}</span>
                <span className="tabular shrink-0 font-bold">
                  {quantity(
                    line.loadedBase > 0n ? line.loadedBase : line.promisedBase,
                    line.unit,
                    line.basePerUnit,
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
