import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, useActionData, useLoaderData, useRouteError } from "@remix-run/react";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { driveOf } from "#app/modules/shipments/drive-reads.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { takeMarkBack } from "#app/modules/shipments/take-mark-back.server.ts";
import { DriveStop } from "#app/modules/shipments/ui/drive-stop.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { KeptForms } from "#app/ui/form/kept-forms.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { linkMeta } from "./link-meta.ts";

/** What a driver's link opens: his stops in order, and what he says at each. Nothing else can be done with it. */
export const loader = screenLoader(async ({ params, context }: LoaderFunctionArgs) => {
  const { actor, organisationId } = await requireLinkFor(context, params["token"], "drive");
  const drive = await driveOf(actor);
  if (!drive) throw new Missing("identity.linkOver");
  return {
    ...drive,
    /** Tells the memory of one load from that of another on the same phone. */
    name: actor.linkId,
    zone: await clockOf(organisationId),
    key: newReceiptKey(),
  };
});

/** A drawn signature comes as the text of a PNG. */
function drawnIn(form: FormFields): Uint8Array | undefined {
  const [, base64] = /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(form.text("signature") ?? "") ?? [];
  return base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, "base64"));
}

const stopIn = (fields: FormFields) => ({
  place: fields.text("place"),
  organisationId: fields.text("organisationId"),
  round: fields.text("round"),
  deed: fields.text("deed"),
});

export const action = screenAction(async ({ request, params, context }: ActionFunctionArgs) => {
  const { call } = await requireLinkFor(context, params["token"], "drive");
  const form = await readForm(request);
  const to = () => `/t/${params["token"]}`;
  if (form.text("intent") === "undo")
    return formCommand(form, { call, command: takeMarkBack, input: stopIn, to });
  return formCommand(form, {
    call,
    command: markStop,
    input: async (fields) => ({
      ...stopIn(fields),
      happenedAt: fields.text("happenedAt"),
      note: fields.text("note"),
      signedName: fields.text("signedName"),
      signature: drawnIn(fields),
      photo: (await uploadOf(fields.file(`photo-${fields.text("number") ?? ""}`)))?.bytes,
    }),
    to,
  });
});

export const meta: MetaFunction = () => linkMeta(pageTitle(m.shipments_drive_title()));

export default function DriverPage() {
  const { stops, isOver, name, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const plate = stops.flatMap((stop) => stop.loads).find(({ shipment }) => shipment.vehiclePlate !== null);
  return (
    <CenterPage title={m.shipments_drive_title()} lead={plate?.shipment.vehiclePlate ?? undefined}>
      <KeptForms queue={name}>
        <div className="flex flex-col gap-5">
          <ErrorSummary errors={answer?.errors ?? {}} />
          {isOver ? <Callout tone="leaf" title={m.shipments_drive_done()} /> : null}
          <div>
            {stops.map((stop, at) => (
              <DriveStop
                key={`${stop.kind} ${stop.organisationId} ${stop.round}`}
                stop={stop}
                number={at + 1}
                zone={zone}
                receiptKey={key}
              />
            ))}
          </div>
          <p className="text-sm text-ink-soft">{m.shipments_drive_offline()}</p>
        </div>
      </KeptForms>
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
