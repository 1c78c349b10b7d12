import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { doorBoxes, doorFieldNames, receivedLine } from "#app/modules/shipments/door-form.ts";
import { receiveAtDoor } from "#app/modules/shipments/receive-at-door.server.ts";
import { mayReceiveShipment } from "#app/modules/shipments/shipment.policy.ts";
import { CarrierFacts } from "#app/modules/shipments/ui/carrier-facts.tsx";
import { DoorDesk } from "#app/modules/shipments/ui/door-desk.tsx";
import { LateKeptNotice } from "#app/modules/shipments/ui/late-kept-notice.tsx";
import { weighingTolerances } from "#app/modules/shipments/weighing-tolerance-reads.server.ts";
import { KeptForms } from "#app/ui/form/kept-forms.tsx";
import { KeepPages } from "#app/ui/keep-pages.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { incoming, keptDeliveries } from "./incoming.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "shipments.read");
  const { actor, call, organisation, person } = member;
  const shown = await incoming(organisation.id, params["shipmentId"] ?? "");
  const { shipment } = shown;
  const isAtDoor = shipment.state === "dispatched" && shipment.purpose === "order";
  if (!isAtDoor || !mayReceiveShipment(actor, { ...shipment, hubId: shown.hubId }))
    throw redirect(`/${organisation.slug}/terima/${shipment.id}/hasil`);
  const toleranceOf = await weighingTolerances(shipment.buyerId, call.at, shown.lines);
  return {
    shown,
    tolerances: shown.lines.map(toleranceOf),
    kept: await keptDeliveries(member),
    receiver: person.fullName,
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.receive");
  const { shipment, lines } = await incoming(organisation.id, params["shipmentId"] ?? "");
  const form = await readForm(request);
  const photos: Record<string, string> = {};
  const weighed = async () => {
    const rows = form.rows("lines");
    for (const [at, row] of rows.entries()) await keepPhotoOf(call, form, row, at, photos);
    return rows.map((row, at) => {
      const line = lines.find(({ id }) => id === row.text("shipmentLineId"));
      return receivedLine(doorBoxes(row, photos[`lines[${at}].photoId`]), line?.basePerUnit ?? 1n);
    });
  };
  const asLoaded = () =>
    lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.loadedBase.toString() }));
  const answered = await formCommand(form, {
    call,
    command: receiveAtDoor,
    input: async (fields) => ({
      shipmentId: shipment.id,
      receiverName: fields.text("receiverName"),
      ...(fields.text("witnessName") ? { witnessName: fields.text("witnessName") } : {}),
      ...(fields.text("driverName") ? { driverName: fields.text("driverName") } : {}),
      happenedAt: fields.text("happenedAt"),
      receiverSignature: fields.text("receiverSignature"),
      witnessSignature: fields.text("witnessSignature"),
      driverSignature: fields.text("driverSignature"),
      lines: fields.text("intent") === "all" ? asLoaded() : await weighed(),
    }),
    fieldNames: doorFieldNames,
    to: () => `/${organisation.slug}/terima/${shipment.id}/hasil`,
    flash: ({ isSecond }) => (isSecond ? m.shipments_second_kept() : m.shipments_door_done()),
  });
  // A photo that was taken need not be taken again.
  const values = { ...answered.data.values, ...sensedIn(form), ...photos };
  return data({ ...answered.data, values }, answered.init ?? undefined);
});

async function keepPhotoOf(
  call: Call,
  form: FormFields,
  row: FormFields,
  at: number,
  photos: Record<string, string>,
): Promise<void> {
  const photo = await uploadOf(row.file("photo"));
  if (!photo) return;
  const key = form.text("_key");
  const { fileId } = await uploadFile(
    { ...call, key: key ? `${key}-${at}` : null },
    { purpose: "receiving_photo", ...photo },
  );
  photos[`lines[${at}].photoId`] = fileId;
}

/** Several taps of one name, for showing the form again. */
function sensedIn(form: FormFields): Record<string, string> {
  return Object.fromEntries(
    form.rows("lines").map((row, at) => [`lines[${at}].sensed`, row.texts("sensed").join(" ")]),
  );
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  {
    title: pageTitle(
      loaded ? m.shipments_door_title({ seller: loaded.shown.sellerName }) : m.shipments_receive_title(),
    ),
  },
];

export default function Delivery() {
  const { kept, shown, slug } = useLoaderData<typeof loader>();
  return (
    <KeptForms queue={kept.queue}>
      <KeepPages paths={[...new Set([...kept.pages, `/${slug}/terima/${shown.shipment.id}`])]} />
      <DeliveryPage />
    </KeptForms>
  );
}

function DeliveryPage() {
  const { shown, tolerances, receiver, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { shipment } = shown;
  return (
    <Page
      title={m.shipments_door_title({ seller: shown.sellerName })}
      lead={shipment.number ? m.shipments_door_lead({ number: shipment.number }) : date(shipment.deliveryDay)}
      breadcrumbs={[{ to: `/${slug}/terima`, label: m.shipments_receive_title() }]}
      width="narrow"
    >
      <LateKeptNotice about={shipment.id} />
      <CarrierFacts shipment={shipment} />
      <DoorDesk
        idempotencyKey={key}
        shown={shown}
        receiver={receiver}
        tolerances={tolerances}
        zone={zone}
        errors={answer?.errors ?? {}}
        values={answer?.values ?? {}}
      />
    </Page>
  );
}
