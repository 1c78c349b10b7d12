import { minuteTime, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Point } from "#app/modules/regions/distance.ts";
import { PlaceMap } from "#app/ui/chart/place-map.tsx";
import { sayKm } from "./say-way.ts";

export type TripMapProps = {
  readonly stops: readonly {
    readonly kind: "pickup" | "gate" | "dropoff";
    readonly organisationId: string;
    readonly organisationName: string;
    readonly plannedPacks: number;
    readonly distanceMetres: number;
    readonly dueMinute: number | null;
    readonly at: Point | null;
  }[];
  readonly packUnit: string;
};

/**
 * The round of a trip around the gate, drawn to scale: where the driver begins, whom he fetches in which order. The buyer,
 * mostly a day's drive away, would make everything else one dot: he stands in the table only.
 */
export function TripMap({ stops, packUnit }: TripMapProps) {
  const round = stops.filter((stop) => stop.kind !== "dropoff");
  const placed = round.flatMap((stop) => (stop.at ? [{ ...stop, at: stop.at }] : []));
  const gate = placed.find((stop) => stop.kind === "gate");
  if (!gate || placed.length < 2) return null;
  const keyOf = (stop: { readonly kind: string; readonly organisationId: string }) =>
    `${stop.kind} ${stop.organisationId}`;
  const markOf = (stop: { readonly kind: string; readonly organisationId: string }) =>
    stop.kind === "gate"
      ? m.shipments_map_gate_mark()
      : `${round.findIndex((one) => keyOf(one) === keyOf(stop)) + 1}`;
  // The gate first: of places in one spot its mark stays where it is.
  const places = [gate, ...placed.filter((stop) => stop !== gate)];
  const way = [gate, ...placed];
  return (
    <PlaceMap
      title={m.shipments_map_title()}
      description={m.shipments_map_words({
        count: placed.length - 1,
        gate: gate.organisationName,
        names: placed
          .filter((stop) => stop !== gate)
          .map((stop) => stop.organisationName)
          .join(", "),
      })}
      places={places.map((stop) => ({
        key: keyOf(stop),
        ...stop.at,
        mark: markOf(stop),
        tone: stop.kind === "gate" ? "rice" : "leaf",
      }))}
      ways={way.slice(1).map((stop, at) => ({ from: keyOf(way[at] ?? gate), to: keyOf(stop) }))}
      head={[m.shipments_map_stop(), m.shipments_map_due(), m.shipments_map_packs(), m.shipments_map_to_go()]}
      rows={stops.map((stop) => [
        `${stop.kind === "dropoff" ? "" : `${markOf(stop)} · `}${stop.organisationName}`,
        stop.dueMinute === null ? "–" : minuteTime(stop.dueMinute),
        packs(stop.plannedPacks, packUnit),
        `${sayKm(stop.distanceMetres)} km`,
      ])}
    />
  );
}
