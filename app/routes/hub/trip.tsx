import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { mayOpenDispute } from "#app/modules/disputes/dispute.policy.ts";
import { claimableHandovers } from "#app/modules/disputes/dispute-reads.server.ts";
import { ClaimableList } from "#app/modules/disputes/ui/claimable-list.tsx";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { isCallOffInvoiced } from "#app/modules/invoicing/basis-reads.server.ts";
import { correctTripCost } from "#app/modules/invoicing/correct-trip-cost.server.ts";
import { correctTruckCost } from "#app/modules/invoicing/correct-truck-cost.server.ts";
import { TripCostForm } from "#app/modules/invoicing/ui/trip-cost-form.tsx";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { marksOfTrip } from "#app/modules/shipments/drive-reads.server.ts";
import { giveUpTrip } from "#app/modules/shipments/give-up-trip.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { mayDepartTrip, mayHandOverTrip } from "#app/modules/shipments/shipment.policy.ts";
import {
  claimsOfCallOff,
  costCorrectionsOf,
  placesOfStops,
  type TripShown,
  tripById,
  tripsOfCallOff,
} from "#app/modules/shipments/trip-reads.server.ts";
import { utilisation } from "#app/modules/shipments/trips.ts";
import { truckMates } from "#app/modules/shipments/truck-reads.server.ts";
import { ClaimsTable } from "#app/modules/shipments/ui/claims-table.tsx";
import { DepartForm } from "#app/modules/shipments/ui/depart-form.tsx";
import { DriverLink } from "#app/modules/shipments/ui/driver-link.tsx";
import { GiveUpForm } from "#app/modules/shipments/ui/give-up-form.tsx";
import { HandOverForm } from "#app/modules/shipments/ui/hand-over-form.tsx";
import { sayHours, sayKm } from "#app/modules/shipments/ui/say-way.ts";
import { TripBadge } from "#app/modules/shipments/ui/trip-badge.tsx";
import { TripFigures } from "#app/modules/shipments/ui/trip-figures.tsx";
import { TripMap } from "#app/modules/shipments/ui/trip-map.tsx";
import { TripShares } from "#app/modules/shipments/ui/trip-shares.tsx";
import { TripStops } from "#app/modules/shipments/ui/trip-stops.tsx";
import { TruckMates } from "#app/modules/shipments/ui/truck-mates.tsx";
import { VehicleForm } from "#app/modules/shipments/ui/vehicle-form.tsx";
import { vehiclesForCallOff } from "#app/modules/shipments/vehicle-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";

/** A trip as the trade center, the buyer and the koperasi on it see it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const shown = await tripById(organisation.id, params["tripId"] ?? "");
  if (!shown) throw new Missing("shipments.tripMissing");
  const { trip } = shown;
  const parties = { hubId: trip.hubId, buyerId: shown.buyerId };
  const mayDepart = trip.state === "planned" && mayDepartTrip(actor, parties);
  const [claims, papers, vehicles, all, mates] = await Promise.all([
    trip.state === "delivered" ? claimsOfCallOff(organisation.id, trip.callOffId) : [],
    documentsAbout(organisation.id, [trip.id, ...shown.shares.map((share) => share.shipmentId)]),
    mayDepart ? vehiclesForCallOff(organisation.id, trip.callOffId) : [],
    mayDepart ? tripsOfCallOff(organisation.id, trip.callOffId) : [],
    truckMates(organisation.id, trip.id),
  ]);
  const isHub = trip.hubId === organisation.id;
  const isOnWay = trip.state === "planned" || trip.state === "departed";
  const mayClaim = trip.state === "delivered" && mayOpenDispute(actor, parties);
  const [places, marks, token, corrections, isInvoiced, claimable] = await Promise.all([
    placesOfStops(shown.stops),
    marksOfTrip(trip.id),
    isHub && isOnWay
      ? openLinkToken(organisation.id, { purpose: "drive", subjectId: trip.id }, call.at)
      : null,
    costCorrectionsOf(trip.id),
    isCallOffInvoiced(trip.callOffId),
    mayClaim ? claimableHandovers(organisation.id, { at: call.at, tripId: trip.id }) : [],
  ]);
  const hasLeft = all.some((one) => one.trip.state !== "planned");
  return {
    ...shown,
    stops: shown.stops.map((stop) => ({ ...stop, at: places.get(stop.organisationId) ?? null })),
    claims,
    claimable,
    mates,
    deliveredBase: sumOf(shown.shares.map((share) => share.deliveredBase ?? 0n)),
    papers,
    vehicles,
    isHub,
    marks,
    corrections,
    isInvoiced,
    driverUrl: token && linkAddress(token),
    deeds: {
      depart: mayDepart,
      /** One vehicle for everything is chosen here; several are planned together. */
      choose: mayDepart && all.length === 1 && !shown.isShared,
      leave: mayDepart && all.length === 1 && shown.isShared,
      giveUp: mayDepart && hasLeft && shown.shares.every((share) => share.weighedInAt === null),
      // What the buyer was charged for stays as it was invoiced; what koperasi bear is corrected by entries.
      correctCost:
        trip.state === "delivered" &&
        mayDepartTrip(actor, parties) &&
        (!isInvoiced || shown.freightPaidBy === "seller"),
      handOver: trip.state === "departed" && mayHandOverTrip(actor, parties),
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

