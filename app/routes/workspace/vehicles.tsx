import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { keepPickupWindow } from "#app/modules/shipments/keep-pickup-window.server.ts";
import { retireVehicle } from "#app/modules/shipments/retire-vehicle.server.ts";
import { mayKeepVehicles } from "#app/modules/shipments/shipment.policy.ts";
import { PickupWindow } from "#app/modules/shipments/ui/pickup-window.tsx";
import { AddVehicleForm, RetiredVehicles, VehicleCards } from "#app/modules/shipments/ui/vehicle-list.tsx";
import {
  pickupWindowOf,
  retiredVehiclesOf,
  vehiclesOf,
} from "#app/modules/shipments/vehicle-reads.server.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

const GRAMS_PER_KG = 1_000n;

/** The vehicles that an organisation sends goods with; trips are planned with those in use. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const [inUse, retired, window] = await Promise.all([
    vehiclesOf(organisation.id),
    retiredVehiclesOf(organisation.id),
    pickupWindowOf(organisation.id),
  ]);
  return {
    inUse,
    retired,
    window,
    mayKeep: mayKeepVehicles(actor),
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "vehicles.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/kendaraan`;
  if (form.text("intent") === "window")
    return formCommand(form, {
      call,
      command: keepPickupWindow,
      input: (fields) => ({ opens: fields.text("opens") ?? "", closes: fields.text("closes") ?? "" }),
      to,
      flash: () => m.shipments_window_done(),
    });
  if (form.text("intent") === "retire")
    return formCommand(form, {
      call,
      command: retireVehicle,
      input: (fields) => ({ vehicleId: fields.text("vehicleId"), reason: fields.text("reason") }),
      to,
      flash: () => m.shipments_vehicle_retired_done(),
    });
  return formCommand(form, {
    call,
    command: addVehicle,
    input: (fields) => {
      const payload = fields.text("payload") ?? "";
      return {
        kind: fields.text("kind"),
        plate: fields.text("plate"),
        payloadGrams: parseQuantity(payload, GRAMS_PER_KG)?.toString() ?? payload,
        costRupiahPerKm: fields.text("perKm"),
        costRupiahMin: fields.text("least"),
        driverName: fields.text("driverName"),
        body: fields.text("body"),
        drivingMinutesMax: fields.text("drivingMinutes"),
      };
    },
    fieldNames: {
      payloadGrams: "payload",
      costRupiahPerKm: "perKm",
      costRupiahMin: "least",
      drivingMinutesMax: "drivingMinutes",
    },
    to,
    flash: () => m.shipments_vehicle_added_done({ plate: form.text("plate") ?? "" }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_vehicles_title()) }];

export default function Vehicles() {
  const { inUse, retired, window, mayKeep, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const adding = answer?.values["intent"] === "add" ? answer : null;
  const timing = answer?.values["intent"] === "window" ? answer : null;
  return (
    <Page title={m.shipments_vehicles_title()} lead={m.shipments_vehicles_lead()}>
      {answer && !adding && !timing ? <ErrorSummary errors={answer.errors} /> : null}
      <Section tone="flush">
        <VehicleCards rows={inUse} retireKey={mayKeep ? key : null} />
      </Section>
      {mayKeep ? (
        <Section tone="card" title={m.shipments_vehicle_new()}>
          <AddVehicleForm
            key={inUse.length}
            idempotencyKey={key}
            errors={adding?.errors ?? {}}
            values={adding?.values ?? {}}
          />
        </Section>
      ) : null}
      <Section tone="card" title={m.shipments_window_title()} lead={m.shipments_window_lead()}>
        <PickupWindow
          idempotencyKey={mayKeep ? `${key}-window` : null}
          window={window}
          errors={timing?.errors ?? {}}
          values={timing?.values ?? {}}
        />
      </Section>
      {retired.length > 0 ? (
        <Section tone="flush" title={m.shipments_vehicles_retired()}>
          <RetiredVehicles rows={retired} zone={zone} />
        </Section>
      ) : null}
    </Page>
  );
}
