import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong, dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BoxedDelivery, PackingCard, PickList } from "#app/modules/shipments/ui/packing-list.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters, Tabs } from "#app/ui/table/filters.tsx";
import { packedDay } from "./packing-day.server.ts";

/** What goes into which box of which kitchen, for a day; printed, or ticked by hand in the store. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { member, days, day, deliveries, boxKg } = await packedDay(request, params["workspace"]);
  return { days, day, deliveries, boxKg, slug: member.organisation.slug };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_pack_title()) }];

/** The day's deliveries by the warehouse that hands them out, in their order; all of a seller without any are one. */
function storesOf(deliveries: readonly BoxedDelivery[]) {
  const stores = new Map<string | null, BoxedDelivery[]>();
  for (const delivery of deliveries)
    stores.set(delivery.warehouseName, [...(stores.get(delivery.warehouseName) ?? []), delivery]);
  return [...stores].map(([name, own]) => ({ name, own }));
}

export default function Packing() {
  const { days, day, deliveries, boxKg, slug } = useLoaderData<typeof loader>();
  const here = `/${slug}/kirim/kemas`;
  const labels = (shipmentId?: string) => {
    const asked = new URLSearchParams({ hari: day ?? "", kotak: boxKg.toString() });
    if (shipmentId !== undefined) asked.set("kiriman", shipmentId);
    return `${here}/label?${asked}`;
  };
  return (
    <Page
      title={m.shipments_pack_title()}
      lead={day === null ? m.shipments_pack_lead() : dateLong(day)}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/kirim`, label: m.shipments_send_title() }]}
      actions={
        deliveries.length === 0 ? undefined : (
          <ButtonLink to={labels()} icon="doc" external>
            {m.shipments_pack_labels()}
          </ButtonLink>
        )
      }
    >
      {days.length < 2 ? null : (
        <Tabs
          label={m.shipments_pack_days()}
          tabs={days.map((each) => ({
            to: `${here}?hari=${each.day}&kotak=${boxKg}`,
            label: `${dateShort(each.day)} (${whole(each.count)})`,
            current: each.day === day,
          }))}
        />
      )}
      {deliveries.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="box" title={m.shipments_pack_empty()}>
            {m.shipments_send_empty_planned()}
          </EmptyState>
        </Section>
      ) : (
        <>
          {storesOf(deliveries).map(({ name, own }) => (
            <PickList key={name ?? ""} deliveries={own} store={name} />
          ))}
          {deliveries.map((delivery) => (
            <div
              key={`${delivery.shipmentId} ${delivery.warehouseId}`}
              className="flex break-inside-avoid flex-col gap-2"
            >
              <PackingCard delivery={delivery} />
              {deliveries.length === 1 ? null : (
                <span className="no-print">
                  <ButtonLink
                    to={labels(delivery.shipmentId)}
                    variant="secondary"
                    size="small"
                    icon="doc"
                    external
                  >
                    {m.shipments_pack_labels()} <span className="sr-only">{delivery.buyerName}</span>
                  </ButtonLink>
                </span>
              )}
            </div>
          ))}
          <div className="no-print">
            <Filters active={false}>
              <input type="hidden" name="hari" value={day ?? ""} />
              <TextInput
                name="kotak"
                label={m.shipments_pack_box_kg()}
                hint={m.shipments_pack_box_hint()}
                inputMode="numeric"
                defaultValue={boxKg.toString()}
              />
            </Filters>
          </div>
        </>
      )}
    </Page>
  );
}
