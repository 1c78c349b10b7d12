import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime, weight, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { WarehouseForm } from "#app/modules/catalogue/ui/warehouse-form.tsx";
import { leftOn } from "#app/modules/catalogue/warehouse-day.ts";
import { type OwnWarehouse, warehousesOf } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { citiesByName } from "#app/modules/regions/region-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { warehouseFieldNames, warehouseWish } from "./warehouse-wish.server.ts";

/** From where the seller hands goods out: what lies in each place, and how much of today's and tomorrow's room is promised. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "listings.read",
  );
  const mayKeep = may(actor, "listings.keep");
  return {
    rows: await warehousesOf(organisation.id, { from: dayOf(call.at, organisation.timeZone), count: 2 }),
    cities: mayKeep ? await citiesByName() : null,
    cityCode: organisation.cityCode,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: openWarehouse,
    input: warehouseWish,
    fieldNames: warehouseFieldNames,
    to: ({ warehouseId }) => `/${organisation.slug}/gudang/${warehouseId}`,
    flash: () => m.catalogue_warehouse_opened(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_warehouses_title()) }];

/** "1.200 kg dari 5.000 kg", and under it how much more can leave. */
function UsedOn({ days, at }: { readonly days: OwnWarehouse["days"]; readonly at: number }) {
  const day = days[at];
  if (day === undefined) return "–";
  if (day.capacityGrams === null) return <span className="tabular">{weight(day.usedGrams)}</span>;
  const left = leftOn(day);
  return (
    <span className="tabular block">
      {m.catalogue_lot_of({ left: weight(day.usedGrams), all: weight(day.capacityGrams) })}
      <span className="block text-sm text-ink-soft">
        {left === null || left === 0n
          ? m.catalogue_warehouse_full()
          : m.catalogue_warehouse_left({ left: weight(left) })}
      </span>
    </span>
  );
}

export default function Warehouses() {
  const { rows, cities, cityCode, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title={m.catalogue_warehouses_title()} lead={m.catalogue_warehouses_lead()}>
      <Section tone="flush">
        <DataTable
          caption={m.catalogue_warehouses_title()}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon="building" title={m.catalogue_warehouses_empty()}>
              {m.catalogue_warehouses_empty_text()}
            </EmptyState>
          }
          columns={[
            {
              key: "name",
              header: m.catalogue_warehouse(),
              cell: (row) => (
                <Link to={`/${slug}/gudang/${row.id}`} className="font-semibold text-leaf-700 underline">
                  {row.name}
                  <span className="block text-sm font-normal text-ink-soft">
                    {row.cityName} · {clockTime(row.opensAt)}–{clockTime(row.closesAt)}
                  </span>
                </Link>
              ),
            },
            {
              key: "goods",
              header: m.catalogue_warehouse_goods(),
              align: "end",
              cell: (row) => (
                <span className="tabular block">
                  {weight(row.stockGrams)}
                  <span className="block text-sm text-ink-soft">
                    {m.catalogue_warehouse_listings({ count: whole(row.listingCount) })}
                  </span>
                </span>
              ),
            },
            {
              key: "today",
              header: m.catalogue_warehouse_today(),
              align: "end",
              cell: ({ days }) => <UsedOn days={days} at={0} />,
            },
            {
              key: "tomorrow",
              header: m.catalogue_warehouse_tomorrow(),
              align: "end",
              cell: ({ days }) => <UsedOn days={days} at={1} />,
            },
          ]}
        />
      </Section>
      {cities === null ? null : (
        <Section tone="card" title={m.catalogue_warehouse_new()} lead={m.catalogue_warehouse_new_lead()}>
          <WarehouseForm
            told={{
              name: "",
              address: "",
              cityCode,
              latitude: null,
              longitude: null,
              opensAt: "07:00",
              closesAt: "16:00",
              gramsPerDay: null,
            }}
            cities={cities}
            idempotencyKey={key}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      )}
    </Page>
  );
}
