import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, weekday, weight, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { changeWarehouse, closeWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { WarehouseForm } from "#app/modules/catalogue/ui/warehouse-form.tsx";
import { leftOn } from "#app/modules/catalogue/warehouse-day.ts";
import { warehousesOf } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { citiesByName } from "#app/modules/regions/region-reads.server.ts";
import { Bars } from "#app/ui/chart/bars.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { warehouseFieldNames, warehouseWish } from "./warehouse-wish.server.ts";

const DAYS_SHOWN = 7;

/** One own warehouse: what is promised out of it on the days to come, and what is told of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "listings.read",
  );
  const [warehouse] = await warehousesOf(organisation.id, {
    from: dayOf(call.at, organisation.timeZone),
    count: DAYS_SHOWN,
    only: params["warehouseId"] ?? "",
  });
  if (!warehouse) throw new Missing("catalogue.warehouseMissing");
  return {
    warehouse,
    cities: may(actor, "listings.keep") ? await citiesByName() : null,
    mayPack: may(actor, "shipments.read"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  const form = await readForm(request);
  const warehouseId = params["warehouseId"] ?? "";
  const list = `/${organisation.slug}/gudang`;
  if (form.text("intent") === "close")
    return formCommand(form, {
      call,
      command: closeWarehouse,
      input: () => ({ warehouseId }),
      to: () => list,
      flash: () => m.catalogue_warehouse_closed(),
    });
  return formCommand(form, {
    call,
    command: changeWarehouse,
    input: (fields) => ({ warehouseId, ...warehouseWish(fields) }),
    fieldNames: warehouseFieldNames,
    to: () => `${list}/${warehouseId}`,
    flash: () => m.catalogue_warehouse_kept(),
  });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.warehouse.name ?? m.catalogue_warehouses_title()) },
];

const orUnlimited = (grams: bigint | null) =>
  grams === null ? m.catalogue_warehouse_unlimited() : weight(grams);

export default function Warehouse() {
  const { warehouse, cities, mayPack, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const most = warehouse.gramsPerDay;
  const [today] = warehouse.days;
  const leftToday = today === undefined ? null : leftOn(today);
  return (
    <Page
      title={warehouse.name}
      lead={`${warehouse.address}, ${warehouse.cityName}`}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/gudang`, label: m.catalogue_warehouses_title() }]}
      actions={
        mayPack ? (
          <ButtonLink to={`/${slug}/kirim/kemas`} variant="secondary" icon="box">
            {m.shipments_pack_open()}
          </ButtonLink>
        ) : undefined
      }
    >
      <Section tone="card">
        <Bars
          title={m.catalogue_warehouse_days()}
          description={m.catalogue_warehouse_days_text()}
          head={[m.catalogue_warehouse_day(), m.catalogue_warehouse_promised()]}
          bars={warehouse.days.map(({ day, usedGrams, capacityGrams }) => ({
            key: day,
            label: `${weekday(day)} ${Number(day.slice(-2))}`,
            value: Number(usedGrams),
            display:
              // The line across the bars says what most days may be; only another limit is said beside its day.
              capacityGrams === null || capacityGrams === most
                ? weight(usedGrams)
                : m.catalogue_lot_of({ left: weight(usedGrams), all: weight(capacityGrams) }),
            tone: capacityGrams !== null && usedGrams >= capacityGrams ? ("rice" as const) : undefined,
          }))}
          limit={most === null ? undefined : { value: Number(most), label: weight(most) }}
        />
      </Section>
      <Section tone="card" title={m.catalogue_warehouse_goods()}>
        <Facts
          facts={[
            { label: m.catalogue_warehouse_per_day(), value: orUnlimited(most) },
            { label: m.catalogue_warehouse_left_today(), value: orUnlimited(leftToday) },
            { label: m.catalogue_warehouse_stock(), value: weight(warehouse.stockGrams) },
            {
              label: m.catalogue_warehouse_goods(),
              value: m.catalogue_warehouse_listings({ count: whole(warehouse.listingCount) }),
            },
            {
              label: m.catalogue_warehouse_hours(),
              value: `${clockTime(warehouse.opensAt)}–${clockTime(warehouse.closesAt)}`,
            },
          ]}
        />
      </Section>
      {cities === null ? null : (
        <>
          <Section
            tone="card"
            title={m.catalogue_warehouse_change()}
            lead={m.catalogue_warehouse_change_lead()}
          >
            <WarehouseForm
              told={warehouse}
              cities={cities}
              idempotencyKey={key}
              errors={answer?.errors ?? {}}
              values={answer?.values ?? {}}
            />
          </Section>
          <details>
            <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-brick-700">
              {m.catalogue_warehouse_close()}
            </summary>
            <Section
              tone="card"
              title={m.catalogue_warehouse_close()}
              lead={m.catalogue_warehouse_close_lead()}
            >
              <Form idempotencyKey={`${key}-close`}>
                <FormActions>
                  <SubmitButton variant="danger" icon="x" name="intent" value="close">
                    {m.catalogue_warehouse_close_action()}
                  </SubmitButton>
                </FormActions>
              </Form>
            </Section>
          </details>
        </>
      )}
    </Page>
  );
}
