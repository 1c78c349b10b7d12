import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { mayPlaceOrder } from "#app/modules/orders/order.policy.ts";
import { draftFrom, type OrderDraft } from "#app/modules/orders/order-draft.ts";
import { type OrderGround, orderGround, usualBudget } from "#app/modules/orders/order-ground-reads.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { draftOf, wishFieldNames, wishFrom } from "#app/modules/orders/order-wish.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { templateAsOrder } from "#app/modules/orders/template-order-reads.server.ts";
import { OrderForm } from "#app/modules/orders/ui/order-form.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { changedSheet, refusedSheet, sheetOf } from "./order-writing.server.ts";
import { useSheet } from "./use-sheet.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const ground = await orderGround(organisation, call.at);
  const asked = new URL(request.url).searchParams;
  const [from, templateId] = [asked.get("dari"), asked.get("template")];
  const copied = from ? await orderVisibleTo(organisation.id, from) : null;
  const template = templateId ? await templateAsOrder(organisation, templateId, call.at) : null;
  const source = copied ?? template;
  const draft = firstDraft(ground, source ? draftOf(source) : null);
  return {
    ground,
    sheet: await sheetOf(draft, organisation, call.at),
    copiedFrom: copied?.deliveryDay ?? null,
    mayPlace: mayPlaceOrder(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** The next open day and the budget for it; a copy brings its window and its lines along. */
function firstDraft(ground: OrderGround, copied: OrderDraft | null): OrderDraft {
  const { windowStart, windowEnd } = ground.windows?.vegetable ?? {
    windowStart: "06:00",
    windowEnd: "08:00",
  };
  const blank = { ...draftFrom({}), windowStart, windowEnd };
  return {
    ...(copied ?? blank),
    version: "",
    deliveryDay: ground.firstDay,
    budgetId: usualBudget(ground.budgets, ground.firstDay),
  };
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member: Member = await requirePermission(request, params["workspace"], "orders.draft");
  const { call, organisation } = member;
  const form = await readForm(request);
  const changed = await changedSheet(form, organisation, call.at);
  if (changed) return data(changed);
  const isPlaced = form.text("intent") === "place";
  const answered = await formCommand(form, {
    call,
    command: isPlaced ? placeOrder : draftOrder,
    input: (fields) => wishFrom(draftFrom(fields.values())),
    fieldNames: wishFieldNames,
    to: ({ orderId }) => `/${organisation.slug}/pesanan/${orderId}`,
    flash: () => (isPlaced ? m.orders_new_placed() : m.orders_new_saved()),
  });
  return refusedSheet(answered, form, organisation, call.at);
});

export const shouldRevalidate = unlessCounting;

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_new_title()) }];

export default function OrderNew() {
  const { ground, sheet, copiedFrom, mayPlace, slug, key } = useLoaderData<typeof loader>();
  const { shown, latest, recount } = useSheet<typeof action>(sheet);
  const last = ground.lastOrderId;
  return (
    <Page
      title={m.orders_new_title()}
      lead={m.orders_new_lead()}
      breadcrumbs={[{ to: `/${slug}/pesanan`, label: m.orders_list_title() }]}
      width="wide"
      actions={
        last !== null && copiedFrom === null ? (
          <ButtonLink to={`/${slug}/pesanan/baru?dari=${last}`} variant="secondary" icon="undo">
            {m.orders_new_from_last()}
          </ButtonLink>
        ) : undefined
      }
    >
      {copiedFrom === null ? null : (
        <Callout tone="leaf" title={m.orders_new_copied({ day: date(copiedFrom) })} />
      )}
      <OrderForm
        key={copiedFrom}
        idempotencyKey={key}
        ground={ground}
        draft={shown.draft}
        latest={latest.draft}
        tally={latest.tally}
        goods={shown.goods}
        errors={shown.errors}
        onChange={recount}
      >
        {mayPlace ? (
          <SubmitButton icon="check" wide name="intent" value="place">
            {m.orders_form_place()}
          </SubmitButton>
        ) : null}
        <SubmitButton variant={mayPlace ? "secondary" : "primary"} wide name="intent" value="save">
          {m.orders_form_save()}
        </SubmitButton>
      </OrderForm>
    </Page>
  );
}
