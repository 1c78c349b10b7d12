import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { listingsOf, ownListingById, producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { GoodsPick } from "#app/modules/catalogue/ui/goods-pick.tsx";
import { HarvestAskForm } from "#app/modules/catalogue/ui/harvest-ask-form.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

/** How many producers stand in the form at once; the others are found by name. */
const PRODUCERS_SHOWN = 30;

async function openListingOf({ call, organisation }: Member, listingId: string) {
  const listing = await ownListingById(organisation.id, listingId, dayOf(call.at, organisation.timeZone));
  if (listing?.state !== "open") throw new Missing("catalogue.missing");
  return listing;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "producers.keep");
  const { call, organisation } = member;
  const asked = new URL(request.url).searchParams;
  const today = dayOf(call.at, organisation.timeZone);
  const listingId = asked.get("barang");
  const shared = { slug: organisation.slug, key: newReceiptKey() };
  if (listingId === null) {
    const open = await listingsOf(organisation.id, { state: "open", day: today }, { limit: 100 });
    return { ...shared, pick: open.rows.map(({ id, title }) => ({ id, title })), form: null };
  }
  const listing = await openListingOf(member, listingId);
  const search = asked.get("produsen") ?? "";
  const producers = await producersOf(organisation.id, search, { limit: PRODUCERS_SHOWN });
  return {
    ...shared,
    pick: null,
    form: {
      listingId,
      title: listing.title,
      unit: listing.unit,
      costRupiah: listing.costRupiah,
      producers: producers.rows.map(({ id, name }) => ({ id, name })),
      hasMore: producers.next !== null || search !== "",
      search,
      today,
      day: addDays(today, 1),
    },
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "producers.keep");
  const form = await readForm(request);
  const listingId = new URL(request.url).searchParams.get("barang") ?? "";
  const { basePerUnit } = await openListingOf(member, listingId);
  return formCommand(form, {
    call: member.call,
    command: askHarvest,
    input: (fields) => ({
      listingId,
      onDay: fields.text("onDay"),
      bringBy: fields.text("bringBy"),
      priceRupiah: priceIn(fields),
      payDays: fields.text("payDays"),
      note: fields.text("note"),
      asks: asksIn(fields, basePerUnit),
    }),
    fieldNames: { priceRupiah: "price", quantityBase: "quantity" },
    to: () => `/${member.organisation.slug}/panen`,
    flash: (result) => m.catalogue_ask_done({ count: result.askIds.length }),
  });
});

function priceIn(form: FormFields): string | undefined {
  const text = form.text("price");
  return text && (parseRupiah(text)?.toString() ?? text);
}

/** The rows that somebody filled in. */
function asksIn(form: FormFields, basePerUnit: bigint) {
  return form.rows("asks").flatMap((row) => {
    const text = row.text("quantity");
    if (text === undefined) return [];
    const quantityBase = parseQuantity(text, basePerUnit)?.toString() ?? text;
    return [{ producerId: row.text("producerId"), quantityBase }];
  });
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_ask_new()) }];

export default function HarvestAskNew() {
  const { pick, form, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const list = { to: `/${slug}/panen`, label: m.catalogue_ask_title() };
  if (pick !== null)
    return (
      <Page title={m.catalogue_ask_new()} lead={m.catalogue_ask_pick()} width="narrow" breadcrumbs={[list]}>
        <GoodsPick
          goods={pick}
          to={`/${slug}/panen/minta`}
          whenNone={<ButtonLink to={`/${slug}/barang`}>{m.catalogue_list_title()}</ButtonLink>}
        />
      </Page>
    );
  const { search, hasMore, listingId, title, ...fields } = form;
  return (
    <Page title={m.catalogue_ask_new()} lead={title} width="narrow" breadcrumbs={[list]}>
      <Section tone="card">
        {fields.producers.length === 0 && search === "" ? (
          <EmptyState
            icon="people"
            title={m.catalogue_producers_empty()}
            action={<ButtonLink to={`/${slug}/produsen`}>{m.catalogue_producers_title()}</ButtonLink>}
          >
            {m.catalogue_producers_empty_text()}
          </EmptyState>
        ) : (
          <HarvestAskForm
            key={search}
            {...fields}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        )}
      </Section>
      {hasMore ? (
        <Filters active={search !== ""}>
          <input type="hidden" name="barang" value={listingId} />
          <TextInput
            name="produsen"
            type="search"
            label={m.catalogue_harvest_find_producer()}
            defaultValue={search}
            optional
          />
        </Filters>
      ) : null}
    </Page>
  );
}
