import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type ConsignmentShown, consignmentsOf } from "#app/modules/consignment/consignment-reads.server.ts";
import { ConsignmentBadge } from "#app/modules/consignment/ui/consignment-badge.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Other people's goods in custody: whose, what is left, and what waits for an answer. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  return {
    rows: await consignmentsOf(organisation.id),
    mayPlace: may(actor, "producers.keep"),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_title()) }];

export default function Consignments() {
  const { rows, mayPlace, slug } = useLoaderData<typeof loader>();
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
      <Section tone="card">
        {rows.length === 0 ? (
          <EmptyState icon="box" title={m.consignment_empty()} action={mayPlace ? toNew : undefined}>
            {m.consignment_empty_text()}
          </EmptyState>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <ConsignmentRow key={row.id} row={row} to={`/${slug}/titipan/${row.id}`} />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

function ConsignmentRow({ row, to }: { readonly row: ConsignmentShown; readonly to: string }) {
  const amount = (base: bigint) => quantity(base, row.unit, row.basePerUnit);
  return (
    <li>
      <Link to={to} className="flex min-h-11 flex-wrap items-center justify-between gap-2 py-3">
        <span>
          <span className="block font-semibold">
            {row.commodity} · {row.consignor}
          </span>
          <span className="block text-ink-soft tabular">
            {row.book === null
              ? amount(row.quantityBase)
              : m.consignment_row({
                  left: amount(row.book.leftBase),
                  sold: amount(row.book.soldBase),
                  brought: amount(row.book.broughtBase),
                })}
          </span>
        </span>
        <ConsignmentBadge state={row.state} />
      </Link>
    </li>
  );
}
