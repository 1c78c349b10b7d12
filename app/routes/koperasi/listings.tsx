import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { newReceiptKey } from "#app/http/form.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { licencesEndingBy } from "#app/modules/catalogue/licence-reads.server.ts";
import { listingsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { papersWantedSoon, wantedPapers } from "#app/modules/catalogue/needed-paper-reads.server.ts";
import { withPrices } from "#app/modules/catalogue/selling-reads.server.ts";
import { ListingList } from "#app/modules/catalogue/ui/listing-list.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { MoreButtons } from "#app/ui/form/more-buttons.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** What a seller has for sale, the newest first; what was withdrawn stands behind a second tab. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "listings.read",
  );
  const asked = new URL(request.url).searchParams;
  const state = asked.get("lihat") === "ditarik" ? "withdrawn" : "open";
  const day = dayOf(call.at, organisation.timeZone);
  const page = await listingsOf(
    organisation.id,
    { state, day },
    readAddress(PageRequest, { limit: 30, after: asked.get("after") ?? undefined }),
  );
  const rows = await withPrices(page.rows, { regionCode: organisation.regionCode, day });
  const [lapsed] = await licencesEndingBy(organisation.id, addDays(day, -1));
  const wanted = await wantedPapers(
    organisation.id,
    rows.map(({ commodityCode }) => commodityCode),
    day,
  );
  return {
    rows,
    wanted: Object.fromEntries(wanted),
    soon: await papersWantedSoon(organisation.id, day),
    lapsedOn: lapsed?.expiresOn ?? null,
    next: page.next,
    isOpen: state === "open",
    mayKeep: may(actor, "listings.keep"),
    mayRegister: may(actor, "lots.register"),
    slug: organisation.slug,
    today: day,
    key: newReceiptKey(),
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_list_title()) }];

export default function Listings() {
  const { rows, wanted, soon, lapsedOn, next, isOpen, mayKeep, mayRegister, slug, today, key } =
    useLoaderData<typeof loader>();
  const base = `/${slug}/barang`;
  const over = isOpen ? rows.filter((row) => row.isPriceOver).length : 0;
  const many = (
    <ButtonLink to={`${base}/impor`} variant="secondary" icon="upload">
      {m.catalogue_bulk_title()}
    </ButtonLink>
  );
  const count = (
    <ButtonLink to={`${base}/opname`} variant="secondary" icon="scale">
      {m.catalogue_count_title()}
    </ButtonLink>
  );
  const add = mayKeep ? (
    <Cluster>
      <ButtonLink to={`${base}/baru`} icon="plus">
        {m.catalogue_list_new()}
      </ButtonLink>
      {mayRegister ? (
        <MoreButtons>
          {many}
          {count}
        </MoreButtons>
      ) : null}
    </Cluster>
  ) : undefined;
  const ofDay =
    mayKeep && mayRegister && rows.length > 0 ? (
      <Cluster>
        <ButtonLink to={`${base}/hari-ini`} icon="leaf">
          {m.catalogue_day_title()}
        </ButtonLink>
        <ButtonLink to={`${base}/baru`} variant="secondary" icon="plus">
          {m.catalogue_list_new()}
        </ButtonLink>
        <MoreButtons>
          {many}
          {count}
          <ButtonLink to={`${base}/e-katalog`} variant="secondary" icon="doc">
            {m.oversight_katalog_title()}
          </ButtonLink>
        </MoreButtons>
      </Cluster>
    ) : undefined;
  return (
    <Page title={m.catalogue_list_title()} lead={m.catalogue_list_lead()} actions={ofDay ?? add}>
      {lapsedOn === null ? null : (
        <Callout tone="brick" title={m.catalogue_licence_lapsed({ day: date(lapsedOn) })}>
          {m.catalogue_licence_lapsed_text()}
        </Callout>
      )}
      {over === 0 ? null : (
        <Callout tone="brick" title={m.catalogue_list_over({ count: over })}>
          {m.catalogue_list_over_text()}
        </Callout>
      )}
      <Tabs
        label={m.catalogue_list_title()}
        tabs={[
          { to: base, label: m.catalogue_listing_open(), current: isOpen },
          { to: `${base}?lihat=ditarik`, label: m.catalogue_listing_withdrawn(), current: !isOpen },
        ]}
      />
      {rows.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="leaf"
            title={isOpen ? m.catalogue_list_empty_title() : m.catalogue_list_empty_withdrawn()}
            action={isOpen ? add : undefined}
          >
            {isOpen ? m.catalogue_list_empty_text() : m.catalogue_list_empty_withdrawn_text()}
          </EmptyState>
        </Section>
      ) : (
        <ListingList
          rows={rows}
          wanted={wanted}
          soon={soon}
          slug={slug}
          today={today}
          mayKeep={mayKeep}
          mayRegister={mayRegister}
          keyBase={key}
        />
      )}
      <Pager
        nextTo={next ? `${base}?${isOpen ? "" : "lihat=ditarik&"}after=${next}` : null}
        shown={rows.length}
      />
    </Page>
  );
}
