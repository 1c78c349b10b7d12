import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { MarketFilter } from "#app/modules/catalogue/catalogue.schema.ts";
import { commodityCategories } from "#app/modules/catalogue/commodity.ts";
import { gradeKey } from "#app/modules/catalogue/commodity-reads.server.ts";
import { lastPricesFor } from "#app/modules/catalogue/last-price-reads.server.ts";
import { type MarketListing, marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import { ceilingPerUnit } from "#app/modules/catalogue/price-ceiling.ts";
import { ceilingsFor } from "#app/modules/catalogue/price-reads.server.ts";
import { categoryWord } from "#app/modules/catalogue/ui/category-word.ts";
import { MarketTable, type PricedListing } from "#app/modules/catalogue/ui/market-table.tsx";
import { withVat } from "#app/modules/catalogue/vat.ts";
import { vatRuleOn } from "#app/modules/catalogue/vat-rule-reads.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** Every price beside the ceiling and the last survey where the buyer is, for the listing's own unit. */
async function priced(
  rows: readonly MarketListing[],
  regionCode: string,
  day: BusinessDay,
): Promise<PricedListing[]> {
  const legal = await ceilingsFor(rows, regionCode, day);
  const last = await lastPricesFor(rows, regionCode, day);
  const rule = await vatRuleOn(day);
  return rows.map((row) => {
    const ceiling = legal.get(gradeKey(row));
    const paid = last.get(gradeKey(row));
    return {
      ...row,
      paidRupiah: withVat(row.priceRupiah, row.taxClass, row, rule),
      legalRupiah: ceiling ? ceilingPerUnit(ceiling, row.basePerUnit) : null,
      lastRupiah: paid ? ceilingPerUnit(paid, row.basePerUnit) : null,
    };
  });
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "market.read");
  const asked = new URL(request.url).searchParams;
  const text = asked.get("cari") ?? "";
  const parsed = MarketFilter.safeParse({
    text: text || undefined,
    category: asked.get("kelompok") || undefined,
  });
  const filter = parsed.success ? parsed.data : {};
  const own = await organisationById(organisation.id);
  const near =
    asked.get("jangkauan") !== "semua" && own?.latitude != null && own.longitude != null
      ? { latitude: own.latitude, longitude: own.longitude }
      : undefined;
  const day = dayOf(call.at, organisation.timeZone);
  const after = asked.get("after") ?? undefined;
  const page = await marketListings(
    filter,
    { day, buyerKind: organisation.kind, ...(near ? { near } : {}) },
    readAddress(PageRequest, { limit: 30, after }),
  );
  return {
    rows: await priced(page.rows, organisation.regionCode, day),
    next: page.next,
    isLater: after !== undefined,
    filter,
    isNear: near !== undefined,
    mayOrder: may(actor, "orders.draft"),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_market_title()) }];

export default function Market() {
  const { rows, next, isLater, filter, isNear, mayOrder, slug } = useLoaderData<typeof loader>();
  const kept = new URLSearchParams({
    ...(filter.text ? { cari: filter.text } : {}),
    ...(filter.category ? { kelompok: filter.category } : {}),
    ...(isNear ? {} : { jangkauan: "semua" }),
  });
  const onward = new URLSearchParams(kept);
  if (next !== null) onward.set("after", next);
  return (
    <Page
      title={m.catalogue_market_title()}
      lead={isNear ? m.catalogue_market_lead() : m.catalogue_market_lead_all()}
      actions={
        mayOrder ? (
          <ButtonLink to={`/${slug}/pesanan/baru`} icon="plus">
            {m.catalogue_market_order()}
          </ButtonLink>
        ) : undefined
      }
    >
      <Filters active={kept.size > 0}>
        <TextInput
          type="search"
          name="cari"
          label={m.catalogue_market_search()}
          defaultValue={filter.text}
          optional
        />
        <Select
          name="kelompok"
          label={m.catalogue_market_category()}
          placeholder={m.catalogue_market_any_category()}
          options={commodityCategories.map((value) => ({ value, label: categoryWord(value) }))}
          defaultValue={filter.category}
          optional
        />
        <Select
          name="jangkauan"
          label={m.catalogue_market_reach()}
          options={[
            { value: "dekat", label: m.catalogue_market_reach_near() },
            { value: "semua", label: m.catalogue_market_reach_all() },
          ]}
          defaultValue={isNear ? "dekat" : "semua"}
        />
      </Filters>
      <Section tone="flush">
        <MarketTable rows={rows} />
      </Section>
      <Pager
        nextTo={next === null ? null : `/${slug}/pasar?${onward}`}
        firstTo={isLater ? `/${slug}/pasar?${kept}` : null}
        shown={rows.length}
      />
    </Page>
  );
}