/** The rows of a handover: kilograms as base units, and photos kept before the receipt names them. */
async function handedOver(form: FormFields, call: Call, shown: TripShown) {
  const unit = surveyedBase(shown.baseUnit);
  const base = (text: string | undefined) =>
    text === undefined ? undefined : (parseQuantity(text, unit)?.toString() ?? text);
  return Promise.all(
    form.rows("lines").map(async (row) => {
      const photo = await uploadOf(row.file("photo"));
      const kept =
        photo && (await uploadFile({ ...call, key: null }, { purpose: "receiving_photo", ...photo }));
      return {
        shipmentId: row.text("shipmentId") ?? "",
        deliveredBase: base(row.text("delivered")) ?? "",
        brokenBase: base(row.text("broken")) ?? "0",
        photoId: kept?.fileId,
      };
    }),
  );
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const shown = await tripById(organisation.id, params["tripId"] ?? "");
  if (!shown) throw new Missing("shipments.tripMissing");
  const form = await readForm(request);
  const tripId = shown.trip.id;
  const to = () => `/${organisation.slug}/perjalanan/${tripId}`;
  switch (form.text("intent")) {
    case "vehicle":
      return formCommand(form, {
        call,
        command: planTrip,
        input: (fields) => ({ callOffId: shown.trip.callOffId, vehicleId: fields.text("vehicleId") }),
        to,
        flash: () => m.shipments_vehicle_done(),
      });
    case "cost":
      return formCommand(form, {
        call,
        command: correctTripCost,
        input: (fields) => ({ tripId, costRupiah: fields.text("costRupiah"), reason: fields.text("reason") }),
        to,
        flash: () => m.invoicing_cost_done(),
      });
    case "truckCost":
      return formCommand(form, {
        call,
        command: correctTruckCost,
        input: (fields) => ({ tripId, costRupiah: fields.text("costRupiah"), reason: fields.text("reason") }),
        to,
        flash: () => m.invoicing_cost_done(),
      });
    case "giveUp":
      return formCommand(form, {
        call,
        command: giveUpTrip,
        input: (fields) => ({ tripId, reason: fields.text("reason") }),
        to: () => `/${organisation.slug}/panggilan/${shown.trip.callOffId}`,
        flash: () => m.shipments_give_up_done(),
      });
    case "depart":
      return formCommand(form, {
        call,
        command: departTrip,
        input: (fields) => ({
          tripId,
          sealNumber: fields.text("sealNumber"),
          driverName: fields.text("driverName"),
          driverPhone: fields.text("driverPhone"),
          vehiclePlate: fields.text("vehiclePlate"),
          leaveBehind: fields.texts("leaveBehind"),
        }),
        to,
        flash: () => m.shipments_departed_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: handOverTrip,
        input: async (fields) => ({
          tripId,
          receiverName: fields.text("receiverName"),
          witnessName: fields.text("witnessName"),
          note: fields.text("note"),
          lines: await handedOver(fields, call, shown),
        }),
        fieldNames: { deliveredBase: "delivered", brokenBase: "broken", photoId: "photo" },
        to,
        flash: () => m.shipments_handed_over_done(),
      });
  }
});

/** Whoever has not passed the scales of all that go in this vehicle; of other call-offs with their number. */
function unweighedOn({
  shares,
  mates,
}: Pick<TripShown, "shares"> & { readonly mates: readonly TripShown[] }) {
  const waiting = (all: TripShown["shares"]) =>
    all.filter((share) => share.weighedInAt === null && share.state !== "cancelled");
  const others = mates.flatMap((mate) =>
    waiting(mate.shares).map((share) => ({
      ...share,
      koperasiName: `${share.koperasiName} · ${mate.callOffNumber}`,
    })),
  );
  return [...waiting(shares), ...others];
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data ? `${m.shipments_trip_title()} ${data.callOffNumber}` : m.shipments_trip_title()) },
];

