import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, useActionData, useLoaderData, useRouteError } from "@remix-run/react";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { requireLink } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { time } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { markArrival } from "#app/modules/shipments/mark-arrival.server.ts";
import { loadOfDriver } from "#app/modules/shipments/shipment-reads.server.ts";
import { DriverStop } from "#app/modules/shipments/ui/driver-stop.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

/** What a driver's link opens: the load, and one button. Nothing else can be done with it. */
export const loader = screenLoader(async ({ params, context }: LoaderFunctionArgs) => {
  const { actor, organisationId } = await requireLink(context, params["token"]);
  const loads = await loadOfDriver(actor);
  if (loads.length === 0) throw new Missing("identity.linkOver");
  const onRoad = loads.filter(({ shipment }) => shipment.state === "dispatched");
  return {
    loads,
    mayArrive: onRoad.some(({ shipment }) => shipment.arrivedAt === null),
    arrivedAt: onRoad.find(({ shipment }) => shipment.arrivedAt !== null)?.shipment.arrivedAt ?? null,
    isHandedOver: loads.every(({ shipment }) => shipment.state === "received"),
    zone: await clockOf(organisationId),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params, context }: ActionFunctionArgs) => {
  const { call } = await requireLink(context, params["token"]);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: markArrival,
    input: () => ({}),
    to: () => `/t/${params["token"]}`,
  });
});

export const meta: MetaFunction = () => [
  { title: pageTitle(m.shipments_drive_title()) },
  // The address is the key: not for search engines, nor for other sites. Our own forms must still say where they come from.
  { name: "robots", content: "noindex" },
  { name: "referrer", content: "same-origin" },
];

export default function DriverPage() {
  const { loads, mayArrive, arrivedAt, isHandedOver, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const plate = loads.find(({ shipment }) => shipment.vehiclePlate !== null)?.shipment.vehiclePlate;
  return (
    <CenterPage title={m.shipments_drive_title()} lead={plate ?? undefined}>
      <div className="flex flex-col gap-5">
        <ErrorSummary errors={answer?.errors ?? {}} />
        {isHandedOver ? (
          <Callout tone="leaf" title={m.shipments_drive_done()} />
        ) : arrivedAt === null || mayArrive ? null : (
          <Callout tone="leaf" icon="pin" title={m.shipments_drive_arrived({ at: time(arrivedAt, zone) })}>
            {m.shipments_drive_arrived_next()}
          </Callout>
        )}
        <div>
          {loads.map((load) => (
            <DriverStop key={load.shipment.id} load={load} />
          ))}
        </div>
        {mayArrive ? (
          <Form idempotencyKey={key}>
            <SubmitButton icon="pin" wide>
              {m.shipments_drive_arrive()}
            </SubmitButton>
          </Form>
        ) : null}
      </div>
    </CenterPage>
  );
}

/** A link that has run out, in words for somebody who has no account to go back to. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (!isRouteErrorResponse(error) || error.status !== 404) throw error;
  return (
    <CenterPage title={m.shipments_drive_over_title()}>
      <p className="text-ink-soft">{m.shipments_drive_over_text()}</p>
    </CenterPage>
  );
}
