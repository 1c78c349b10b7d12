import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import type { TripState } from "../shipment-lifecycle.ts";
import { TripBadge } from "./trip-badge.tsx";

export type GateTripProps = {
  readonly trip: {
    readonly id: string;
    readonly state: TripState;
    readonly vehicle: string | null;
    readonly shares: readonly { readonly weighedInAt: Date | null }[];
  };
  readonly slug: string;
  /** Where a call-off goes on one truck, nobody has to be told which. */
  readonly isAlone: boolean;
  /** The koperasi on it. */
  readonly children: ReactNode;
};

/** What one truck waits for at the gate; once everything on it is weighed, it can leave. */
export function GateTrip({ trip, slug, isAlone, children }: GateTripProps) {
  const isReady =
    trip.state === "planned" &&
    trip.shares.length > 0 &&
    trip.shares.every((share) => share.weighedInAt !== null);
  const open = (
    <ButtonLink
      to={`/${slug}/perjalanan/${trip.id}`}
      icon="truck"
      variant={isReady ? "primary" : "secondary"}
      size={isReady ? undefined : "small"}
    >
      {isReady ? m.shipments_depart_title() : m.shipments_trip_open()}
    </ButtonLink>
  );
  return (
    <div className="flex flex-col gap-4">
      <Cluster justify="between">
        <h2 className="text-lg font-bold">
          {isAlone ? m.shipments_gate_shares() : (trip.vehicle ?? m.shipments_trip_no_vehicle())}
        </h2>
        <Cluster>
          <TripBadge state={trip.state} />
          {isReady ? null : open}
        </Cluster>
      </Cluster>
      {isReady ? (
        <Callout tone="leaf" icon="check" title={m.shipments_gate_ready()} actions={open}>
          {m.shipments_gate_ready_text()}
        </Callout>
      ) : null}
      {children}
    </div>
  );
}
