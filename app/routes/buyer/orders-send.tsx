import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { formDeeds } from "#app/http/form-deeds.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { fundsOf } from "#app/modules/orders/order-batch.ts";
import { draftsToSend } from "#app/modules/orders/order-batch-reads.server.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { BatchAnswer, BatchFunds, OrderBatchList } from "#app/modules/orders/ui/order-batch-list.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** All drafts on one page, to look over and send with one tap; each is an order of its own. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.submit");
  const [orders, budgets] = await Promise.all([
    draftsToSend(organisation, call.at),
    budgetsOf(organisation.id),
  ]);
  const freeIn = (budgetId: string) => budgets.find(({ id }) => id === budgetId)?.availableRupiah ?? 0n;
  return {
    orders,
    funds: fundsOf(orders, freeIn),
    now: call.at,
    zone: organisation.timeZone,
    isKitchen: organisation.kind === "kitchen",
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.submit");
  const form = await readForm(request);
  const answer = await formDeeds(form, {
    call,
    ids: form.texts("order"),
    deed: (each, orderId) => submitOrder(each, { orderId }),
    to: `/${organisation.slug}/pesanan?keadaan=submitted`,
    flash: (count) => m.orders_batch_sent({ count }),
  });
  return data(answer, { status: 422 });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_batch_send_title()) }];

export default function OrdersSend() {
  const { orders, funds, now, zone, isKitchen, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/pesanan`;
  const isAnyReady = orders.some(({ hurdle }) => hurdle === null);
  return (
    <Page
      title={m.orders_batch_send_title()}
      lead={m.orders_batch_send_lead()}
      width="narrow"
      breadcrumbs={[{ to: base, label: m.orders_list_title() }]}
    >
      {answer ? (
        <BatchAnswer answer={answer} doneWords={m.orders_batch_sent({ count: answer.done })} />
      ) : null}
      {orders.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="check"
            title={m.orders_batch_send_empty()}
            action={
              <ButtonLink to={isKitchen ? `/${slug}/kebutuhan` : `${base}/baru`} icon="basket">
                {isKitchen ? m.orders_week_title() : m.orders_list_new()}
              </ButtonLink>
            }
          >
            {m.orders_batch_send_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <Form key={key} idempotencyKey={key}>
          <OrderBatchList
            orders={orders}
            base={base}
            now={now}
            zone={zone}
            refusals={answer?.refusals ?? {}}
          />
          <Section tone="card">
            <BatchFunds funds={funds} />
            {isAnyReady ? (
              <FormActions>
                <SubmitButton icon="upload" wide name="intent" value="send">
                  {m.orders_batch_send()}
                </SubmitButton>
              </FormActions>
            ) : (
              <p className="text-ink-soft">{m.orders_batch_send_none()}</p>
            )}
          </Section>
        </Form>
      )}
    </Page>
  );
}
