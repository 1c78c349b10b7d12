import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { consignmentsOf } from "#app/modules/consignment/consignment-reads.server.ts";
import { ConsignmentRow } from "#app/modules/consignment/ui/consignment-row.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { agesOfConsignments } from "#app/modules/payments/consignor-dues-reads.server.ts";
import { DuesByAge } from "#app/modules/payments/ui/consignor-dues-view.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Other people's goods in custody: whose, what is left, and what waits for an answer. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  return {
    rows: await consignmentsOf(organisation.id),
    ages: await agesOfConsignments(organisation.id, dayOf(call.at, organisation.timeZone)),
    mayPlace: may(actor, "producers.keep"),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_title()) }];

export default function Consignments() {
  const { rows, ages, mayPlace, slug } = useLoaderData<typeof loader>();
  const toNew = (
    <ButtonLink to={`/${slug}/titipan/baru`} icon="plus">
      {m.consignment_new()}
    </ButtonLink>
  );
  return (
    <Page
      title={m.consignment_title()}
      lead={m.consignment_lead()}
      actions={mayPlace && rows.length > 0 ? toNew : undefined}
    >
      {ages.length === 0 ? null : (
        <Section
          tone="card"
          title={m.payments_age_title()}
          actions={
            <ButtonLink to={`/${slug}/bayar-produsen`} variant="secondary" size="small" icon="money">
              {m.payments_payouts_title()}
            </ButtonLink>
          }
        >
          <DuesByAge ages={ages} />
        </Section>
      )}
      <Section tone="card">
        {rows.length === 0 ? (
          <EmptyState icon="box" title={m.consignment_empty()} action={mayPlace ? toNew : undefined}>
            {m.consignment_empty_text()}
          </EmptyState>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <ConsignmentRow
                key={row.id}
                row={row}
                other={row.consignor}
                to={`/${slug}/titipan/${row.id}`}
              />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
