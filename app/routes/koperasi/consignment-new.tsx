import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { basisPointsText, parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { listingsOf, ownListingById, producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { GoodsPick } from "#app/modules/catalogue/ui/goods-pick.tsx";
import { grantsTo } from "#app/modules/consignment/grant-reads.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { ConsignmentForm } from "#app/modules/consignment/ui/consignment-form.tsx";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

async function openListingOf({ call, organisation }: Member, listingId: string) {
  const listing = await ownListingById(organisation.id, listingId, dayOf(call.at, organisation.timeZone));
  if (listing?.state !== "open") throw new Missing("catalogue.missing");
  return listing;
}

/** What a producer leaves to be sold: first which goods, then whose and on what terms. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "producers.keep");
  const { call, organisation } = member;
  const today = dayOf(call.at, organisation.timeZone);
  const listingId = new URL(request.url).searchParams.get("barang");
  const shared = { slug: organisation.slug, key: newReceiptKey() };
  if (listingId === null) {
    const open = await listingsOf(organisation.id, { state: "open", day: today }, { limit: 100 });
    return { ...shared, pick: open.rows.map(({ id, title }) => ({ id, title })), form: null };
  }
  const listing = await openListingOf(member, listingId);
  const [producers, firms, grants] = await Promise.all([
    producersOf(organisation.id, "", { limit: 100 }),
    activeOrganisations({ kind: "bumd" }),
    grantsTo(organisation.id, today),
  ]);
  // Who granted it once stands among them whatever it is: another koperasi, of any city.
  const granters = new Map(grants.map(({ ownerId, ownerName }) => [ownerId, ownerName]));
  for (const { id, name } of firms) if (id !== organisation.id) granters.set(id, name);
  return {
    ...shared,
    pick: null,
    form: {
      title: listing.title,
      unit: listing.unit,
      consignors: [
        ...producers.rows.map(({ id, name }) => ({ value: id, label: name })),
        ...[...granters].map(([value, label]) => ({ value, label })),
      ],
      today,
    },
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "producers.keep");
  const form = await readForm(request);
  const listingId = new URL(request.url).searchParams.get("barang") ?? "";
  const { basePerUnit } = await openListingOf(member, listingId);
  const photo = (await uploadOf(form.file("photo")))?.bytes;
  return formCommand(form, {
    call: member.call,
    command: placeConsignment,
    input: (fields) => ({
      listingId,
      consignorId: fields.text("consignorId"),
      quantityBase: baseIn(fields, basePerUnit),
      ...termsIn(fields),
      madeOn: fields.text("madeOn"),
      expiresOn: fields.text("expiresOn"),
      period: fields.text("period"),
      payDays: fields.text("payDays"),
      photo,
      note: fields.text("note"),
    }),
    fieldNames: { quantityBase: "quantity", priceRupiah: "price", commissionBasisPoints: "percent" },
    to: ({ consignmentId }) => `/${member.organisation.slug}/titipan/${consignmentId}`,
    flash: () => m.consignment_placed_done(),
  });
});

function baseIn(form: FormFields, basePerUnit: bigint): string | undefined {
  const text = form.text("quantity");
  return text && (parseQuantity(text, basePerUnit)?.toString() ?? text);
}

/** A price that was filled in is the consignor's own; else it is a commission, written in percent. */
function termsIn(form: FormFields) {
  const price = form.text("price");
  if (price !== undefined)
    return { terms: "fixed" as const, priceRupiah: parseRupiah(price)?.toString() ?? price };
  return { terms: "commission" as const, commissionBasisPoints: basisPointsText(form.text("percent") ?? "") };
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_new()) }];

export default function ConsignmentNew() {
  const { pick, form, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const list = { to: `/${slug}/titipan`, label: m.consignment_title() };
  if (pick !== null)
    return (
      <Page title={m.consignment_new()} lead={m.consignment_pick()} width="narrow" breadcrumbs={[list]}>
        <GoodsPick
          goods={pick}
          to={`/${slug}/titipan/baru`}
          whenNone={<ButtonLink to={`/${slug}/barang`}>{m.catalogue_list_title()}</ButtonLink>}
        />
      </Page>
    );
  const { title, ...fields } = form;
  return (
    <Page title={m.consignment_new()} lead={title} width="narrow" breadcrumbs={[list]}>
      <Section tone="card">
        <ConsignmentForm
          {...fields}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      </Section>
    </Page>
  );
}
