import { minuteTime, rupiah, weight, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Point } from "#app/modules/regions/distance.ts";
import { PlaceMap } from "#app/ui/chart/place-map.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { RidePlaceState } from "../ride-lifecycle.ts";
import { DriverSaid, type SaidMark } from "./driver-said.tsx";
import { sayKm } from "./say-way.ts";

type Stop = {
  readonly kind: "pickup" | "dropoff";
  readonly organisationId: string;
  readonly name: string;
  readonly address: string;
  readonly dueMinute: number;
  readonly metres: number;
  readonly at: Point | null;
  readonly marks: readonly SaidMark[];
};

type Place = {
  readonly id: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  /** Null where the reader may not know to whom it goes. */
  readonly buyerName: string | null;
  readonly state: RidePlaceState;
  readonly base: bigint;
  readonly distanceMetres: number;
  readonly quotedRupiah: bigint;
  readonly payRupiah: bigint | null;
};

// One organisation may have several warehouses on a round.
const keyOf = (stop: Stop) => `${stop.kind} ${stop.organisationId} ${stop.address} ${stop.dueMinute}`;

/** The stops that the reader may know, in the order in which the vehicle calls at them. */
export function RideStops({ stops, zone }: { readonly stops: readonly Stop[]; readonly zone: Zone }) {
  return (
    <ol className="flex flex-col">
      {stops.map((stop) => (
        <li key={keyOf(stop)} className="flex gap-4 border-b border-line py-3 last:border-b-0">
          <strong className="tabular w-14 shrink-0">{minuteTime(stop.dueMinute)}</strong>
          <span className="min-w-0">
            <span className="block text-sm text-ink-faint">
              {stop.kind === "pickup" ? m.shipments_ride_fetch() : m.shipments_ride_hand()}
            </span>
            <span className="block font-bold">{stop.name}</span>
            <span className="block text-sm text-ink-soft">{stop.address}</span>
            {stop.marks.map((mark) => (
              <DriverSaid key={mark.id} mark={mark} zone={zone} />
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The round to scale, for who drives it; nothing where too little is known of it. */
export function RideMap({ yard, stops }: { readonly yard: Point | null; readonly stops: readonly Stop[] }) {
  const placed = stops.flatMap((stop) => (stop.at ? [{ ...stop, at: stop.at }] : []));
  if (!yard || placed.length < 2) return null;
  const places = [
    { key: "yard", ...yard, mark: m.shipments_ride_yard_mark(), tone: "rice" as const },
    ...placed.map((stop, at) => ({ key: keyOf(stop), ...stop.at, mark: `${at + 1}` })),
  ];
  return (
    <PlaceMap
      title={m.shipments_ride_map()}
      description={m.shipments_ride_map_words({ names: placed.map((stop) => stop.name).join(", ") })}
      places={places}
      ways={places.map((place, at) => ({
        from: place.key,
        to: (places[at + 1] ?? places[0])?.key ?? "yard",
      }))}
      head={[m.shipments_ride_stop(), m.shipments_map_due(), m.shipments_ride_leg()]}
      rows={placed.map((stop, at) => [
        `${at + 1} · ${stop.name}`,
        minuteTime(stop.dueMinute),
        `${sayKm(stop.metres)} km`,
      ])}
    />
  );
}

/** Who bears what of the cost, with the weight and the way behind it: everybody on the ride sees the same. */
export function RideShares({
  places,
  ownId,
  costRupiah,
}: {
  readonly places: readonly Place[];
  readonly ownId: string;
  readonly costRupiah: bigint;
}) {
  const isFixed = places.every((place) => place.payRupiah !== null);
  return (
    <DataTable
      caption={m.shipments_ride_shares()}
      rows={places}
      rowKey={(place) => place.id}
      rowMark={(place) =>
        place.koperasiId === ownId ? { tone: "leaf", label: m.shipments_ride_you() } : null
      }
      empty={null}
      totals={isFixed ? { pay: rupiah(costRupiah) } : undefined}
      totalsLabel={m.shipments_ride_cost()}
      columns={[
        {
          key: "who",
          header: m.contracts_koperasi(),
          cell: (place) => (
            <>
              {place.koperasiName}
              {place.buyerName === null ? null : (
                <span className="block text-sm font-normal text-ink-soft">
                  {m.shipments_drive_for({ buyer: place.buyerName })}
                </span>
              )}
            </>
          ),
        },
        { key: "kg", header: m.shipments_ride_weight(), align: "end", cell: (place) => weight(place.base) },
        {
          key: "km",
          header: m.shipments_ride_way(),
          align: "end",
          cell: (place) => `${sayKm(place.distanceMetres)} km`,
        },
        {
          key: "pay",
          header: m.shipments_ride_pays(),
          align: "end",
          cell: (place) =>
            place.state === "dropped"
              ? m.shipments_ride_dropped()
              : rupiah(place.payRupiah ?? place.quotedRupiah),
        },
      ]}
    />
  );
}
