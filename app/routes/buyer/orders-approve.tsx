import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { formDeeds } from "#app/http/form-deeds.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { ordersToApproveBy } from "#app/modules/orders/order-batch-reads.server.ts";
import { BatchAnswer, OrderBatchList } from "#app/modules/orders/ui/order-batch-list.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Everything that waits for the word of the head, on one page. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "orders.approve",
  );
  return {
    orders: await ordersToApproveBy(organisation.id, actor.personId),
    now: call.at,
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.approve");
  const form = await readForm(request);
  const answer = await formDeeds(form, {
    call,
    ids: form.texts("order"),
    deed: (each, orderId) => approveOrder(each, { orderId }),
    to: `/${organisation.slug}/pesanan?keadaan=approved`,
    flash: (count) => m.orders_batch_approved({ count }),
  });
  return data(answer, { status: 422 });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_batch_approve_title()) }];

export default function OrdersApprove() {
  const { orders, now, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/pesanan`;
  return (
    <Page
      title={m.orders_batch_approve_title()}
      lead={m.orders_batch_approve_lead()}
      width="narrow"
      breadcrumbs={[{ to: base, label: m.orders_list_title() }]}
    >
      {answer ? (
        <BatchAnswer answer={answer} doneWords={m.orders_batch_approved({ count: answer.done })} />
      ) : null}
      {orders.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="check" title={m.orders_batch_approve_empty()}>
            {m.orders_batch_approve_empty_text()}
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
          <FormActions>
            <SubmitButton icon="check" wide name="intent" value="approve">
              {m.orders_batch_approve()}
            </SubmitButton>
          </FormActions>
        </Form>
      )}
    </Page>
  );
}
