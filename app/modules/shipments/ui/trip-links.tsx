import { percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import type { TripState } from "../shipment-lifecycle.ts";
import { TripBadge } from "./trip-badge.tsx";

export type TripLinksProps = {
  readonly slug: string;
  readonly callOffId: string;
  readonly trips: readonly {
    readonly id: string;
    readonly state: TripState;
    readonly vehicle: string | null;
    readonly loadBase: bigint;
    readonly utilisation: number | null;
  }[];
  readonly unit: BaseUnit;
  readonly isHub: boolean;
  readonly mayPlan: boolean;
};

/** From a call-off to its plan, its gate and its trips, as far as they have come. */
export function TripLinks({ slug, callOffId, trips, unit, isHub, mayPlan }: TripLinksProps) {
  const plan = (
    <ButtonLink
      to={`/${slug}/panggilan/${callOffId}/muatan`}
      variant={trips.length === 0 ? "primary" : "secondary"}
      icon="split"
    >
      {m.shipments_plan_open()}
    </ButtonLink>
  );
  if (trips.length === 0)
    return mayPlan ? (
      <Callout tone="rice" icon="truck" title={m.shipments_trip_none_title()} actions={plan}>
        {m.shipments_trip_none_text()}
      </Callout>
    ) : null;
  return (
    <Callout
      tone="leaf"
      icon="truck"
      title={m.shipments_trips_title({ count: trips.length })}
      actions={
        isHub && trips.some((trip) => trip.state === "planned") ? (
          <Cluster>
            <ButtonLink to={`/${slug}/timbang/${callOffId}`} icon="scale">
              {m.shipments_gate_open()}
            </ButtonLink>
            {mayPlan ? plan : null}
          </Cluster>
        ) : undefined
      }
    >
      <ul className="flex flex-col gap-2">
        {trips.map((trip) => (
          <li key={trip.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ButtonLink to={`/${slug}/perjalanan/${trip.id}`} variant="secondary" size="small" icon="truck">
              {trip.vehicle ?? m.shipments_trip_no_vehicle()}
            </ButtonLink>
            <TripBadge state={trip.state} />
            <span className="tabular text-sm">
              {sayMeasure(trip.loadBase, unit)}
              {trip.utilisation === null
                ? ""
                : ` · ${m.shipments_plan_full({ part: percent(trip.utilisation) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
