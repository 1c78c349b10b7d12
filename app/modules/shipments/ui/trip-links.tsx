import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import type { TripState } from "../shipment-lifecycle.ts";
import { TripBadge } from "./trip-badge.tsx";

export type TripLinksProps = {
  readonly slug: string;
  readonly callOffId: string;
  readonly trip: { readonly id: string; readonly state: TripState } | null;
  readonly isHub: boolean;
  readonly mayPlan: boolean;
  readonly idempotencyKey: string;
};

/** From a call-off to its gate and its trip, as far as they have come. */
export function TripLinks({ slug, callOffId, trip, isHub, mayPlan, idempotencyKey }: TripLinksProps) {
  if (trip === null && !mayPlan) return null;
  if (trip === null)
    return (
      <Callout
        tone="rice"
        icon="truck"
        title={m.shipments_trip_none_title()}
        actions={
          <Form idempotencyKey={idempotencyKey}>
            <SubmitButton icon="truck" name="intent" value="plan">
              {m.shipments_trip_plan_action()}
            </SubmitButton>
          </Form>
        }
      >
        {m.shipments_trip_none_text()}
      </Callout>
    );
  return (
    <Callout
      tone="leaf"
      icon="truck"
      title={m.shipments_trip_title()}
      actions={
        <Cluster>
          <ButtonLink to={`/${slug}/perjalanan/${trip.id}`} icon="truck">
            {m.shipments_trip_open()}
          </ButtonLink>
          {isHub && trip.state === "planned" ? (
            <ButtonLink to={`/${slug}/timbang/${callOffId}`} variant="secondary" icon="scale">
              {m.shipments_gate_open()}
            </ButtonLink>
          ) : null}
        </Cluster>
      }
    >
      <TripBadge state={trip.state} />
    </Callout>
  );
}
