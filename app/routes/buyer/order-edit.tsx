import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { amendOrder } from "#app/modules/orders/amend-order.server.ts";
import { mayAmendOrder } from "#app/modules/orders/order.policy.ts";
import { draftFrom } from "#app/modules/orders/order-draft.ts";
import { orderGround } from "#app/modules/orders/order-ground-reads.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { draftOf, wishFieldNames, wishFrom } from "#app/modules/orders/order-wish.ts";
import { OrderForm } from "#app/modules/orders/ui/order-form.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { changedSheet, refusedSheet, sheetOf } from "./order-writing.server.ts";
import { useSheet } from "./use-sheet.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  if (!order || !mayAmendOrder(actor, order)) throw new Missing("orders.missing");
  // Somebody submitted it meanwhile: its own page says so.
  if (order.state !== "draft") throw redirect(`/${organisation.slug}/pesanan/${order.id}`);
  return {
    orderId: order.id,
    deliveryDay: order.deliveryDay,
    ground: await orderGround(organisation, call.at),
    sheet: await sheetOf(draftOf(order), organisation, call.at),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const form = await readForm(request);
  const changed = await changedSheet(form, organisation, call.at);
  if (changed) return data(changed);
  const answered = await formCommand(form, {
    call,
    command: amendOrder,
    input: (fields) => ({
      orderId: params["orderId"],
      ...wishFrom(draftFrom(fields.values())),
    }),
    fieldNames: wishFieldNames,
    to: ({ orderId }) => `/${organisation.slug}/pesanan/${orderId}`,
    flash: () => m.orders_edit_saved(),
  });
  return refusedSheet(answered, form, organisation, call.at);
});

export const shouldRevalidate = unlessCounting;

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_edit_title()) }];

export default function OrderEdit() {
  const { orderId, deliveryDay, ground, sheet, slug, key } = useLoaderData<typeof loader>();
  const { shown, latest, recount } = useSheet<typeof action>(sheet);
  const back = `/${slug}/pesanan/${orderId}`;
  return (
    <Page
      title={m.orders_edit_title()}
      breadcrumbs={[
        { to: `/${slug}/pesanan`, label: m.orders_list_title() },
        { to: back, label: date(deliveryDay) },
      ]}
      width="wide"
    >
      <OrderForm
        idempotencyKey={key}
        ground={ground}
        draft={shown.draft}
        latest={latest.draft}
        tally={latest.tally}
        goods={shown.goods}
        errors={shown.errors}
        onChange={recount}
      >
        <SubmitButton icon="check" wide name="intent" value="save">
          {m.kit_save()}
        </SubmitButton>
        <ButtonLink to={back} variant="quiet" wide>
          {m.kit_cancel()}
        </ButtonLink>
      </OrderForm>
    </Page>
  );
}
