import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { mayReadReview } from "#app/modules/accountability/accountability.policy.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { type StockedGoods, stockedGoods } from "#app/modules/shipments/received-goods-reads.server.ts";
import { replacementsOf } from "#app/modules/shipments/replacement-reads.server.ts";
import { secondWeighingsOf } from "#app/modules/shipments/second-weighing-reads.server.ts";
import { mayReceiveShipment } from "#app/modules/shipments/shipment.policy.ts";
import { AppealNotice } from "#app/modules/shipments/ui/appeal-card.tsx";
import { CarrierFacts } from "#app/modules/shipments/ui/carrier-facts.tsx";
import { ReceiptFacts } from "#app/modules/shipments/ui/receipt-facts.tsx";
import { ReceiptLines } from "#app/modules/shipments/ui/receipt-lines.tsx";
import { Replacements } from "#app/modules/shipments/ui/replacements.tsx";
import { SecondWeighings } from "#app/modules/shipments/ui/second-weighings.tsx";
import { ShipmentBadge } from "#app/modules/shipments/ui/shipment-badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { late } from "#app/ui/late.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { incoming, keptQueue } from "./incoming.server.ts";

/** A delivery that is not weighed here and now: still being prepared, by another road, or received. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shown = await incoming(organisation.id, params["shipmentId"] ?? "");
  return {
    shown,
    isOwn: shown.shipment.buyerId === organisation.id,
    mayReceive: mayReceiveShipment(actor, { ...shown.shipment, hubId: shown.hubId }),
    seconds: shown.receipt === null ? [] : await secondWeighingsOf(organisation.id, shown.shipment.id),
    stocked: shown.receipt === null ? [] : await stockedGoods(organisation.id, shown.shipment.id),
    appeal: (await appealAgainst(organisation.id, shown.shipment.id))?.state ?? null,
    again: await replacementsOf(shown.shipment.id),
    reviewOf: mayReadReview(actor) ? shown.shipment.orderId : null,
    now: call.at,
    papers: await documentsAbout(organisation.id, [shown.shipment.id]),
    queue: keptQueue({ organisation, person }),
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

/** Of use only on a phone that still keeps something of this delivery. */
const LateKeptLeft = late(() =>
  import("#app/modules/shipments/ui/kept-left.tsx").then(({ KeptLeft }) => KeptLeft),
);

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  {
    title: pageTitle(
      loaded ? m.shipments_door_title({ seller: loaded.shown.sellerName }) : m.shipments_receive_title(),
    ),
  },
];

export default function DeliveryResult() {
  const {
    appeal,
    shown,
    isOwn,
    mayReceive,
    seconds,
    stocked,
    again,
    reviewOf,
    now,
    papers,
    queue,
    slug,
    zone,
  } = useLoaderData<typeof loader>();
  const { shipment, receipt } = shown;
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
    >
      {receipt === null ? (
        <CarrierFacts shipment={shipment} />
      ) : (
        <ReceiptFacts receipt={receipt} zone={zone} />
      )}
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
        <ButtonLink to={`/${slug}/terima/${shipment.id}`} icon="scale">
          {m.shipments_door_open()}
        </ButtonLink>
      ) : null}
      {isAtDoor && mayReceive ? null : (
        <LateKeptLeft queue={queue} about={shipment.id} lines={shown.lines} zone={zone} />
      )}
      <AppealNotice
        to={`/${slug}/terima/${shipment.id}/banding`}
        state={appeal}
        closesAt={null}
        zone={zone}
      />
      <Stocked goods={stocked} slug={slug} />
      <Replacements rows={again} now={now} zone={zone} slug={slug} />
      <Section tone="flush" title={m.shipments_load_title()}>
        <ReceiptLines lines={shown.lines} isReceived={receipt !== null} />
      </Section>
      <SecondWeighings weighings={seconds} zone={zone} />
      <DocumentLinks papers={papers} />
      {reviewOf === null ? null : (
        <ButtonLink to={`/${slug}/laporan/pembelian/${reviewOf}`} variant="secondary" icon="doc">
          {m.orders_show_review()}
        </ButtonLink>
      )}
    </Page>
  );
}

/** What was accepted to be sold is in the buyer's stock already; what has no price yet gets one from here. */
function Stocked({ goods, slug }: { readonly goods: readonly StockedGoods[]; readonly slug: string }) {
  if (goods.length === 0) return null;
  const isWaiting = goods.some((one) => !one.isForSale);
  return (
    <Callout
      tone={isWaiting ? "rice" : "leaf"}
      title={isWaiting ? m.shipments_receipt_unpriced_title() : m.shipments_receipt_stocked_title()}
      actions={goods.map((one) => (
        <ButtonLink
          key={one.listingId}
          to={`/${slug}/barang/${one.listingId}`}
          variant={one.isForSale ? "secondary" : "primary"}
          size="small"
        >
          {one.isForSale
            ? m.shipments_receipt_see_goods({ goods: one.title })
            : m.shipments_receipt_give_price({ goods: one.title })}
        </ButtonLink>
      ))}
    >
      {isWaiting ? m.shipments_receipt_unpriced_text() : m.shipments_receipt_stocked_text()}
    </Callout>
  );
}
