import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import type { Actor } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { eventsFrom } from "#app/kernel/lifecycle.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { appealAgainst, appealBeforeSeller } from "#app/modules/shipments/appeal-reads.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { nameLots } from "#app/modules/shipments/name-lots.server.ts";
import { promiseReplacement } from "#app/modules/shipments/promise-replacement.server.ts";
import { replacementsAsSeller } from "#app/modules/shipments/replacement-reads.server.ts";
import { rideOfShipment } from "#app/modules/shipments/ride-reads.server.ts";
import { lotsForShare } from "#app/modules/shipments/share-lots-reads.server.ts";
import { mayDispatchShipment, mayNameLots } from "#app/modules/shipments/shipment.policy.ts";
import { shipmentLifecycle } from "#app/modules/shipments/shipment-lifecycle.ts";
import { type ShipmentShown, shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { AppealNotice } from "#app/modules/shipments/ui/appeal-card.tsx";
import { CarrierFacts } from "#app/modules/shipments/ui/carrier-facts.tsx";
import { DispatchForm } from "#app/modules/shipments/ui/dispatch-form.tsx";
import { DispatchStanding } from "#app/modules/shipments/ui/dispatch-standing.tsx";
import { DriverLink } from "#app/modules/shipments/ui/driver-link.tsx";
import { ReceiptFacts } from "#app/modules/shipments/ui/receipt-facts.tsx";
import { ReceiptLines } from "#app/modules/shipments/ui/receipt-lines.tsx";
import { ReplacementForm, Replacements } from "#app/modules/shipments/ui/replacements.tsx";
import { ShareLotsForm } from "#app/modules/shipments/ui/share-lots-form.tsx";
import { ShipmentBadge } from "#app/modules/shipments/ui/shipment-badge.tsx";
import { vehiclesOf } from "#app/modules/shipments/vehicle-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** The seller's own shipment; its receiver looks at it at the kitchen door. */
async function sent(sellerId: string, shipmentId: string | undefined): Promise<ShipmentShown> {
  const shown = await shipmentById(sellerId, shipmentId ?? "");
  if (shown?.shipment.sellerId !== sellerId) throw new Missing("shipments.missing");
  return shown;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shown = await sent(organisation.id, params["shipmentId"]);
  const { shipment } = shown;
  const maySend = mayDispatchShipment(actor, { ...shipment, hubId: shown.hubId });
  const isReady = eventsFrom(shipmentLifecycle, shipment.state).includes("dispatch");
  const mayName = mayNameLots(actor, { ...shipment, hubId: shown.hubId });
  const [ride, papers, vehicles, token, share] = await Promise.all([
    rideOfShipment(organisation.id, shipment.id),
    documentsAbout(organisation.id, [shipment.id]),
    vehiclesOf(organisation.id),
    maySend && shipment.state === "dispatched"
      ? openLinkToken(organisation.id, { purpose: "drive", subjectId: shipment.id }, call.at)
      : null,
    mayName ? lotsForShare(organisation.id, shipment.id) : null,
  ]);
  return {
    shown,
    ride,
    share,
    papers,
    vehicles: vehicles.map(({ plate, driverName }) => ({ plate, driverName })),
    driverLink: token && linkAddress(token),
    appeal: shipment.state === "received" ? await standingAppeal(actor, call.at, shown) : null,
    again: await replacementsAsSeller(shipment.id, call.at),
    maySend,
    now: call.at,
    mayDispatch: maySend && isReady && shown.orderState === "approved",
    maySeeInvoices: may(actor, "invoices.read"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "shipments.dispatch");
  const form = await readForm(request);
  const shown = await sent(organisation.id, params["shipmentId"]);
  if (form.text("intent") === "again")
    return formCommand(form, {
      call,
      command: promiseReplacement,
      input: (fields) => ({
        shipmentLineId: fields.text("shipmentLineId") ?? "",
        lotId: fields.text("lotId") ?? "",
      }),
      to: () => `/${organisation.slug}/kirim`,
      flash: () => m.shipments_again_done(),
    });
  if (form.text("intent") === "lots") {
    const base = surveyedBase((await lotsForShare(organisation.id, shown.shipment.id))?.baseUnit ?? "g");
    return formCommand(form, {
      call,
      command: nameLots,
      input: (fields) => ({
        shipmentId: shown.shipment.id,
        lots: fields.rows("lots").map((row) => {
          const text = row.text("named") ?? "0";
          return { lotId: row.text("lotId") ?? "", namedBase: parseQuantity(text, base)?.toString() ?? text };
        }),
      }),
      fieldNames: { namedBase: "named" },
      to: () => `/${organisation.slug}/kirim/${shown.shipment.id}`,
      flash: () => m.shipments_lots_done(),
    });
  }
  return formCommand(form, {
    call,
    command: dispatchShipment,
    input: (fields) => ({
      shipmentId: shown.shipment.id,
      driverName: fields.text("driverName") ?? "",
      vehiclePlate: fields.text("vehiclePlate") ?? "",
      driverPhone: fields.text("driverPhone"),
      note: fields.text("note"),
      lines: fields.rows("lines").map((row) => loadedLine(row, shown)),
    }),
    fieldNames: { loadedBase: "loaded" },
    to: () => `/${organisation.slug}/kirim/${shown.shipment.id}`,
    flash: () => m.shipments_send_done(),
  });
});

/** Where an appeal against this delivery stands, or until when there may be one. */
async function standingAppeal(actor: Actor, at: Date, shown: ShipmentShown) {
  const made = await appealAgainst(shown.shipment.sellerId, shown.shipment.id);
  if (made) return { state: made.state, closesAt: null };
  const ground = await appealBeforeSeller(actor, shown.shipment.id).catch((error: unknown) => {
    if (error instanceof Missing) return null;
    throw error;
  });
  const isOpen = ground?.mayOpen && ground.parts.length > 0 && at <= ground.closesAt;
  return { state: null, closesAt: isOpen ? ground.closesAt : null };
}

function loadedLine(row: FormFields, shown: ShipmentShown) {
  const shipmentLineId = row.text("shipmentLineId");
  const text = row.text("loaded") ?? "";
  const line = shown.lines.find((candidate) => candidate.id === shipmentLineId);
  const loaded = line ? parseQuantity(text, line.basePerUnit) : null;
  return { shipmentLineId, loadedBase: loaded?.toString() ?? text };
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_send_title()) }];

