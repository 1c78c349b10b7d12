import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateLong, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { openRide } from "#app/modules/shipments/open-ride.server.ts";
import { openDays, ridesOf } from "#app/modules/shipments/ride-reads.server.ts";
import { mayDecideRide } from "#app/modules/shipments/shipment.policy.ts";
import { RideBadge } from "#app/modules/shipments/ui/ride-badge.tsx";
import { vehiclesOf } from "#app/modules/shipments/vehicle-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Rides to the kitchens of the city: those that neighbours offer, and room in one's own vehicle. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  if (organisation.kind !== "koperasi") throw new Missing("shipments.rideMissing");
  const mayDecide = mayDecideRide(actor, organisation.id);
  const [rides, days, vehicles] = await Promise.all([
    ridesOf(organisation.id),
    mayDecide ? openDays(organisation.id, dayOf(call.at, organisation.timeZone)) : [],
    mayDecide ? vehiclesOf(organisation.id) : [],
  ]);
  return {
    rides,
    days,
    vehicles: vehicles.map(({ id, kind, plate, payloadGrams }) => ({ id, kind, plate, payloadGrams })),
    mayDecide,
    ownId: organisation.id,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.dispatch");
  if (organisation.kind !== "koperasi") throw new Missing("shipments.rideMissing");
  return formCommand(await readForm(request), {
    call,
    command: openRide,
    input: (fields) => ({
      vehicleId: fields.text("vehicleId"),
      deliveryDay: fields.text("deliveryDay"),
    }),
    to: ({ rideId }) => `/${organisation.slug}/angkutan/${rideId}`,
    flash: ({ asked }) => m.shipments_ride_opened({ count: asked }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_rides_title()) }];

export default function Rides() {
  const { rides, days, vehicles, mayDecide, ownId, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  return (
    <Page
      title={m.shipments_rides_title()}
      lead={m.shipments_rides_lead()}
      breadcrumbs={[{ to: `/${slug}/kirim`, label: m.shipments_send_title() }]}
    >
      <ErrorSummary errors={errors} />
      <Section tone="flush" title={m.shipments_rides_list()}>
        <DataTable
          caption={m.shipments_rides_list()}
          rows={rides}
          rowKey={(row) => row.id}
          rowTo={(row) => `/${slug}/angkutan/${row.id}`}
          rowMark={(row) => (row.waits ? { tone: "rice", label: m.shipments_ride_waits() } : null)}
          empty={
            <EmptyState icon="truck" title={m.shipments_rides_none()}>
              {m.shipments_rides_none_text()}
            </EmptyState>
          }
          columns={[
            {
              key: "who",
              header: m.shipments_ride_carrier(),
              cell: (row) => (row.ride.carrierId === ownId ? m.shipments_ride_own() : row.carrierName),
            },
            { key: "vehicle", header: m.shipments_ride_vehicle(), cell: (row) => `${row.kind} ${row.plate}` },
            { key: "day", header: m.contracts_delivery_day(), cell: (row) => date(row.ride.deliveryDay) },
            {
              key: "state",
              header: m.contracts_state(),
              cell: (row) => <RideBadge state={row.ride.state} />,
            },
          ]}
        />
      </Section>
      {mayDecide ? (
        <Section tone="card" title={m.shipments_ride_offer()} lead={m.shipments_ride_offer_lead()}>
          {days.length === 0 || vehicles.length === 0 ? (
            <>
              <p className="text-ink-soft">
                {vehicles.length === 0 ? m.shipments_ride_no_vehicle() : m.shipments_ride_no_day()}
              </p>
              <div>
                <ButtonLink
                  to={`/${slug}/${vehicles.length === 0 ? "kendaraan" : "pesanan-masuk"}`}
                  variant="secondary"
                >
                  {vehicles.length === 0 ? m.workspace_nav_vehicles() : m.workspace_nav_demand()}
                </ButtonLink>
              </div>
            </>
          ) : (
            <Form idempotencyKey={key}>
              <FieldRow>
                <Select
                  name="deliveryDay"
                  label={m.contracts_delivery_day()}
                  defaultValue={answer?.values["deliveryDay"] ?? days[0]?.deliveryDay}
                  error={errors["deliveryDay"]}
                  options={days.map((day) => ({
                    value: day.deliveryDay,
                    label:
                      day.unweighed.length > 0
                        ? m.shipments_ride_day_unweighed({
                            day: dateLong(day.deliveryDay),
                            count: day.deliveries,
                            goods: day.unweighed.join(", "),
                          })
                        : m.shipments_ride_day({
                            day: dateLong(day.deliveryDay),
                            count: day.deliveries,
                            weight: weight(day.grams),
                          }),
                  }))}
                />
                <Select
                  name="vehicleId"
                  label={m.shipments_ride_vehicle()}
                  defaultValue={answer?.values["vehicleId"] ?? vehicles[0]?.id}
                  error={errors["vehicleId"]}
                  options={vehicles.map((one) => ({
                    value: one.id,
                    label: `${one.kind} ${one.plate} · ${weight(one.payloadGrams)}`,
                  }))}
                />
              </FieldRow>
              <FormActions>
                <SubmitButton icon="truck">{m.shipments_ride_ask()}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </Section>
      ) : null}
    </Page>
  );
}
