import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationState } from "#app/modules/identity/organisation.ts";
import { registerCounts, registeredOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { kindName, OrganisationStateBadge, stateName } from "#app/modules/identity/ui/names.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.workspace_verify_title()) }];

const STATES: readonly OrganisationState[] = ["registered", "active", "rejected", "suspended"];
/** What an agency stands above; its own kind and trade centers are the operator's. */
const KINDS = ["koperasi", "kitchen", "foundation", "bumd"] as const;

export const loader = screenLoader(async ({ request, params }) => {
  const { organisation } = await requirePermission(request, params["workspace"], "organisations.read");
  const query = new URL(request.url).searchParams;
  const state = STATES.find((candidate) => candidate === query.get("keadaan")) ?? "registered";
  const after = query.get("after") ?? undefined;
  const { cityCode } = organisation;
  const page = await registeredOrganisations(
    { kinds: KINDS, states: [state], cityCode },
    { limit: 50, ...(after === undefined ? {} : { after }) },
  );
  const counts = await registerCounts(cityCode);
  const countOf = (wanted: OrganisationState) =>
    counts
      .filter((row) => row.state === wanted && KINDS.some((kind) => kind === row.kind))
      .reduce((sum, row) => sum + row.count, 0);
  return {
    state,
    page,
    isFirst: after === undefined,
    zone: organisation.timeZone,
    home: `/${organisation.slug}/verifikasi-organisasi`,
    counts: STATES.map((one) => ({ state: one, count: countOf(one) })),
  };
});

export default function VerificationQueue() {
  const { state, page, counts, zone, home, isFirst } = useLoaderData<typeof loader>();
  const here = `${home}?keadaan=${state}`;
  return (
    <Page title={m.workspace_verify_title()} lead={m.workspace_verify_lead()}>
      <Tabs
        label={m.workspace_verify_states()}
        tabs={counts.map((tab) => ({
          to: `${home}?keadaan=${tab.state}`,
          label: stateName(tab.state),
          count: tab.count,
          current: tab.state === state,
        }))}
      />
      <Section tone="flush">
        <DataTable
          caption={m.workspace_verify_title()}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `${home}/${row.id}`}
          columns={[
            { key: "name", header: m.identity_name(), cell: (row) => row.name },
            { key: "kind", header: m.identity_kind(), cell: (row) => kindName(row.kind) },
            { key: "region", header: m.identity_region(), cell: (row) => row.regionName },
            {
              key: "since",
              header: m.identity_registered_on(),
              cell: (row) => dateShort(row.createdAt, zone),
            },
            {
              key: "state",
              header: m.identity_state(),
              cell: (row) => <OrganisationStateBadge state={row.state} />,
            },
          ]}
          empty={
            <EmptyState icon="shield" title={m.workspace_verify_none()}>
              {m.workspace_verify_none_next()}
            </EmptyState>
          }
        />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `${here}&after=${page.next}`}
        firstTo={isFirst ? null : here}
      />
    </Page>
  );
}
