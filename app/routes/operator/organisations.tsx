import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type OrganisationState, organisationKinds } from "#app/modules/identity/organisation.ts";
import { registeredOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { kindName, OrganisationStateBadge, stateName } from "#app/modules/identity/ui/names.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_organisations_title()) }];

const STATES: readonly OrganisationState[] = ["registered", "active", "rejected", "suspended"];

export const loader = screenLoader(async ({ request }) => {
  const { organisation } = await requireOperator(request);
  const query = new URL(request.url).searchParams;
  const kind = organisationKinds.find((candidate) => candidate === query.get("jenis"));
  const state = STATES.find((candidate) => candidate === query.get("keadaan"));
  const search = query.get("cari")?.trim() ?? "";
  const after = query.get("after") ?? undefined;
  const page = await registeredOrganisations(
    {
      ...(kind ? { kinds: [kind] } : {}),
      ...(state ? { states: [state] } : {}),
      ...(search ? { search } : {}),
    },
    { limit: 50, ...(after === undefined ? {} : { after }) },
  );
  query.delete("after");
  return {
    page,
    kind: kind ?? "",
    state: state ?? "",
    search,
    here: `/operator/organisasi?${query}`,
    isFirst: after === undefined,
    zone: organisation.timeZone,
    kinds: [...organisationKinds],
  };
});

export default function Organisations() {
  const { page, kind, state, search, here, isFirst, zone, kinds } = useLoaderData<typeof loader>();
  return (
    <Page title={m.operator_organisations_title()}>
      <Filters active={kind !== "" || state !== "" || search !== ""}>
        <TextInput name="cari" label={m.identity_name()} type="search" defaultValue={search} optional />
        <Select
          name="jenis"
          label={m.identity_kind()}
          placeholder={m.kit_all()}
          options={kinds.map((one) => ({ value: one, label: kindName(one) }))}
          defaultValue={kind}
          optional
        />
        <Select
          name="keadaan"
          label={m.identity_state()}
          placeholder={m.kit_all()}
          options={STATES.map((one) => ({ value: one, label: stateName(one) }))}
          defaultValue={state}
          optional
        />
      </Filters>
      <Section tone="flush">
        <DataTable
          caption={m.operator_organisations_title()}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `/operator/organisasi/${row.id}`}
          columns={[
            { key: "name", header: m.identity_name(), cell: (row) => row.name },
            { key: "kind", header: m.identity_kind(), cell: (row) => kindName(row.kind) },
            {
              key: "region",
              header: m.identity_region(),
              cell: (row) => `${row.regionName} (${row.regionCode})`,
            },
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
            <EmptyState icon="building" title={m.operator_organisations_none()}>
              {m.operator_organisations_none_next()}
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
