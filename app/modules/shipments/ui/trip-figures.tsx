import { percent, rupiah, rupiahShort, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

export type TripFiguresProps = {
  readonly loadBase: bigint;
  readonly baseUnit: BaseUnit;
  readonly payloadGrams: bigint | null;
  readonly utilisation: number | null;
  readonly costRupiah: bigint;
  readonly rupiahPerKg: bigint | null;
  readonly vehicle: string | null;
};

/** A trip in four figures: what it carries, how full, at what cost, per kilogram. */
export function TripFigures(props: TripFiguresProps) {
  const { utilisation, rupiahPerKg, payloadGrams } = props;
  return (
    <Tiles columns={4}>
      <Stat
        icon="scale"
        label={m.shipments_trip_load()}
        value={sayMeasure(props.loadBase, props.baseUnit)}
        note={props.vehicle ?? m.shipments_trip_no_vehicle()}
      />
      <Stat
        icon="truck"
        label={m.shipments_trip_utilisation()}
        value={utilisation === null ? "–" : percent(utilisation)}
        note={
          payloadGrams === null
            ? m.shipments_trip_payload_unknown()
            : m.shipments_trip_payload({ payload: weight(payloadGrams) })
        }
        tone={utilisation !== null && utilisation > 10_000 ? "brick" : "neutral"}
      />
      <Stat
        icon="money"
        label={m.shipments_trip_cost()}
        value={rupiahShort(props.costRupiah)}
        note={rupiah(props.costRupiah)}
      />
      <Stat
        icon="money"
        label={m.shipments_trip_per_kg()}
        value={rupiahPerKg === null ? "–" : rupiah(rupiahPerKg)}
        note={m.shipments_trip_per_kg_note()}
      />
    </Tiles>
  );
}
