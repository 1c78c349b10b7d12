import { decimalOf, minuteTime, packs, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import type { StopKind } from "../drive.ts";
import { DriverSaid, type SaidMark } from "./driver-said.tsx";

type Stop = {
  readonly kind: "pickup" | "gate" | "dropoff";
  readonly organisationId: string;
  readonly organisationName: string;
  readonly address: string;
  readonly plannedPacks: number;
  readonly distanceMetres: number;
  readonly dueMinute: number | null;
};

type Mark = SaidMark & { readonly place: StopKind; readonly organisationId: string };

const looks = {
  pickup: { icon: "store", name: m.shipments_stop_pickup },
  gate: { icon: "scale", name: m.shipments_stop_gate },
  dropoff: { icon: "pin", name: m.shipments_stop_dropoff },
} as const satisfies Record<Stop["kind"], { icon: IconName; name: () => string }>;

/** The way of a trip, stop by stop. */
export function TripStops({
  stops,
  marks,
  packUnit,
  zone,
}: {
  readonly stops: readonly Stop[];
  /** What the driver has said so far. */
  readonly marks: readonly Mark[];
  readonly packUnit: string;
  readonly zone: Zone;
}) {
  return (
    <ol className="flex flex-col">
      {stops.map((stop, at) => (
        <li
          key={`${stop.kind} ${stop.organisationId}`}
          className="flex gap-4 border-b border-line py-3 last:border-b-0"
        >
          <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-full bg-sunken text-leaf-700">
            <Icon name={looks[stop.kind].icon} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block text-sm text-ink-faint">
              {looks[stop.kind].name()}
              {stop.dueMinute === null
                ? ""
                : ` · ${m.shipments_stop_due({ time: minuteTime(stop.dueMinute) })}`}
            </span>
            <strong className="block">
              {stop.kind === "pickup" ? `${at + 1}. ` : ""}
              {stop.organisationName}
            </strong>
            <span className="block text-sm text-ink-soft">{stop.address}</span>
            {marks
              .filter((mark) => mark.place === stop.kind && mark.organisationId === stop.organisationId)
              .map((mark) => (
                <DriverSaid key={mark.id} mark={mark} zone={zone} />
              ))}
          </span>
          <span className="tabular shrink-0 text-right text-sm">
            <strong className="block">{packs(stop.plannedPacks, packUnit)}</strong>
            {stop.distanceMetres === 0 ? null : (
              <span className="block text-ink-soft">
                {m.shipments_stop_to_go({
                  km: decimalOf(BigInt(Math.round(stop.distanceMetres / 100)), 10n),
                })}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
