import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, dateLong, minuteTime, rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { answerRide } from "#app/modules/shipments/answer-ride.server.ts";
import { cancelRide } from "#app/modules/shipments/cancel-ride.server.ts";
import { fixRide } from "#app/modules/shipments/fix-ride.server.ts";
import { leaveRide } from "#app/modules/shipments/leave-ride.server.ts";
import { rideById } from "#app/modules/shipments/ride-reads.server.ts";
import { mayDecideRide } from "#app/modules/shipments/shipment.policy.ts";
import { DriverLink } from "#app/modules/shipments/ui/driver-link.tsx";
import { RideBadge } from "#app/modules/shipments/ui/ride-badge.tsx";
import { StepBackForm, TakeOutForm } from "#app/modules/shipments/ui/ride-out.tsx";
import { RideMap, RideShares, RideStops } from "#app/modules/shipments/ui/ride-views.tsx";
import { sayKm } from "#app/modules/shipments/ui/say-way.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** One ride: for the carrier its round and who comes along, for a neighbour its place and what it costs. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shown = await rideById(organisation.id, params["rideId"] ?? "");
  if (!shown) throw new Missing("shipments.rideMissing");
  const mayDecide = mayDecideRide(actor, organisation.id);
  const token =
    mayDecide && shown.isCarrier && shown.ride.state === "fixed"
      ? await openLinkToken(organisation.id, { purpose: "drive", subjectId: shown.ride.id }, call.at)
      : null;
  return {
    ...shown,
    toAnswer:
      mayDecide && shown.ride.state === "asked" && call.at <= shown.ride.answerBy
        ? shown.ownPlaces.filter((place) => place.state === "offered")
        : [],
    mayLead: mayDecide && shown.isCarrier,
    /** Whom the carrier may take out, and what the reader may take back itself. */
    toTakeOut:
      mayDecide && shown.isCarrier && shown.ride.state === "fixed"
        ? shown.places.filter(
            ({ state, koperasiId }) => state === "accepted" && koperasiId !== organisation.id,
          )
        : [],
    toTakeBack:
      mayDecide && !shown.isCarrier && shown.ride.state === "asked"
        ? shown.ownPlaces.filter(({ state }) => state === "accepted")
        : [],
    driverUrl: token && linkAddress(token),
    ownId: organisation.id,
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.dispatch");
  if (organisation.kind !== "koperasi") throw new Missing("shipments.rideMissing");
  const form = await readForm(request);
  const rideId = params["rideId"] ?? "";
  const to = () => `/${organisation.slug}/angkutan/${rideId}`;
  switch (form.text("intent")) {
    case "fix":
      return formCommand(form, {
        call,
        command: fixRide,
        input: () => ({ rideId }),
        to,
        flash: ({ isFixed }) => (isFixed ? m.shipments_ride_fixed_done() : m.shipments_ride_alone_done()),
      });
    case "cancel":
      return formCommand(form, {
        call,
        command: cancelRide,
        input: (fields) => ({ rideId, reason: fields.text("reason") ?? "" }),
        to,
        flash: () => m.shipments_ride_cancelled_done(),
      });
    case "leave":
      return formCommand(form, {
        call,
        command: leaveRide,
        input: (fields) => ({
          ridePlaceId: fields.text("ridePlaceId"),
          reason: fields.text("outReason") ?? "",
        }),
        fieldNames: { reason: "outReason" },
        to,
        flash: ({ isTakenOut }) => (isTakenOut ? m.shipments_ride_out_done() : m.shipments_ride_back_done()),
      });
    default:
      return formCommand(form, {
        call,
        command: answerRide,
        input: (fields) => ({
          ridePlaceId: fields.text("ridePlaceId"),
          answer: fields.text("intent") === "yes" ? "yes" : "no",
        }),
        to,
        flash: () => m.shipments_ride_answered_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_ride_title()) }];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Ride() {
  const loaded = useLoaderData<typeof loader>();
  const { ride, slug, places, stops, ownPlaces } = loaded;
  const answer = useActionData<typeof action>();
  const isRiding = ride.state === "fixed" || ride.state === "settled";
  const paid = sumOf(ownPlaces.map((place) => place.payRupiah ?? place.quotedRupiah));
  return (
    <Page
      title={`${loaded.kind} ${loaded.plate}`}
      lead={m.shipments_ride_lead({ carrier: loaded.carrierName, day: dateLong(ride.deliveryDay) })}
      badge={<RideBadge state={ride.state} />}
      breadcrumbs={[{ to: `/${slug}/angkutan`, label: m.shipments_rides_title() }]}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      {ride.state === "cancelled" ? (
        <Callout tone="brick" title={m.shipments_ride_off()}>
          {ride.reason}
        </Callout>
      ) : null}
      {loaded.toAnswer.map((place) => (
        <Asked key={place.id} place={place} loaded={loaded} />
      ))}
      {isRiding || loaded.isCarrier ? (
        <Section tone="card" title={m.shipments_ride_about()}>
          <Facts
            columns={2}
            facts={[
              { label: m.shipments_ride_cost(), value: isRiding ? rupiah(ride.costRupiah) : null },
              {
                label: isRiding ? m.shipments_ride_you_pay() : m.shipments_ride_you_quoted(),
                value: rupiah(paid),
              },
              { label: m.shipments_ride_starts(), value: isRiding ? minuteTime(ride.startMinute) : null },
              { label: m.shipments_ride_round(), value: isRiding ? `${sayKm(ride.metres)} km` : null },
              { label: m.shipments_ride_driver(), value: loaded.driverName },
              { label: m.shipments_ride_phone(), value: loaded.isCarrier ? null : loaded.carrierPhone },
            ].filter((fact) => fact.value !== null)}
          />
        </Section>
      ) : null}
      {stops.length > 0 && ride.state !== "cancelled" ? (
        <Section tone="card" title={m.shipments_ride_stops()}>
          <RideStops stops={stops} zone={loaded.zone} />
          {loaded.isCarrier ? <RideMap yard={loaded.yard} stops={stops} /> : null}
        </Section>
      ) : null}
      {loaded.driverUrl ? (
        <DriverLink
          url={loaded.driverUrl}
          driverName={loaded.driverName}
          driverPhone={null}
          buyerName={[...new Set(stops.flatMap((stop) => (stop.kind === "dropoff" ? [stop.name] : [])))].join(
            ", ",
          )}
          lead={m.shipments_ride_open_lead()}
        />
      ) : null}
      {isRiding && places.length > 0 ? (
        <Section tone="flush" title={m.shipments_ride_shares()} lead={m.shipments_ride_shares_lead()}>
          <RideShares places={places} ownId={loaded.ownId} costRupiah={ride.costRupiah} />
        </Section>
      ) : null}
      {loaded.toTakeBack.map((place) => (
        <StepBackForm
          key={place.id}
          place={place}
          idempotencyKey={`${loaded.key}-back-${place.id}`}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      ))}
      <TakeOutForm
        places={loaded.toTakeOut}
        idempotencyKey={`${loaded.key}-out`}
        errors={answer?.errors ?? {}}
        values={answer?.values ?? {}}
      />
      {loaded.mayLead ? (
        <Lead loaded={loaded} errors={answer?.errors ?? {}} values={answer?.values ?? {}} />
      ) : null}
    </Page>
  );
}

/** What a neighbour is asked: one delivery, what it costs at most, yes or no. */
function Asked({ place, loaded }: { readonly place: Loaded["toAnswer"][number]; readonly loaded: Loaded }) {
  return (
    <Section
      tone="card"
      title={m.shipments_ride_question({ kitchen: place.buyerName, weight: weight(place.base) })}
      lead={
        place.store === null
          ? m.shipments_ride_question_lead()
          : m.shipments_ride_question_lead_at({
              warehouse: place.store.name,
              address: place.store.address,
              opens: clockTime(place.store.opensAt),
              closes: clockTime(place.store.closesAt),
            })
      }
    >
      <p>
        <span className="block text-sm text-ink-faint">{m.shipments_ride_at_most()}</span>
        <strong className="tabular text-2xl">{rupiah(place.quotedRupiah)}</strong>
      </p>
      <Countdown
        label={m.allotment_answer_by()}
        until={loaded.ride.answerBy}
        now={loaded.now}
        zone={loaded.zone}
      />
      <Form idempotencyKey={`${loaded.key}-${place.id}`}>
        <input type="hidden" name="ridePlaceId" value={place.id} />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="yes">
            {m.shipments_ride_yes()}
          </SubmitButton>
          <SubmitButton variant="quiet" icon="x" name="intent" value="no">
            {m.shipments_ride_no()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** What the carrier can still decide. */
function Lead({
  loaded,
  errors,
  values,
}: {
  readonly loaded: Loaded;
  readonly errors: Readonly<Record<string, readonly string[] | undefined>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const { ride, key, open } = loaded;
  if (ride.state !== "asked" && ride.state !== "fixed") return null;
  return (
    <>
      {ride.state === "asked" ? (
        <Section
          tone="card"
          title={m.shipments_ride_waiting({ count: open })}
          lead={m.shipments_ride_waiting_lead()}
        >
          <Countdown
            label={m.allotment_answer_by()}
            until={ride.answerBy}
            now={loaded.now}
            zone={loaded.zone}
          />
          <Form idempotencyKey={`${key}-fix`}>
            <FormActions>
              <SubmitButton variant="secondary" name="intent" value="fix">
                {m.shipments_ride_fix()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
      <Section tone="card" title={m.shipments_ride_cancel()} fold={errors["reason"] ? "open" : "closed"}>
        <Form idempotencyKey={`${key}-cancel`}>
          <TextInput
            name="reason"
            label={m.shipments_ride_reason()}
            maxLength={300}
            defaultValue={values["reason"]}
            error={errors["reason"]}
          />
          <FormActions>
            <SubmitButton variant="danger" icon="x" name="intent" value="cancel">
              {m.shipments_ride_cancel()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </>
  );
}
