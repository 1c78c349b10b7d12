import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { listingsOf, ownListingById, producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { withPrices } from "#app/modules/catalogue/selling-reads.server.ts";
import { GoodsPick } from "#app/modules/catalogue/ui/goods-pick.tsx";
import { HarvestForm } from "#app/modules/catalogue/ui/harvest-form.tsx";
import { searchRegions, villagesOf } from "#app/modules/regions/region-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** How many producers stand in the form at once; the others are found by name. */
const PRODUCERS_SHOWN = 30;
const PLACES_FOUND = 20;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "lots.register");
  const { call, organisation } = member;
  const asked = new URL(request.url).searchParams;
  const today = dayOf(call.at, organisation.timeZone);
  const listingId = asked.get("barang");
  const shared = { slug: organisation.slug, today, key: newReceiptKey() };
  if (listingId === null) {
    const open = await listingsOf(organisation.id, { state: "open", day: today }, { limit: 100 });
    return { ...shared, pick: open.rows.map(({ id, title }) => ({ id, title })), form: null };
  }
  const listing = await openListingOf(member, listingId);
  const search = { person: asked.get("produsen") ?? "", place: asked.get("tempat") ?? "" };
  const [[priced], producers] = await Promise.all([
    withPrices([listing], { regionCode: organisation.regionCode, day: today }),
    producersOf(organisation.id, search.person, { limit: PRODUCERS_SHOWN }),
  ]);
  const origins = await originsFor(organisation.cityCode, search.place);
  const shelfLifeDays = priced?.shelfLifeDays ?? 0;
  return {
    ...shared,
    pick: null,
    form: {
      listingId,
      title: listing.title,
      unit: listing.unit,
      producers: producers.rows.map(({ id, name }) => ({ id, name })),
      hasMore: producers.next !== null || search.person !== "",
      search,
      origins,
      usualOrigin: usualOrigin(organisation.regionCode, origins, search.place),
      keepsUntil: addDays(today, shelfLifeDays),
      shelfLifeDays,
    },
  };
});

async function openListingOf({ call, organisation }: Member, listingId: string) {
  const listing = await ownListingById(organisation.id, listingId, dayOf(call.at, organisation.timeZone));
  if (listing?.state !== "open") throw new Missing("catalogue.missing");
  return listing;
}

/** The kelurahan of the seller's own city, or what was searched for anywhere. */
async function originsFor(cityCode: string, place: string) {
  if (place === "")
    return (await villagesOf(cityCode)).map(({ code, name }) => ({ value: code, label: name }));
  const found = await searchRegions({ text: place, level: 4, limit: PLACES_FOUND });
  return found.map(({ code, name, districtName, cityName }) => ({
    value: code,
    label: [name, districtName, cityName].filter((part) => part !== null).join(", "),
  }));
}

function usualOrigin(own: string, origins: readonly { readonly value: string }[], place: string): string {
  const isOwnCity = place === "" && origins.some(({ value }) => value === own);
  return isOwnCity ? own : (origins[0]?.value ?? "");
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "lots.register");
  const form = await readForm(request);
  const listingId = new URL(request.url).searchParams.get("barang") ?? "";
  const listing = await openListingOf(member, listingId);
  return formCommand(form, {
    call: member.call,
    command: registerLot,
    input: (fields) => ({
      listingId,
      originRegionCode: fields.text("origin") ?? "",
      harvestedOn: fields.text("harvestedOn"),
      availableFrom: fields.text("availableFrom"),
      expiresOn: fields.text("expiresOn"),
      ...harvested(fields, listing.basePerUnit),
    }),
    fieldNames: { quantityBase: "quantity", sources: "quantity", originRegionCode: "origin" },
    to: () => `/${member.organisation.slug}/barang/${listingId}`,
    flash: () => m.catalogue_harvest_done(),
  });
});

/** One quantity, and the rows that somebody filled in. */
function harvested(form: FormFields, basePerUnit: bigint) {
  const base = (text: string) => parseQuantity(text, basePerUnit)?.toString() ?? text;
  const quantity = form.text("quantity");
  return {
    ...(quantity === undefined ? {} : { quantityBase: base(quantity) }),
    sources: form.rows("sources").flatMap((row) => {
      const text = row.text("quantity");
      return text === undefined ? [] : [{ producerId: row.text("producerId"), quantityBase: base(text) }];
    }),
  };
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_harvest_title()) }];

export default function Harvest() {
  const { pick, form, slug, today, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const list = { to: `/${slug}/barang`, label: m.catalogue_list_title() };
  if (pick !== null)
    return (
      <Page
        title={m.catalogue_harvest_title()}
        lead={m.catalogue_harvest_pick()}
        width="narrow"
        breadcrumbs={[list]}
      >
        <GoodsPick
          goods={pick}
          to={`/${slug}/panen/baru`}
          whenNone={<ButtonLink to={`/${slug}/barang/baru`}>{m.catalogue_list_new()}</ButtonLink>}
        />
      </Page>
    );
  const { search, hasMore, listingId, title, ...fields } = form;
  return (
    <Page
      title={m.catalogue_harvest_title()}
      lead={title}
      width="narrow"
      breadcrumbs={[list, { to: `/${slug}/barang/${listingId}`, label: title }]}
    >
      <Section tone="card">
        <HarvestForm
          key={`${search.person}/${search.place}`}
          {...fields}
          today={today}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      </Section>
      <details open={search.place !== "" || search.person !== ""}>
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
          {m.catalogue_harvest_elsewhere()}
        </summary>
        <Filters active={search.place !== "" || search.person !== ""}>
          <input type="hidden" name="barang" value={listingId} />
          <TextInput
            name="tempat"
            type="search"
            label={m.catalogue_harvest_find_place()}
            defaultValue={search.place}
            optional
          />
          {hasMore ? (
            <TextInput
              name="produsen"
              type="search"
              label={m.catalogue_harvest_find_producer()}
              defaultValue={search.person}
              optional
            />
          ) : null}
        </Filters>
      </details>
    </Page>
  );
}
