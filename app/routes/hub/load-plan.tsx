import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { planTrips } from "#app/modules/shipments/plan-trips.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import { mayDepartTrip } from "#app/modules/shipments/shipment.policy.ts";
import { tripProposals } from "#app/modules/shipments/trip-proposal-reads.server.ts";
import { tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { truckOffers } from "#app/modules/shipments/truck-reads.server.ts";
import { PlanByHand } from "#app/modules/shipments/ui/plan-by-hand.tsx";
import { ProposalCard } from "#app/modules/shipments/ui/proposal-card.tsx";
import { TruckOffers } from "#app/modules/shipments/ui/truck-offers.tsx";
import { vehiclesForCallOff } from "#app/modules/shipments/vehicle-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

/** How the shares of a call-off go onto vehicles: what the house proposes, and staff's own plan. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (shown?.callOff.hubId !== organisation.id) throw new Missing("contracts.callOffMissing");
  const { callOff } = shown;
  const trips = await tripsOfCallOff(organisation.id, callOff.id);
  const mayPlan =
    callOff.state === "locked" && mayDepartTrip(actor, { hubId: callOff.hubId, buyerId: shown.buyerId });
  const planned = trips.filter(({ trip }) => trip.state === "planned");
  const shares = planned.flatMap(({ trip, shares: carried }) =>
    carried
      .filter((share) => share.state === "planned")
      .map((share) => ({ ...share, vehicleId: trip.vehicleId })),
  );
  const [proposals, vehicles, offers] = mayPlan
    ? await Promise.all([
        tripProposals(organisation.id, callOff.id).catch(tooLarge),
        vehiclesForCallOff(organisation.id, callOff.id),
        truckOffers(organisation.id, callOff.id),
      ])
    : [[], [], []];
  return {
    ...shown,
    proposals,
    vehicles,
    offers,
    /** Planning anew takes it out of the vehicle that it shares. */
    isShared: planned.some((trip) => trip.isShared),
    shares,
    names: Object.fromEntries(shares.map((share) => [share.shipmentId, share.koperasiName])),
    mayPlan,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** What takes too long to reckon is planned by hand. */
function tooLarge(error: unknown): [] {
  if (error instanceof RuleBroken && error.code === "shipments.planTooLarge") return [];
  throw error;
}

/** A plan as it is sent: for every share its vehicle, or nothing for a hired one; shares of one vehicle are one trip. */
function tripsOf(form: FormFields) {
  const trips = new Map<string, string[]>();
  for (const shipmentId of form.texts("shipmentId")) {
    const vehicleId = form.text(`vehicle-${shipmentId}`) ?? "";
    trips.set(vehicleId, [...(trips.get(vehicleId) ?? []), shipmentId]);
  }
  return [...trips].map(([vehicleId, shipmentIds]) => ({ vehicleId: vehicleId || undefined, shipmentIds }));
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "trips.depart");
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (!shown) throw new Missing("contracts.callOffMissing");
  const form = await readForm(request);
  const callOffId = shown.callOff.id;
  if (form.text("intent") === "share")
    return formCommand(form, {
      call,
      command: shareTruck,
      input: (fields) => ({ tripId: fields.text("tripId"), withTripId: fields.text("withTripId") }),
      to: ({ tripId }) => `/${organisation.slug}/perjalanan/${tripId}`,
      flash: () => m.shipments_truck_shared_done(),
    });
  return formCommand(form, {
    call,
    command: planTrips,
    input: (fields) => ({ callOffId, trips: tripsOf(fields) }),
    to: () => `/${organisation.slug}/panggilan/${callOffId}`,
    flash: ({ tripIds }) => m.shipments_plan_done({ count: tripIds.length }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_plan_title()) }];

export default function LoadPlan() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, proposals, shares, slug, key, packUnit } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  return (
    <Page
      title={m.shipments_plan_title()}
      lead={m.shipments_plan_lead({
        goods: loaded.commodityName,
        packs: packs(callOff.packs, packUnit),
        day: dateLong(callOff.deliveryDay),
      })}
      breadcrumbs={[
        {
          to: `/${slug}/panggilan/${callOff.id}`,
          label: m.contracts_calloff_breadcrumb({ number: callOff.number }),
        },
      ]}
    >
      <ErrorSummary errors={errors} />
      {loaded.mayPlan && shares.length > 0 ? null : (
        <Callout tone="rice" icon="truck" title={m.shipments_plan_none()}>
          {m.shipments_plan_none_text()}
        </Callout>
      )}
      {loaded.isShared ? (
        <Callout tone="rice" icon="truck" title={m.shipments_truck_shared()}>
          {m.shipments_truck_replan()}
        </Callout>
      ) : null}
      <TruckOffers idempotencyKey={`${key}-truck`} offers={loaded.offers} />
      {proposals.length > 0 ? (
        <Section title={m.shipments_plan_proposals()} lead={m.shipments_plan_proposals_lead()}>
          <Tiles columns={2}>
            {proposals.map((proposal) => (
              <ProposalCard
                key={proposal.goal}
                idempotencyKey={`${key}-${proposal.goal}`}
                proposal={proposal}
                isAlone={proposals.length === 1}
                names={loaded.names}
                unit={loaded.baseUnit}
              />
            ))}
          </Tiles>
        </Section>
      ) : null}
      {loaded.mayPlan && shares.length > 0 ? (
        <Section tone="card" title={m.shipments_plan_by_hand()} lead={m.shipments_plan_by_hand_lead()}>
          <PlanByHand
            idempotencyKey={`${key}-hand`}
            shares={shares}
            vehicles={loaded.vehicles}
            unit={loaded.baseUnit}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
    </Page>
  );
}
