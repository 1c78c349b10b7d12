import { Link } from "@remix-run/react";
import { clockTime, dateLong, dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { ShipmentSummary } from "../shipment-reads.server.ts";
import { ShipmentBadge } from "./shipment-badge.tsx";

/** What a seller sends, one tap from loading it or from seeing what came of it. */
export function DispatchList({
  rows,
  base,
  zone,
}: {
  readonly rows: readonly ShipmentSummary[];
  /** Address that the id of a shipment is put behind. */
  readonly base: string;
  readonly zone: Zone;
}) {
  return (
    <ul className="flex flex-col gap-3">
      {rows.map((row) => (
        <li
          key={row.shipment.id}
          className="relative flex items-start gap-4 rounded-lg border border-line bg-card p-4 shadow-card transition-shadow hover:shadow-raised sm:p-5"
        >
          <div className="flex min-w-0 flex-1 flex-col gap-1.5">
            <h2 className="text-lg leading-snug font-bold">
              <Link
                to={`${base}/${row.shipment.id}`}
                prefetch="intent"
                className="after:absolute after:inset-0"
              >
                {row.buyerName}
              </Link>
            </h2>
            <p className="text-ink-soft">{whenOf(row, zone)}</p>
            <p className="text-sm text-ink-soft">
              {m.shipments_send_lines({ count: row.lineCount })}
              {row.shipment.number === null ? "" : ` · ${row.shipment.number}`}
              {row.callOffNumber === null
                ? ""
                : ` · ${m.shipments_send_share({ number: row.callOffNumber })}`}
            </p>
            <p className="flex flex-wrap gap-2 pt-0.5">
              <Standing row={row} />
            </p>
          </div>
          <span className="self-center text-ink-faint">
            <Icon name="chevron" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Standing({ row }: { readonly row: ShipmentSummary }) {
  const { shipment } = row;
  if (shipment.state === "dispatched" && shipment.arrivedAt !== null)
    return (
      <Badge tone="leaf" icon="pin">
        {m.shipments_send_arrived()}
      </Badge>
    );
  return <ShipmentBadge state={shipment.state} />;
}

function whenOf(row: ShipmentSummary, zone: Zone): string {
  if (row.receivedAt !== null) return m.shipments_send_received_at({ at: dateTime(row.receivedAt, zone) });
  const day = dateLong(row.shipment.deliveryDay);
  if (row.windowStart === null || row.windowEnd === null) return day;
  return m.shipments_send_window({
    day,
    from: clockTime(row.windowStart),
    to: clockTime(row.windowEnd),
  });
}
