import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import {
  type CatalogueGap,
  entryGaps,
  GAPS_OF_THEIRS,
  gapWords,
  sellerGaps,
} from "#app/modules/oversight/e-katalog.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { askedEntries } from "./e-katalog-entries.server.ts";

const isOurs = (gap: CatalogueGap) => !GAPS_OF_THEIRS.includes(gap);

/** How far each product is from e-katalog, and the files to enter them from. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, seller, entries, today } = await askedEntries(request, params["workspace"]);
  return {
    slug: organisation.slug,
    isKoperasi: organisation.kind === "koperasi" && organisation.state === "active",
    ofSeller: sellerGaps(seller).filter(isOurs),
    products: entries.map((entry) => ({
      listingId: entry.listingId,
      title: entry.title,
      gaps: entryGaps(entry, today).filter(isOurs),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_katalog_title()) }];

export default function EKatalog() {
  const { slug, isKoperasi, ofSeller, products } = useLoaderData<typeof loader>();
  const ready = products.filter(({ gaps }) => gaps.length === 0).length;
  return (
    <Page
      title={m.oversight_katalog_title()}
      lead={m.oversight_katalog_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/barang`, label: m.catalogue_list_title() }]}
      actions={
        isKoperasi ? (
          <ButtonLink to={`/koperasi/${slug}`} variant="secondary" icon="leaf">
            {m.oversight_profile_title()}
          </ButtonLink>
        ) : undefined
      }
    >
      {products.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="leaf"
            title={m.catalogue_list_empty_title()}
            action={<ButtonLink to={`/${slug}/barang/baru`}>{m.catalogue_list_new()}</ButtonLink>}
          >
            {m.oversight_katalog_empty()}
          </EmptyState>
        </Section>
      ) : (
        <>
          <Callout tone={ready === products.length ? "leaf" : "rice"}>
            {m.oversight_katalog_ready({ ready: whole(ready), count: whole(products.length) })}
          </Callout>
          <Cluster>
            <ButtonLink to={`/${slug}/e-katalog.xlsx`} icon="download" external>
              {m.oversight_katalog_xlsx()}
            </ButtonLink>
            <ButtonLink to={`/${slug}/e-katalog.csv`} variant="secondary" icon="download" external>
              {m.oversight_katalog_csv()}
            </ButtonLink>
          </Cluster>
          {ofSeller.length === 0 ? null : (
            <Section tone="card" title={m.oversight_katalog_seller()}>
              <Gaps gaps={ofSeller} />
            </Section>
          )}
          <Section tone="card" title={m.oversight_katalog_products()}>
            <ul className="flex flex-col divide-y divide-line">
              {products.map(({ listingId, title, gaps }) => (
                <li key={listingId} className="flex flex-col gap-1.5 py-3 first:pt-0 last:pb-0">
                  <span className="flex flex-wrap items-center justify-between gap-2">
                    <Link
                      to={`/${slug}/barang/${listingId}`}
                      className="inline-flex min-h-11 items-center font-semibold text-leaf-700 hover:underline"
                    >
                      {title}
                    </Link>
                    {gaps.length === 0 ? (
                      <Badge tone="leaf" icon="check">
                        {m.oversight_katalog_whole()}
                      </Badge>
                    ) : null}
                  </span>
                  <Gaps gaps={gaps} />
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </Page>
  );
}

/** What is missing, each with what to do; in the words of the form over there. */
function Gaps({ gaps }: { readonly gaps: readonly CatalogueGap[] }) {
  if (gaps.length === 0) return null;
  return (
    <ul lang="id" className="flex flex-col gap-1 text-sm text-ink-soft">
      {gaps.map((gap) => (
        <li key={gap}>
          <strong className="text-ink">{gapWords[gap].field}</strong>
          {` · ${gapWords[gap].todo}`}
        </li>
      ))}
    </ul>
  );
}
