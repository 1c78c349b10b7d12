import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { stockAlarms, stockByGoods, stockLots } from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { StockGoodsTable, StockLotTable } from "#app/modules/invoicing/ui/trade-stock-tables.tsx";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { askedOf, requireTrader } from "./trade-stock.server.ts";

/** What a trader bought and has still: by goods, delivery by delivery, and what the books say of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireTrader(request, params["workspace"]);
  const { organisation } = member;
  const { today, commodityCode, page } = askedOf(request, member);
  const [goods, lots, alarms, bookedRupiah] = await Promise.all([
    stockByGoods(organisation),
    stockLots(organisation, { ...page, commodityCode }),
    stockAlarms(organisation, today),
    accountBalance(organisation.id, "inventory", null),
  ]);
  return {
    goods,
    lots,
    alarms,
    bookedRupiah,
    chosen: goods.find((one) => one.commodityCode === commodityCode)?.goods ?? null,
    commodityCode: commodityCode ?? null,
    isFirst: page.after === undefined,
    slug: organisation.slug,
    today,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_stock_title()) }];

export default function TradeStock() {
  const { goods, lots, chosen, commodityCode, isFirst, slug, today } = useLoaderData<typeof loader>();
  const base = `/${slug}/stok-dagang`;
  const query = (rest: Record<string, string>) => `${base}?${new URLSearchParams(rest).toString()}`;
  const only: Record<string, string> = commodityCode === null ? {} : { barang: commodityCode };
  return (
    <Page
      title={m.invoicing_stock_title()}
      lead={m.invoicing_stock_lead()}
      width="wide"
      actions={
        <ButtonLink to={`${base}.xlsx`} variant="secondary" icon="download" external>
          {m.invoicing_stock_export()}
        </ButtonLink>
      }
    >
      <Tabs
        label={m.invoicing_stock_views()}
        tabs={[
          { to: base, label: m.invoicing_stock_tab_there(), current: true },
          { to: `${base}/margin`, label: m.invoicing_stock_tab_margin(), current: false },
        ]}
      />
      <Figures />
      <Section tone="flush" title={m.invoicing_stock_goods_title()}>
        <StockGoodsTable
          rows={goods}
          today={today}
          to={(code) => `${query({ barang: code })}#kiriman`}
          empty={
            <EmptyState
              icon="box"
              title={m.invoicing_stock_empty_title()}
              action={<ButtonLink to={`/${slug}/pasar`}>{m.invoicing_stock_find()}</ButtonLink>}
            >
              {m.invoicing_stock_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      {goods.length === 0 ? null : (
        <Section
          tone="flush"
          id="kiriman"
          title={
            chosen === null ? m.invoicing_stock_lots_title() : m.invoicing_stock_lots_of({ goods: chosen })
          }
          lead={m.invoicing_stock_lots_lead()}
          actions={
            commodityCode === null ? undefined : (
              <ButtonLink to={base} variant="secondary" size="small">
                {m.invoicing_stock_all_goods()}
              </ButtonLink>
            )
          }
        >
          <StockLotTable
            rows={lots.rows}
            today={today}
            to={(listingId) => `/${slug}/barang/${listingId}`}
            empty={<p className="px-4 pb-5 text-ink-soft sm:px-6">{m.invoicing_stock_none_of()}</p>}
          />
        </Section>
      )}
      <Pager
        nextTo={lots.next ? `${query({ ...only, after: lots.next })}#kiriman` : null}
        firstTo={isFirst ? null : `${query(only)}#kiriman`}
        shown={lots.rows.length}
      />
    </Page>
  );
}

function Figures() {
  const { goods, alarms, bookedRupiah, slug } = useLoaderData<typeof loader>();
  const valueRupiah = sumOf(goods.map((one) => one.valueRupiah));
  const isEqual = valueRupiah === bookedRupiah;
  return (
    <Tiles columns={3}>
      <Stat
        icon="money"
        label={m.invoicing_stock_value()}
        value={rupiah(valueRupiah)}
        tone={isEqual ? "leaf" : "brick"}
        note={
          isEqual
            ? m.invoicing_stock_value_equal()
            : m.invoicing_stock_value_differs({ amount: rupiah(bookedRupiah) })
        }
        to={`/${slug}/buku`}
      />
      <Stat
        icon="clock"
        label={m.invoicing_stock_waiting()}
        value={whole(alarms.unpriced)}
        tone={alarms.unpriced > 0 ? "rice" : "neutral"}
        note={alarms.unpriced > 0 ? m.invoicing_stock_waiting_note() : m.invoicing_stock_waiting_none()}
      />
      <Stat
        icon="alert"
        label={m.invoicing_stock_over()}
        value={whole(alarms.over)}
        tone={alarms.over > 0 ? "brick" : "neutral"}
        note={alarms.over > 0 ? m.invoicing_stock_over_note() : m.invoicing_stock_over_none()}
      />
    </Tiles>
  );
}
