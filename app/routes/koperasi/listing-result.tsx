import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { limitQuestions } from "#app/http/questions.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { licencesEndingBy } from "#app/modules/catalogue/licence-reads.server.ts";
import { ownListingById } from "#app/modules/catalogue/listing-reads.server.ts";
import { wantedPapers } from "#app/modules/catalogue/needed-paper-reads.server.ts";
import { hiddenWords } from "#app/modules/catalogue/ui/hidden-words.ts";
import { whyHidden } from "#app/modules/catalogue/why-hidden.ts";
import { runsOfListing } from "#app/modules/matching/sale-reads.server.ts";
import { leftOutWords } from "#app/modules/matching/ui/buyers-left-out.ts";
import { ClearingChart } from "#app/modules/matching/ui/clearing-chart.tsx";
import { soldWords, standingWords } from "#app/modules/matching/ui/listing-run-words.ts";
import { amountOf, pricePer } from "#app/modules/matching/ui/price-words.ts";
import { ifListing, leftOutOf } from "#app/modules/matching/what-if-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

const METRES_PER_KM = 1000n;

/** How the seller's own listing fared in its last matchings, and what another price, quantity or reach would have sold. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "listings.read",
  );
  const day = dayOf(call.at, organisation.timeZone);
  const listing = await ownListingById(organisation.id, params["listingId"] ?? "", day);
  const found = listing && (await runsOfListing(organisation.id, listing.id));
  if (!listing || !found) throw new Missing("catalogue.missing");
  const [last] = found.runs;
  const search = new URL(request.url).searchParams;
  const typed = (name: string) => (search.get(name) ?? "").trim().slice(0, 20);
  const wishes = { harga: typed("harga"), tambah: typed("tambah"), radius: typed("radius") };
  const price = parseRupiah(wishes.harga);
  const radius = parseQuantity(wishes.radius, METRES_PER_KM);
  const isAsked = last !== undefined && Object.values(wishes).some((text) => text !== "");
  if (isAsked) await limitQuestions(actor.personId);
  const [lapsed] = await licencesEndingBy(organisation.id, addDays(day, -1));
  const wanted = await wantedPapers(organisation.id, [listing.commodityCode], day);
  return {
    listing,
    hidden: whyHidden(
      { ...listing, wanted: wanted.get(listing.commodityCode) ?? [] },
      { isActive: organisation.state === "active", licenceOverOn: lapsed?.expiresOn ?? null },
      day,
    ),
    ...found,
    leftOut: last !== undefined && last.soldBase === 0n ? await leftOutOf(organisation.id, listing.id) : {},
    wishes,
    answer: isAsked
      ? await ifListing(organisation.id, listing.id, {
          priceMilli: price === null ? undefined : milliRupiahPerBase(price, listing.basePerUnit),
          moreBase: parseQuantity(wishes.tambah, listing.basePerUnit) ?? undefined,
          radiusMetres: radius === null ? undefined : Number(radius),
        })
      : null,
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.matching_sale_title()) }];

export default function ListingResult() {
  const { listing, hidden, runs, baseUnit, leftOut, wishes, answer, slug } = useLoaderData<typeof loader>();
  const [last] = runs;
  return (
    <Page
      title={m.matching_sale_title()}
      lead={listing.title}
      breadcrumbs={[
        { to: `/${slug}/barang`, label: m.catalogue_list_title() },
        { to: `/${slug}/barang/${listing.id}`, label: listing.title },
      ]}
    >
      {hidden.length === 0 ? null : (
        <Callout tone="brick" title={m.catalogue_hidden_title()}>
          <ul className="grid list-disc gap-1 pl-5">
            {hidden.map((because) => (
              <li key={hiddenWords(because)}>{hiddenWords(because)}</li>
            ))}
          </ul>
        </Callout>
      )}
      {last === undefined ? (
        <EmptyState icon="chart" title={m.matching_sale_none_title()}>
          {m.matching_sale_none_text()}
        </EmptyState>
      ) : (
        <>
          <Section tone="card" title={m.matching_sale_last({ day: date(last.deliveryDay) })}>
            <p className="tabular text-lg font-bold">{soldWords(last, baseUnit)}</p>
            {standingWords(last, baseUnit).map((sentence) => (
              <p key={sentence} className="tabular mt-1">
                {sentence}
              </p>
            ))}
            <LeftOut sentences={leftOutWords(leftOut)} />
          </Section>
          <Section tone="card" title={m.matching_if_title()} lead={m.matching_if_lead()}>
            {answer === null ? null : (
              <Callout
                tone={answer.soldBase > last.soldBase ? "leaf" : "neutral"}
                icon="chart"
                title={m.matching_if_sold({
                  sold: amountOf(answer.soldBase, baseUnit),
                  offered: amountOf(answer.offeredBase, baseUnit),
                })}
              >
                {m.matching_if_before({ sold: amountOf(last.soldBase, baseUnit) })}
              </Callout>
            )}
            <Form method="get" keepScroll>
              <RupiahInput
                name="harga"
                label={m.matching_if_price({ unit: listing.unit })}
                optional
                defaultValue={wishes.harga || listing.priceRupiah}
              />
              <QuantityInput
                name="tambah"
                label={m.matching_if_more()}
                optional
                unit={listing.unit}
                defaultValue={wishes.tambah}
              />
              <QuantityInput
                name="radius"
                label={m.matching_if_radius()}
                optional
                unit="km"
                defaultValue={wishes.radius || String(Math.round(listing.radiusMetres / 1000))}
              />
              <FormActions>
                <SubmitButton variant="secondary" icon="search">
                  {m.matching_if_ask()}
                </SubmitButton>
              </FormActions>
            </Form>
          </Section>
          <ClearingChart runs={runs} baseUnit={baseUnit} />
          <Section tone="flush" title={m.matching_sale_runs()}>
            <DataTable
              caption={m.matching_sale_runs()}
              rows={runs}
              rowKey={(run) => run.runId}
              empty={null}
              columns={[
                { key: "day", header: m.matching_sale_day(), cell: (run) => date(run.deliveryDay) },
                {
                  key: "sold",
                  header: m.matching_sale_result(),
                  align: "end",
                  cell: (run) =>
                    `${amountOf(run.soldBase, baseUnit)} / ${amountOf(run.offeredBase, baseUnit)}`,
                },
                {
                  key: "price",
                  header: m.matching_sale_own_price(),
                  align: "end",
                  cell: (run) => pricePer(run.priceMilli, baseUnit),
                },
                {
                  key: "value",
                  header: m.matching_sale_value(),
                  align: "end",
                  cell: (run) => (run.clearingMilli === null ? null : pricePer(run.clearingMilli, baseUnit)),
                },
              ]}
            />
          </Section>
        </>
      )}
    </Page>
  );
}

function LeftOut({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div className="mt-3">
      <p className="font-semibold text-ink-soft">{m.matching_unsold_title()}</p>
      <ul className="tabular grid list-disc gap-1 pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
