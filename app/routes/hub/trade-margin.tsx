import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { soldWithoutCost } from "#app/modules/invoicing/sold-lacking-reads.server.ts";
import { earnedBy, marginOfAll, partEarned } from "#app/modules/invoicing/trade-stock.ts";
import { marginByGoods, marginBySale } from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { GoodsMarginTable, SaleMarginTable } from "#app/modules/invoicing/ui/margin-tables.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters, Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { askedOf, requireTrader } from "./trade-stock.server.ts";

/** What a trader earned on what it sold out of its stock, over a period: by goods, and sale by sale. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireTrader(request, params["workspace"]);
  const { organisation } = member;
  const { today, period, page } = askedOf(request, member);
  const [goods, sales, uncostedRupiah] = await Promise.all([
    marginByGoods(organisation, period),
    marginBySale(organisation, period, page),
    soldWithoutCost(organisation, period),
  ]);
  return {
    goods,
    sales,
    uncostedRupiah,
    period,
    isAsked: new URL(request.url).searchParams.has("dari"),
    isFirst: page.after === undefined,
    slug: organisation.slug,
    today,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_stock_tab_margin()) }];

export default function TradeMargin() {
  const { goods, sales, uncostedRupiah, period, isAsked, isFirst, slug, today } =
    useLoaderData<typeof loader>();
  const base = `/${slug}/stok-dagang`;
  const days = { dari: period.from, sampai: period.to };
  const query = (rest: Record<string, string>) => new URLSearchParams({ ...days, ...rest }).toString();
  return (
    <Page
      title={m.invoicing_stock_title()}
      lead={m.invoicing_margin_lead()}
      width="wide"
      actions={
        <ButtonLink to={`${base}.xlsx?${query({})}`} variant="secondary" icon="download" external>
          {m.invoicing_stock_export()}
        </ButtonLink>
      }
    >
      <Tabs
        label={m.invoicing_stock_views()}
        tabs={[
          { to: base, label: m.invoicing_stock_tab_there(), current: false },
          { to: `${base}/margin`, label: m.invoicing_stock_tab_margin(), current: true },
        ]}
      />
      {period.isRefused ? (
        <Callout tone="rice" title={m.invoicing_margin_refused_title()}>
          {m.invoicing_margin_refused_text()}
        </Callout>
      ) : null}
      <Filters active={isAsked}>
        <DateInput name="dari" label={m.invoicing_margin_from()} defaultValue={period.from} max={today} />
        <DateInput name="sampai" label={m.invoicing_margin_to()} defaultValue={period.to} max={today} />
      </Filters>
      <Figures />
      {uncostedRupiah > 0n ? (
        <Callout title={m.invoicing_margin_uncosted({ amount: rupiah(uncostedRupiah) })} />
      ) : null}
      <Section
        tone="flush"
        title={m.invoicing_margin_goods_title()}
        lead={m.invoicing_margin_period({ from: date(period.from), to: date(period.to) })}
      >
        <GoodsMarginTable
          rows={goods}
          empty={
            <EmptyState icon="chart" title={m.invoicing_margin_empty_title()}>
              {m.invoicing_margin_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      {sales.rows.length === 0 ? null : (
        <Section tone="flush" id="penjualan" title={m.invoicing_margin_sales_title()}>
          <SaleMarginTable rows={sales.rows} to={(invoiceId) => `/${slug}/penjualan/${invoiceId}`} />
        </Section>
      )}
      <Pager
        nextTo={sales.next ? `${base}/margin?${query({ after: sales.next })}#penjualan` : null}
        firstTo={isFirst ? null : `${base}/margin?${query({})}#penjualan`}
        shown={sales.rows.length}
      />
    </Page>
  );
}

function Figures() {
  const { goods } = useLoaderData<typeof loader>();
  const all = marginOfAll(goods);
  const part = partEarned(all);
  const earned = earnedBy(all);
  return (
    <Tiles columns={3}>
      <Stat label={m.invoicing_margin_sale()} value={rupiah(all.saleRupiah)} />
      <Stat
        label={m.invoicing_margin_off()}
        value={rupiah(all.costRupiah + all.freightRupiah + all.lostRupiah)}
      />
      <Stat
        icon="chart"
        label={m.invoicing_margin_earned()}
        value={rupiah(earned)}
        tone={earned < 0n ? "brick" : "leaf"}
        note={part === null ? undefined : percent(part)}
      />
    </Tiles>
  );
}
