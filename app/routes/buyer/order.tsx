import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, date, dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Actor } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { eventsFrom } from "#app/kernel/lifecycle.ts";
import { mayReadReview } from "#app/modules/accountability/accountability.policy.ts";
import { PriceHistoryLink } from "#app/modules/catalogue/ui/price-history-link.tsx";
import { commitmentsForOrder } from "#app/modules/commitments/commitment-reads.server.ts";
import { LineSupply } from "#app/modules/commitments/ui/line-supply.tsx";
import { documentsAbout, withoutReplaced } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { requestMatching } from "#app/modules/matching/open-market-day.server.ts";
import { shortagesOfOrder } from "#app/modules/matching/shortage-reads.server.ts";
import { shortageWords } from "#app/modules/matching/ui/shortage-list.tsx";
import { WhyThisLine } from "#app/modules/matching/ui/why-line.tsx";
import { whyLines } from "#app/modules/matching/why-reads.server.ts";
import { whyWords } from "#app/modules/matching/why-words.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { bindingRuleWords } from "#app/modules/orders/binding-rule-words.server.ts";
import { bindingRulesOf } from "#app/modules/orders/binding-rules-reads.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { orderTimesFor } from "#app/modules/orders/cut-off-reads.server.ts";
import {
  isMovable,
  isOwnOrder,
  mayAmendOrder,
  mayApproveOrder,
  maySubmitOrder,
  mayWithdrawOrder,
} from "#app/modules/orders/order.policy.ts";
import { orderCeiling } from "#app/modules/orders/order.ts";
import { orderLifecycle } from "#app/modules/orders/order-lifecycle.ts";
import { type OrderView, orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { orderPrices } from "#app/modules/orders/price-view-reads.server.ts";
import { priceHurdle, priceWords } from "#app/modules/orders/price-words.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { taxAtMostOn } from "#app/modules/orders/tax-at-most-reads.server.ts";
import { BindingRulesCard } from "#app/modules/orders/ui/binding-rules-card.tsx";
import { OrderBadge } from "#app/modules/orders/ui/order-badge.tsx";
import { type OrderDeeds, OrderDeedsCard } from "#app/modules/orders/ui/order-deeds.tsx";
import { OrderLineCard } from "#app/modules/orders/ui/order-line-card.tsx";
import { OrderMoments } from "#app/modules/orders/ui/order-moments.tsx";
import { OrderSums } from "#app/modules/orders/ui/order-sums.tsx";
import { PriceFacts } from "#app/modules/orders/ui/price-facts.tsx";
import { withdrawOrder } from "#app/modules/orders/withdraw-order.server.ts";
import { shipmentsOfOrder } from "#app/modules/shipments/shipment-reads.server.ts";
import { ShipmentBadge } from "#app/modules/shipments/ui/shipment-badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";

/** Policy ∩ lifecycle, and what the commands themselves would refuse. */
function deedsOf(actor: Actor, order: OrderView): OrderDeeds {
  const events = eventsFrom(orderLifecycle, order.state);
  const isPromised = order.lines.some((line) => line.promisedBase > 0n);
  const lacks = order.lines.some((line) => line.promisedBase < line.quantityBase);
  const mayApprove = events.includes("approve") && isOwnOrder(actor, order) && may(actor, "orders.approve");
  return {
    submit: events.includes("submit") && maySubmitOrder(actor, order),
    approve: mayApprove && mayApproveOrder(actor, order),
    needsSecondPerson: mayApprove && !mayApproveOrder(actor, order),
    withdraw: events.includes("withdraw") && !isPromised && mayWithdrawOrder(actor, order),
    match:
      (order.state === "submitted" || order.state === "approved") && lacks && maySubmitOrder(actor, order),
    cancel: isMovable(actor, order),
  };
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  if (!order) throw new Missing("orders.missing");
  const zone = organisation.timeZone;
  const [commitments, whys, shortages, shipments, times, worstTaxRupiah, prices, rules] = await Promise.all([
    commitmentsForOrder(order.buyerId, order.id),
    whyLines(order.buyerId, order.id),
    shortagesOfOrder(order.id),
    shipmentsOfOrder(order.buyerId, order.id),
    order.state === "draft" ? orderTimesFor({ ...order, timeZone: zone }) : null,
    taxAtMostOn(order.deliveryDay, order.lines),
    orderPrices(order, call.at, zone),
    bindingRulesOf(order.buyerId, order.deliveryDay),
  ]);
  const subjects = [order.id, ...shipments.map(({ shipment }) => shipment.id)];
  const papers = await documentsAbout(organisation.id, subjects);
  return {
    order,
    rules,
    ruleWords: rules && bindingRuleWords(rules),
    mayMove: isMovable(actor, order),
    commitments,
    // In words already: a phone need not know how to say them.
    whys: whys.map((why) => ({
      orderLineId: why.orderLineId,
      words: whyWords(why, zone),
      // The shortage that a line is part of; one sentence or none.
      shortages: shortages
        .filter((each) => each.runId === why.runId && each.zone === why.zone)
        .map(shortageWords),
    })),
    shipments,
    zone,
    papers: withoutReplaced(papers, "KP"),
    worstRupiah: orderCeiling(order.lines) + worstTaxRupiah,
    worstTaxRupiah,
    prices: Object.fromEntries(
      order.lines.flatMap((line) => {
        const held = prices.byLine[line.id];
        const offered = commitments.filter((each) => each.orderLineId === line.id);
        return held ? [[line.id, priceWords(line, held, offered)] as const] : [];
      }),
    ),
    priceHurdle: order.state === "draft" ? priceHurdle(Object.values(prices.byLine)) : null,
    times,
    now: call.at,
    deeds: deedsOf(actor, order),
    isOwn: isOwnOrder(actor, order),
    mayEdit: order.state === "draft" && mayAmendOrder(actor, order),
    mayReview: order.submittedAt !== null && mayReadReview(actor),
    mayRepeat: isOwnOrder(actor, order) && may(actor, "orders.draft"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const form = await readForm(request);
  const orderId = params["orderId"];
  const to = () => `/${organisation.slug}/pesanan/${orderId}`;
  const input = () => ({ orderId });
  switch (form.text("intent")) {
    case "submit":
      return formCommand(form, {
        call,
        command: submitOrder,
        input,
        to,
        flash: () => m.orders_do_submitted(),
      });
    case "approve":
      return formCommand(form, {
        call,
        command: approveOrder,
        input,
        to,
        flash: () => m.orders_do_approved(),
      });
    case "withdraw":
      return formCommand(form, {
        call,
        command: withdrawOrder,
        input,
        to,
        flash: () => m.orders_do_withdrawn(),
      });
    case "match":
      return formCommand(form, {
        call,
        command: requestMatching,
        input,
        to,
        flash: () => m.orders_do_matched(),
      });
    default:
      return formCommand(form, {
        call,
        command: cancelOrder,
        input: (fields) => ({ orderId, reason: fields.text("reason") }),
        to,
        flash: () => m.orders_do_cancelled(),
      });
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: pageTitle(
      data ? m.orders_show_title({ day: date(data.order.deliveryDay) }) : m.orders_list_title(),
    ),
  },
];

export default function Order() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { order, slug, zone } = page;
  const base = `/${slug}/pesanan`;
  const window = { from: clockTime(order.windowStart), to: clockTime(order.windowEnd) };
  const isAsked = order.state !== "draft";
  return (
    <Page
      title={m.orders_show_title({ day: dateLong(order.deliveryDay) })}
      lead={
        page.isOwn
          ? m.orders_show_lead(window)
          : m.orders_show_lead_buyer({ ...window, buyer: order.buyerName })
      }
      badge={<OrderBadge state={order.state} />}
      breadcrumbs={[{ to: base, label: m.orders_list_title() }]}
      width="wide"
      actions={
        <>
          {page.mayEdit ? (
            <ButtonLink to={`${base}/${order.id}/ubah`} variant="secondary" icon="edit">
              {m.orders_do_edit()}
            </ButtonLink>
          ) : null}
          {isAsked ? (
            <ButtonLink to={`/${slug}/jejak/${order.id}`} variant="secondary" icon="search">
              {m.orders_show_trace()}
            </ButtonLink>
          ) : null}
          {page.mayReview ? (
            <ButtonLink to={`/${slug}/laporan/pembelian/${order.id}`} variant="secondary" icon="doc">
              {m.orders_show_review()}
            </ButtonLink>
          ) : null}
          {page.mayRepeat ? (
            <ButtonLink to={`${base}/baru?dari=${order.id}`} variant="quiet" icon="plus">
              {m.orders_show_again()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <Split
        leads
        aside={
          <>
            <OrderDeedsCard
              deeds={page.deeds}
              idempotencyKey={page.key}
              worstRupiah={page.worstRupiah}
              fund={order.fund}
              hours={page.times && { times: page.times, now: page.now, zone }}
              priceHurdle={page.priceHurdle}
              pricesTo={`${base}/${order.id}/bukti-harga`}
              openLines={order.lines.filter((line) => line.promisedBase < line.quantityBase).length}
              errors={answer?.errors ?? {}}
            />
            {page.mayMove && order.state !== "draft" ? (
              <ButtonLink to={`${base}/${order.id}/pindah`} variant="secondary" icon="arrow">
                {m.orders_move_do()}
              </ButtonLink>
            ) : null}
            {page.isOwn && page.ruleWords !== null && isAsked ? (
              <BindingRulesCard title={m.orders_rules_title()} words={page.ruleWords} />
            ) : null}
            <OrderSums order={order} worstRupiah={page.worstRupiah} worstTaxRupiah={page.worstTaxRupiah} />
          </>
        }
      >
        <Section title={m.orders_show_lines()}>
          <ul className="grid grid-cols-1 gap-3">
            {order.lines.map((line) => {
              const why = page.whys.find((each) => each.orderLineId === line.id);
              const commitments = page.commitments.filter((each) => each.orderLineId === line.id);
              const prices = page.prices[line.id];
              return (
                <OrderLineCard key={line.id} line={line} showsPromise={isAsked}>
                  {prices ? (
                    <PriceFacts words={prices} evidenceTo={`${base}/${order.id}/bukti-harga`}>
                      <PriceHistoryLink goods={line} />
                    </PriceFacts>
                  ) : null}
                  <LineSupply
                    commitments={commitments}
                    ceilingRupiah={line.ceilingRupiah}
                    ceilingBase={line.basePerUnit}
                    zone={zone}
                  />
                  {why ? (
                    <WhyThisLine words={why.words}>
                      {why.shortages.map((sentence) => (
                        <p key={sentence} className="tabular">
                          {sentence}
                        </p>
                      ))}
                      <ButtonLink
                        to={`${base}/${order.id}/andai/${line.id}`}
                        variant="secondary"
                        icon="search"
                      >
                        {m.matching_if_open()}
                      </ButtonLink>
                    </WhyThisLine>
                  ) : null}
                </OrderLineCard>
              );
            })}
          </ul>
          {isAsked && page.whys.length === 0 && order.state === "submitted" ? (
            <p className="mt-3 text-sm text-ink-soft">{m.matching_why_waiting()}</p>
          ) : null}
        </Section>
        <Shipments shipments={page.shipments} slug={slug} />
        <OrderMoments
          order={order}
          arrivals={page.shipments.flatMap(({ shipment, sellerName, receivedAt, receiptNumber }) =>
            receivedAt && receiptNumber
              ? [{ id: shipment.id, sellerName, at: receivedAt, number: receiptNumber }]
              : [],
          )}
          zone={zone}
        />
        <DocumentLinks
          papers={page.papers}
          partyOf={Object.fromEntries(
            page.shipments.map(({ shipment, sellerName }) => [shipment.id, sellerName]),
          )}
        />
      </Split>
    </Page>
  );
}

type Shipments = Awaited<ReturnType<typeof shipmentsOfOrder>>;

function Shipments({ shipments, slug }: { readonly shipments: Shipments; readonly slug: string }) {
  if (shipments.length === 0) return null;
  return (
    <Section tone="card" title={m.orders_show_shipments()}>
      <ul className="divide-y divide-line">
        {shipments.map(({ shipment, sellerName, receiptNumber }) => (
          <li key={shipment.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <Link
              to={`/${slug}/terima/${shipment.id}`}
              className="inline-flex min-h-11 min-w-0 flex-col justify-center font-semibold text-leaf-700 underline"
            >
              {sellerName}
              <span className="tabular text-sm font-normal text-ink-soft">
                {receiptNumber ?? shipment.number ?? ""}
              </span>
            </Link>
            <ShipmentBadge state={shipment.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
