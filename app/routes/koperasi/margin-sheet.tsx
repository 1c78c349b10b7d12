import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, percent, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { marginGuides } from "#app/modules/catalogue/margin-guide-reads.server.ts";
import { sheetTotal } from "#app/modules/invoicing/margin-sheet.ts";
import {
  marginClasses,
  marginDays,
  marginSuppliers,
} from "#app/modules/invoicing/margin-sheet-reads.server.ts";
import { soldOfNobody } from "#app/modules/invoicing/sold-lacking-reads.server.ts";
import { periodAsked } from "#app/modules/invoicing/trade-stock.ts";
import {
  MarginClassTable,
  MarginDayTable,
  MarginSupplierTable,
} from "#app/modules/invoicing/ui/margin-sheet-tables.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** Rows that a person still reads; the sums are of all of them. */
const SHOWN = 100;

/** The margin sheet of a koperasi: what it sold, what it owes for that, and whom. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  if (organisation.kind !== "koperasi") throw new Missing("invoicing.missing");
  const asked = new URL(request.url).searchParams;
  const today = dayOf(call.at, organisation.timeZone);
  const period = periodAsked({ from: asked.get("dari"), to: asked.get("sampai") }, today);
  const [days, classes, guides, suppliers, ofNobody] = await Promise.all([
    marginDays(organisation.id, period),
    marginClasses(organisation.id, period),
    marginGuides({ regionCode: organisation.regionCode, day: today }),
    marginSuppliers(organisation.id, period),
    soldOfNobody(organisation, period),
  ]);
  return {
    days: days.slice(0, SHOWN),
    total: sheetTotal(days),
    hidden: Math.max(0, days.length - SHOWN),
    classes,
    guides,
    suppliers,
    ofNobody,
    period,
    today,
    isAsked: asked.has("dari"),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_sheet_title()) }];

export default function MarginSheet() {
  const { days, total, hidden, classes, guides, suppliers, ofNobody, period, today, isAsked, slug } =
    useLoaderData<typeof loader>();
  return (
    <Page title={m.invoicing_sheet_title()} lead={m.invoicing_sheet_lead()} width="wide">
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
      {ofNobody > 0n ? (
        <Callout tone="rice" title={m.invoicing_sheet_nobody({ amount: rupiah(ofNobody) })}>
          {m.invoicing_sheet_nobody_text()}
        </Callout>
      ) : null}
      <Section
        tone="flush"
        title={m.invoicing_sheet_days()}
        lead={m.invoicing_margin_period({ from: date(period.from), to: date(period.to) })}
      >
        <MarginDayTable rows={days} total={total} />
      </Section>
      {hidden > 0 ? (
        <Callout title={m.invoicing_sheet_hidden({ count: whole(hidden) })}>
          {m.invoicing_sheet_hidden_text()}
        </Callout>
      ) : null}
      {classes.length === 0 ? null : (
        <Section tone="flush" title={m.invoicing_sheet_classes()} lead={m.invoicing_sheet_guide_text()}>
          <MarginClassTable rows={classes} guides={guides} />
        </Section>
      )}
      {suppliers.length === 0 ? null : (
        <Section tone="flush" title={m.invoicing_sheet_suppliers()}>
          <MarginSupplierTable rows={suppliers} to={(producerId) => `/${slug}/produsen/${producerId}`} />
        </Section>
      )}
    </Page>
  );
}

function Figures() {
  const { sellRupiah, buyRupiah, earnedRupiah, ofSales, onCost } = useLoaderData<typeof loader>().total;
  const parts =
    ofSales === null || onCost === null
      ? undefined
      : m.invoicing_sheet_parts({ ofSales: percent(ofSales), onCost: percent(onCost) });
  return (
    <Tiles columns={3}>
      <Stat label={m.invoicing_margin_sale()} value={rupiah(sellRupiah)} />
      <Stat label={m.invoicing_sheet_buy()} value={rupiah(buyRupiah)} />
      <Stat
        icon="chart"
        label={m.invoicing_margin_earned()}
        value={rupiah(earnedRupiah)}
        tone={earnedRupiah < 0n ? "brick" : "leaf"}
        note={parts}
      />
    </Tiles>
  );
}
