import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { doorFieldNames, receivedLine } from "#app/modules/shipments/door-form.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { mayReceiveShipment } from "#app/modules/shipments/shipment.policy.ts";
import { type ShipmentShown, shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { DoorForm } from "#app/modules/shipments/ui/door-form.tsx";
import { ReceiptFacts } from "#app/modules/shipments/ui/receipt-facts.tsx";
import { ReceiptLines } from "#app/modules/shipments/ui/receipt-lines.tsx";
import { ShipmentBadge } from "#app/modules/shipments/ui/shipment-badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** A shipment as its receiving side sees it: the buyer, or the foundation behind the kitchen that buys. */
async function incoming(organisationId: string, shipmentId: string): Promise<ShipmentShown> {
  const shown = await shipmentById(organisationId, shipmentId);
  const isOtherSide = shown?.shipment.sellerId === organisationId || shown?.hubId === organisationId;
  if (!shown || isOtherSide) throw new Missing("shipments.missing");
  return shown;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shown = await incoming(organisation.id, params["shipmentId"] ?? "");
  return {
    shown,
    isOwn: shown.shipment.buyerId === organisation.id,
    papers: await documentsAbout(organisation.id, [shown.shipment.id]),
    mayReceive: mayReceiveShipment(actor, { ...shown.shipment, hubId: shown.hubId }),
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
      return receivedLine(boxesOf(row, photos[`lines[${at}].photoId`]), line?.basePerUnit ?? 1n);
    });
  };
  const asLoaded = () =>
    lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.loadedBase.toString() }));
  const answered = await formCommand(form, {
    call,
    command: receiveShipment,
    input: async (fields) => ({
      shipmentId: shipment.id,
      receiverName: fields.text("receiverName"),
      ...(fields.text("witnessName") ? { witnessName: fields.text("witnessName") } : {}),
      ...(fields.text("driverName") ? { driverName: fields.text("driverName") } : {}),
      lines: fields.text("intent") === "all" ? asLoaded() : await weighed(),
    }),
    fieldNames: doorFieldNames,
    to: () => `/${organisation.slug}/terima/${shipment.id}`,
    flash: () => m.shipments_door_done(),
  });
  // A photo that was taken need not be taken again.
  const values = { ...answered.data.values, ...photos };
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

function boxesOf(row: FormFields, newPhoto: string | undefined) {
  return {
    shipmentLineId: row.text("shipmentLineId"),
    delivered: row.text("delivered"),
    rejected: row.text("rejected"),
    reason: row.text("reason"),
    disposition: row.text("disposition"),
    temperature: row.text("temperature"),
    note: row.text("note"),
    photoId: newPhoto ?? row.text("photoId"),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  {
    title: pageTitle(
      loaded ? m.shipments_door_title({ seller: loaded.shown.sellerName }) : m.shipments_receive_title(),
    ),
  },
];

export default function Delivery() {
  const { shown, isOwn, papers, mayReceive, receiver, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { shipment } = shown;
  const isAtDoor = shipment.state === "dispatched" && shipment.purpose === "order";
  return (
    <Page
      title={m.shipments_door_title({ seller: shown.sellerName })}
      lead={shipment.number ? m.shipments_door_lead({ number: shipment.number }) : date(shipment.deliveryDay)}
      badge={<ShipmentBadge state={shipment.state} />}
      breadcrumbs={[
        isOwn
          ? { to: `/${slug}/terima`, label: m.shipments_receive_title() }
          : { to: `/${slug}/pesanan/${shipment.orderId}`, label: m.orders_list_title() },
      ]}
      width={isAtDoor && mayReceive ? "narrow" : "normal"}
    >
      <ReceiptFacts shown={shown} zone={zone} />
      {shipment.state === "planned" && shipment.purpose === "order" ? (
        <Callout tone="rice" title={m.shipments_door_not_left()} />
      ) : null}
      {shipment.purpose === "call_off" && shipment.tripId !== null ? (
        <Callout
          title={m.shipments_door_by_trip()}
          actions={
            <ButtonLink to={`/${slug}/perjalanan/${shipment.tripId}`} variant="secondary" size="small">
              {m.shipments_door_open_trip()}
            </ButtonLink>
          }
        />
      ) : null}
      {isAtDoor && !mayReceive ? <Callout title={m.shipments_door_not_yours()} /> : null}
      {isAtDoor && mayReceive ? (
        <DoorForm
          idempotencyKey={key}
          shown={shown}
          receiver={receiver}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      ) : (
        <Section tone="flush" title={m.shipments_load_title()}>
          <ReceiptLines lines={shown.lines} isReceived={shown.receipt !== null} />
        </Section>
      )}
      <DocumentLinks papers={papers} />
    </Page>
  );
}