export default function Trip() {
  const loaded = useLoaderData<typeof loader>();
  const { trip, shares, deeds, slug, zone, key, baseUnit } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  const vehicle = loaded.vehiclePlate && `${loaded.vehicleKind ?? ""} ${loaded.vehiclePlate}`;
  const standing = shares.filter((share) => share.state !== "cancelled");
  return (
    <Page
      title={m.shipments_trip_of({ goods: loaded.commodityName, buyer: loaded.buyerName })}
      lead={m.shipments_trip_lead({
        number: loaded.callOffNumber,
        hub: loaded.hubName,
        day: date(trip.plannedFor),
      })}
      badge={<TripBadge state={trip.state} />}
      breadcrumbs={[
        {
          to: `/${slug}/panggilan/${trip.callOffId}`,
          label: m.contracts_calloff_breadcrumb({ number: loaded.callOffNumber }),
        },
      ]}
      actions={
        loaded.isHub && trip.state === "planned" ? (
          <ButtonLink to={`/${slug}/timbang/${trip.callOffId}`} variant="secondary" icon="scale">
            {m.shipments_gate_open()}
          </ButtonLink>
        ) : undefined
      }
    >
      <ErrorSummary errors={errors} />
      <TripFigures
        loadBase={loaded.loadBase}
        baseUnit={baseUnit}
        payloadGrams={loaded.payloadGrams}
        utilisation={
          loaded.mates.length > 0 && loaded.payloadGrams !== null
            ? utilisation(sumOf([loaded, ...loaded.mates].map((one) => one.loadBase)), loaded.payloadGrams)
            : loaded.utilisation
        }
        costRupiah={trip.costRupiah}
        rupiahPerKg={loaded.rupiahPerKg}
        vehicle={vehicle || null}
      />
      <Split
        aside={
          <>
            <Section tone="card" title={m.shipments_trip_facts()}>
              <Facts
                facts={[
                  { label: m.shipments_trip_destination(), value: loaded.destinationAddress },
                  { label: m.shipments_trip_way(), value: trip.metres && `${sayKm(trip.metres)} km` },
                  {
                    label: m.shipments_trip_driving(),
                    value: trip.drivingMinutes && sayHours(trip.drivingMinutes),
                  },
                  { label: m.shipments_driver(), value: trip.driverName },
                  { label: m.shipments_seal(), value: trip.sealNumber },
                  {
                    label: m.shipments_trip_departed_at(),
                    value: trip.departedAt ? dateTime(trip.departedAt, zone) : null,
                  },
                  {
                    label: m.shipments_trip_delivered_at(),
                    value: trip.deliveredAt ? dateTime(trip.deliveredAt, zone) : null,
                  },
                ]}
              />
            </Section>
            {deeds.choose ? (
              <Section tone="card" title={m.shipments_vehicle()}>
                <VehicleForm
                  idempotencyKey={key}
                  vehicles={loaded.vehicles}
                  chosenId={trip.vehicleId}
                  errors={errors}
                />
              </Section>
            ) : null}
            {loaded.driverUrl ? (
              <DriverLink
                url={loaded.driverUrl}
                driverName={trip.driverName}
                driverPhone={null}
                buyerName={loaded.buyerName}
              />
            ) : null}
            <TripCostForm
              idempotencyKey={key}
              costRupiah={trip.costRupiah}
              wholeRupiah={
                loaded.mates.length > 0
                  ? trip.costRupiah + sumOf(loaded.mates.map((mate) => mate.trip.costRupiah))
                  : null
              }
              corrections={loaded.corrections}
              mayCorrect={deeds.correctCost}
              isInvoiced={loaded.isInvoiced}
              errors={errors}
            />
            {deeds.giveUp ? <GiveUpForm idempotencyKey={key} errors={errors} /> : null}
            <DocumentLinks
              papers={loaded.papers}
              partyOf={Object.fromEntries(shares.map((share) => [share.shipmentId, share.koperasiName]))}
            />
          </>
        }
      >
        <TruckMates
          own={loaded}
          mates={loaded.mates}
          slug={slug}
          leaveKey={deeds.leave ? `${key}-leave` : null}
        />
        {deeds.depart ? (
          <Section tone="card" title={m.shipments_depart_title()} lead={m.shipments_depart_lead()}>
            <DepartForm
              idempotencyKey={key}
              driverName={trip.driverName}
              plate={loaded.vehiclePlate}
              unweighed={unweighedOn(loaded)}
              errors={errors}
              values={values}
            />
          </Section>
        ) : null}
        <ClaimableList rows={loaded.claimable} slug={slug} zone={zone} />
        {deeds.handOver ? (
          <Section
            tone="card"
            title={m.shipments_hand_over_title()}
            lead={m.shipments_hand_over_lead({ allowance: percent(loaded.breakageAllowanceBasisPoints) })}
          >
            <HandOverForm
              idempotencyKey={key}
              shares={standing}
              unit={baseUnit}
              errors={errors}
              values={values}
            />
          </Section>
        ) : null}
        <Section tone="card" title={m.shipments_trip_stops()}>
          <TripMap stops={loaded.stops} packUnit={loaded.packUnit} />
          <TripStops stops={loaded.stops} marks={loaded.marks} packUnit={loaded.packUnit} zone={zone} />
        </Section>
      </Split>
      {loaded.claims.length > 0 ? (
        <Section tone="flush" title={m.shipments_claims()}>
          <ClaimsTable
            claims={loaded.claims}
            unit={baseUnit}
            allowance={loaded.breakageAllowanceBasisPoints}
            deliveredBase={loaded.deliveredBase}
          />
        </Section>
      ) : null}
      <Section tone="flush" title={m.shipments_trip_shares()}>
        <TripShares shares={shares} unit={baseUnit} />
      </Section>
    </Page>
  );
}
