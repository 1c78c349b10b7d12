import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { clockTime, dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { mayDraftOrder, mayPlaceOrder } from "#app/modules/orders/order.policy.ts";
import { OrderFilter } from "#app/modules/orders/order.schema.ts";
import { orderLifecycle } from "#app/modules/orders/order-lifecycle.ts";
import { ordersOf } from "#app/modules/orders/order-reads.server.ts";
import { FilledBar } from "#app/modules/orders/ui/filled-bar.tsx";
import { OrderBadge, orderStateWord } from "#app/modules/orders/ui/order-badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** An unknown state in the address shows everything. */
function filterFrom(url: URL): OrderFilter {
  const after = url.searchParams.get("after") ?? undefined;
  const asked = OrderFilter.safeParse({
    limit: 30,
    after,
    state: url.searchParams.get("keadaan") ?? undefined,
  });
  return asked.success ? asked.data : readAddress(OrderFilter, { limit: 30, after });
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const filter = filterFrom(new URL(request.url));
  const page = await ordersOf(organisation.id, filter);
  return {
    page,
    state: filter.state ?? null,
    isLater: filter.after !== undefined,
    slug: organisation.slug,
    ownId: organisation.id,
    mayDraft: mayDraftOrder(actor),
    maySend: mayPlaceOrder(actor),
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_list_title()) }];

export default function Orders() {
  const { page, state, isLater, slug, ownId, mayDraft, maySend } = useLoaderData<typeof loader>();
  const base = `/${slug}/pesanan`;
  const here = state === null ? base : `${base}?keadaan=${state}`;
  const create = (
    <ButtonLink to={`${base}/baru`} icon="plus">
      {m.orders_list_new()}
    </ButtonLink>
  );
  const hasOthers = page.rows.some((row) => row.buyerId !== ownId);
  return (
    <Page
      title={m.orders_list_title()}
      lead={m.orders_list_lead()}
      actions={
        <>
          {mayDraft ? create : null}
          {maySend && state === "draft" && page.rows.length > 1 ? (
            <ButtonLink to={`${base}/kirim`} variant="secondary" icon="upload">
              {m.orders_list_send_all()}
            </ButtonLink>
          ) : null}
          {mayDraft ? (
            <ButtonLink to={`${base}/rutin`} variant="secondary" icon="clock">
              {m.orders_standing_title()}
            </ButtonLink>
          ) : null}
          {mayDraft ? (
            <ButtonLink to={`${base}/ulang`} variant="secondary" icon="undo">
              {m.orders_repeat_title()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <Tabs
        label={m.orders_list_states()}
        tabs={[
          { to: base, label: m.orders_list_all(), current: state === null },
          ...statesOf(orderLifecycle).map((each) => ({
            to: `${base}?keadaan=${each}`,
            label: orderStateWord(each),
            current: state === each,
          })),
        ]}
      />
      <Section tone="flush">
        <DataTable
          caption={m.orders_list_title()}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `${base}/${row.id}`}
          empty={
            <EmptyState
              icon="basket"
              title={m.orders_list_empty_title()}
              action={mayDraft ? create : undefined}
            >
              {mayDraft ? m.orders_list_empty_text() : m.orders_list_empty_reader()}
            </EmptyState>
          }
          columns={[
            {
              key: "day",
              header: m.orders_list_day(),
              cell: (row) => (
                <span className="block">
                  {dateLong(row.deliveryDay)}
                  <span className="block text-sm font-normal text-ink-soft">
                    {m.orders_list_window({
                      from: clockTime(row.windowStart),
                      to: clockTime(row.windowEnd),
                    })}
                  </span>
                </span>
              ),
            },
            ...(hasOthers
              ? [
                  {
                    key: "buyer",
                    header: m.orders_list_buyer(),
                    cell: (row: (typeof page.rows)[number]) => row.buyerName,
                  },
                ]
              : []),
            { key: "state", header: m.orders_list_state(), cell: (row) => <OrderBadge state={row.state} /> },
            {
              key: "filled",
              header: m.orders_list_filled(),
              cell: (row) =>
                row.state === "draft" ? (
                  m.orders_list_line_count({ count: row.lineCount })
                ) : (
                  <FilledBar filled={row.filledCount} count={row.lineCount} />
                ),
            },
            {
              key: "worst",
              header: m.orders_list_worst(),
              align: "end",
              cell: (row) => <Money amount={row.worstRupiah} strong />,
            },
          ]}
        />
      </Section>
      <Pager
        nextTo={page.next ? `${here}${state === null ? "?" : "&"}after=${page.next}` : null}
        firstTo={isLater ? here : null}
        shown={page.rows.length}
      />
    </Page>
  );
}
