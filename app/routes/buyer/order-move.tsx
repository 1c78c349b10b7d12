import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { kitchensBeside } from "#app/modules/identity/foundation-reads.server.ts";
import { bindingRulesOf } from "#app/modules/orders/binding-rules-reads.server.ts";
import { bearingOf } from "#app/modules/orders/calendar-effects.ts";
import { isMovable, mayReassignOrder } from "#app/modules/orders/order.policy.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { reassignOrder } from "#app/modules/orders/reassign-order.server.ts";
import { MoveOrderCard } from "#app/modules/orders/ui/order-move.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";

/** Moves an order to another day or to another kitchen of the same foundation. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  if (!order) throw new Missing("orders.missing");
  const rules = await bindingRulesOf(order.buyerId, order.deliveryDay);
  return {
    order: { id: order.id, deliveryDay: order.deliveryDay },
    move: isMovable(actor, order)
      ? {
          kitchens: await kitchensBeside(order.buyerId),
          mayStay: mayReassignOrder(actor, order, "another day"),
          bearing: bearingOf({ isUnderway: false, lines: order.lines }),
          lateCancelPercent: rules?.lateCancelPercent.amount ?? 0,
        }
      : null,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const form = await readForm(request);
  const orderId = params["orderId"];
  return formCommand(form, {
    call,
    command: reassignOrder,
    input: (fields) => ({
      orderId,
      deliveryDay: fields.text("deliveryDay") ?? "",
      kitchenId: fields.text("kitchenId") || undefined,
      reason: fields.text("moveReason") ?? "",
    }),
    fieldNames: { reason: "moveReason" },
    to: () => `/${organisation.slug}/pesanan/${orderId}`,
    flash: ({ isSent }) => (isSent ? m.orders_move_sent() : m.orders_move_drafted()),
  });
});

export const meta: MetaFunction<typeof loader> = () => [{ title: pageTitle(m.orders_move_title()) }];

export default function MoveOrder() {
  const { order, move, slug, key } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const back = `/${slug}/pesanan/${order.id}`;
  return (
    <Page
      title={m.orders_move_title()}
      lead={m.orders_move_lead()}
      breadcrumbs={[{ to: back, label: m.orders_show_title({ day: dateLong(order.deliveryDay) }) }]}
    >
      {move === null || (!move.mayStay && move.kitchens.length === 0) ? (
        <p className="text-ink-soft">{m.orders_move_none()}</p>
      ) : (
        <MoveOrderCard {...move} deliveryDay={order.deliveryDay} idempotencyKey={key} errors={errors} />
      )}
    </Page>
  );
}
