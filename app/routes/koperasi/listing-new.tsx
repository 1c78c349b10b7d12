import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { listingsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { ceilingPerUnit } from "#app/modules/catalogue/price-ceiling.ts";
import { sellingGround } from "#app/modules/catalogue/selling-reads.server.ts";
import { tradedGoods } from "#app/modules/catalogue/shelf-reads.server.ts";
import { GoodsPicker } from "#app/modules/catalogue/ui/goods-picker.tsx";
import { ListingForm } from "#app/modules/catalogue/ui/listing-form.tsx";
import { warehouseNames } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Cluster } from "#app/ui/layout/stack.tsx";
import { listingFieldNames, listingWish } from "./listing-wish.server.ts";

/** How far goods are brought unless said otherwise: a village's goods to its town, a warehouse's over the region. */
const RADIUS_KM = { koperasi: 30, warehouse: 100 } as const;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const { organisation } = member;
  const asked = new URL(request.url).searchParams;
  const code = asked.get("komoditas");
  const shared = { slug: organisation.slug, today: todayOf(member), key: newReceiptKey() };
  if (code === null) {
    const own = await listingsOf(organisation.id, { day: shared.today }, { limit: 100 });
    const ownCodes = [...new Set(own.rows.map((row) => row.commodityCode))];
    return { ...shared, pick: { goods: await tradedGoods(), ownCodes }, form: null };
  }
  const ground = await groundOf(member, code);
  const wanted = asked.get("satuan");
  const { units } = ground.goods;
  const pack = units.find(({ unit }) => unit === wanted) ?? units[0] ?? { unit: "kg", basePerUnit: 1000n };
  return {
    ...shared,
    pick: null,
    form: {
      commodityCode: ground.commodity.code,
      name: ground.commodity.name,
      baseUnit: ground.commodity.baseUnit,
      ...pack,
      units: units.map(({ unit }) => unit),
      grades: ground.goods.grades.map(({ code: gradeCode, name, yardstick: { legal }, last }) => ({
        code: gradeCode,
        name,
        ceilingRupiah: legal && ceilingPerUnit(legal, pack.basePerUnit),
        marketRupiah: last && priceOf(pack.basePerUnit, last.priceRupiah, last.basePerUnit),
      })),
      defaults: {
        radiusKm: organisation.kind === "koperasi" ? RADIUS_KM.koperasi : RADIUS_KM.warehouse,
        validUntil: ground.renewUntil,
      },
      latest: ground.latest,
      warehouses: await warehouseNames(organisation.id),
    },
  };
});

function todayOf({ call, organisation }: Member) {
  return dayOf(call.at, organisation.timeZone);
}

async function groundOf(member: Member, code: string) {
  const place = { regionCode: member.organisation.regionCode, day: todayOf(member) };
  const ground = await sellingGround(code, place);
  if (!ground) throw new Missing("catalogue.missing");
  return ground;
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const { call, organisation } = member;
  const form = await readForm(request);
  const ground = await groundOf(member, form.text("commodityCode") ?? "");
  return formCommand(form, {
    call,
    command: openListing,
    input: (fields) => listingWish(fields, ground, { ...call, key: fields.text("_key") ?? null }),
    fieldNames: listingFieldNames,
    to: ({ listingId }) => `/${organisation.slug}/panen/baru?barang=${listingId}`,
    flash: ({ isAboveCeiling }) => (isAboveCeiling ? m.catalogue_new_done_above() : m.catalogue_new_done()),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_new_title()) }];

export default function ListingNew() {
  const { pick, form, slug, today, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/barang/baru`;
  const list = { to: `/${slug}/barang`, label: m.catalogue_list_title() };
  if (pick !== null)
    return (
      <Page title={m.catalogue_new_title()} lead={m.catalogue_new_pick()} breadcrumbs={[list]}>
        <GoodsPicker goods={pick.goods} ownCodes={pick.ownCodes} base={base} />
      </Page>
    );
  return (
    <Page
      title={form.name}
      lead={m.catalogue_new_lead()}
      width="narrow"
      breadcrumbs={[list, { to: base, label: m.catalogue_new_title() }]}
    >
      {form.units.length < 2 ? null : (
        <Section title={m.catalogue_new_unit()}>
          <Cluster>
            {form.units.map((unit) => (
              <ButtonLink
                key={unit}
                to={`${base}?${new URLSearchParams({ komoditas: form.commodityCode, satuan: unit })}`}
                variant={unit === form.unit ? "primary" : "secondary"}
                size="small"
              >
                {unit}
              </ButtonLink>
            ))}
          </Cluster>
        </Section>
      )}
      <Section tone="card">
        <ListingForm
          key={form.unit}
          {...form}
          today={today}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      </Section>
    </Page>
  );
}