export default function Dispatch() {
  const { shown, ride, papers, vehicles, driverLink, mayDispatch, maySend, maySeeInvoices, again, now } =
    useLoaderData<typeof loader>();
  const { appeal, share, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { shipment } = shown;
  return (
    <Page
      title={shown.buyerName}
      lead={m.shipments_send_for({ day: dateLong(shipment.deliveryDay) })}
      badge={<ShipmentBadge state={shipment.state} />}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/kirim`, label: m.shipments_send_title() }]}
    >
      <Replacements rows={again} now={now} zone={zone} slug={slug}>
        {(row) =>
          maySend ? (
            <ReplacementForm
              row={row}
              idempotencyKey={`${key}-${row.replacement.shipmentLineId}`}
              errors={answer?.errors ?? {}}
            />
          ) : null
        }
      </Replacements>
      {ride ? (
        <Callout
          tone="leaf"
          icon="truck"
          actions={
            <ButtonLink to={`/${slug}/angkutan/${ride.rideId}`} variant="secondary" size="small">
              {m.shipments_ride_look()}
            </ButtonLink>
          }
        >
          {ride.isFixed ? m.shipments_ride_on(ride) : m.shipments_ride_on_asked(ride)}
        </Callout>
      ) : null}
      <DispatchStanding
        shown={shown}
        mayDispatch={mayDispatch}
        maySeeInvoices={maySeeInvoices}
        slug={slug}
        zone={zone}
      />
      {appeal ? <AppealNotice {...appeal} to={`/${slug}/kirim/${shipment.id}/banding`} zone={zone} /> : null}
      {mayDispatch ? (
        <Section tone="card">
          <DispatchForm
            lines={shown.lines}
            vehicles={vehicles}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
      {share !== null && share.lots.length > 0 ? (
        <Section tone="card">
          <ShareLotsForm
            share={share}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
      {driverLink ? (
        <DriverLink
          url={driverLink}
          driverName={shipment.driverName}
          driverPhone={shipment.driverPhone}
          buyerName={shown.buyerName}
        />
      ) : null}
      <DocumentLinks papers={papers} />
      {mayDispatch ? null : (
        <Section tone="flush" title={m.shipments_send_goods()}>
          <ReceiptLines lines={shown.lines} isReceived={shipment.state === "received"} />
        </Section>
      )}
      {mayDispatch || shipment.state === "cancelled" ? null : shown.receipt === null ? (
        <CarrierFacts shipment={shipment} />
      ) : (
        <ReceiptFacts receipt={shown.receipt} zone={zone} />
      )}
    </Page>
  );
}
