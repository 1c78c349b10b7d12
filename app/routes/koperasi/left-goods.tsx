import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { consignmentsLeftBy } from "#app/modules/consignment/consignment-reads.server.ts";
import { ConsignmentRow } from "#app/modules/consignment/ui/consignment-row.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Our own goods in the custody of others: what waits for our yes, what was sold, and what is left. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  return { rows: await consignmentsLeftBy(organisation.id), slug: organisation.slug };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_left_title()) }];

export default function LeftGoods() {
  const { rows, slug } = useLoaderData<typeof loader>();
  return (
    <Page title={m.consignment_left_title()} lead={m.consignment_left_lead()}>
      <Section tone="card">
        {rows.length === 0 ? (
          <EmptyState icon="box" title={m.consignment_left_empty()}>
            {m.consignment_left_empty_text()}
          </EmptyState>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <ConsignmentRow
                key={row.id}
                row={row}
                other={row.keeper}
                to={`/${slug}/titip-kami/${row.id}`}
              />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
