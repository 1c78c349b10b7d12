import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { draftWeek } from "#app/modules/orders/draft-week.server.ts";
import { mayPlaceOrder } from "#app/modules/orders/order.policy.ts";
import { repeatWish } from "#app/modules/orders/repeat-week.ts";
import { repeatWeek } from "#app/modules/orders/repeat-week-reads.server.ts";
import { RepeatCard } from "#app/modules/orders/ui/repeat-card.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { weekAsked, weeksAround } from "./week-sheet.server.ts";

/** Last week's orders once more, at today's prices: what is not offered any more is shown, and asked for only on purpose. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const monday = weekAsked(new URL(request.url), organisation, call.at);
  return {
    monday,
    ...weeksAround(monday),
    week: await repeatWeek(organisation, monday, call.at),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const form = await readForm(request);
  const monday = weekAsked(new URL(request.url), organisation, call.at);
  return formCommand(form, {
    call,
    command: draftWeek,
    input: async (fields) => {
      const { orders } = await repeatWeek(organisation, monday, call.at);
      const ticked = new Set(fields.texts("order"));
      const kept = new Set(fields.texts("line"));
      return {
        deliveries: orders
          .filter(({ sourceId }) => ticked.has(sourceId))
          .flatMap((order) => {
            const seen = fields.text(`seen[${order.sourceId}]`) ?? order.seenOrders;
            const wish = repeatWish(
              order,
              seen,
              (line) => line.isOffered || kept.has(`${order.sourceId}/${line.position}`),
            );
            return wish === null ? [] : [wish];
          }),
      };
    },
    to: () => `/${organisation.slug}/pesanan${mayPlaceOrder(actor) ? "/kirim" : "?keadaan=draft"}`,
    flash: ({ count }) => m.orders_week_drafted({ count }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_repeat_title()) }];

export default function OrdersRepeat() {
  const { monday, before, after, week, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/pesanan`;
  return (
    <Page
      title={m.orders_repeat_title()}
      lead={m.orders_repeat_lead({ day: date(monday), before: date(before) })}
      width="narrow"
      breadcrumbs={[{ to: base, label: m.orders_list_title() }]}
      actions={
        <>
          <ButtonLink to={`${base}/ulang?pekan=${before}`} variant="secondary" icon="back">
            {m.orders_week_before()}
          </ButtonLink>
          <ButtonLink to={`${base}/ulang?pekan=${after}`} variant="secondary" icon="arrow">
            {m.orders_week_after()}
          </ButtonLink>
        </>
      }
    >
      {week.leftOut > 0 ? (
        <Callout tone="neutral" title={m.orders_repeat_left_out({ count: week.leftOut })} />
      ) : null}
      {week.orders.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="basket"
            title={m.orders_repeat_empty_title()}
            action={
              <ButtonLink to={`${base}/baru`} icon="plus">
                {m.orders_list_new()}
              </ButtonLink>
            }
          >
            {m.orders_repeat_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <Form key={key} idempotencyKey={key}>
          <ErrorSummary errors={answer?.errors ?? {}} />
          <ul className="grid gap-3">
            {week.orders.map((order) => (
              <RepeatCard key={order.sourceId} order={order} />
            ))}
          </ul>
          <FormActions>
            <SubmitButton icon="check" wide name="intent" value="draft">
              {m.orders_repeat_draft()}
            </SubmitButton>
          </FormActions>
          <p className="text-sm text-ink-soft">{m.orders_repeat_note()}</p>
        </Form>
      )}
    </Page>
  );
}
