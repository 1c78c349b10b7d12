import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { mayDraftContract } from "#app/modules/contracts/contract.policy.ts";
import { ContractFilter } from "#app/modules/contracts/contract.schema.ts";
import { contractsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { ContractBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { goodsNames } from "#app/modules/contracts/ui/contract-lines.tsx";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { shortagesOf } from "#app/modules/matching/shortage-reads.server.ts";
import { ShortageList } from "#app/modules/matching/ui/shortage-list.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { NameAndCode } from "#app/ui/table/name-and-code.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const PAGE = 30;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "contracts.read",
  );
  const search = new URL(request.url).searchParams;
  const asked = ContractFilter.safeParse({
    limit: PAGE,
    state: search.get("keadaan") ?? undefined,
    after: search.get("after") ?? undefined,
  });
  const filter = asked.success ? asked.data : { limit: PAGE };
  return {
    page: await contractsOf(organisation.id, filter),
    state: filter.state ?? null,
    isFirst: filter.after === undefined,
    organisationId: organisation.id,
    slug: organisation.slug,
    mayDraft: mayDraftContract(actor),
    // Where goods are missing is for those who can bring them in, not for those who sell them.
    shortages:
      organisation.kind === "trade_center"
        ? await shortagesOf(organisation.cityCode, dayOf(call.at, organisation.timeZone))
        : [],
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.contracts_title()) }];

export default function Contracts() {
  const { page, state, isFirst, organisationId, slug, mayDraft, shortages } = useLoaderData<typeof loader>();
  const base = `/${slug}/kontrak`;
  const here = state === null ? base : `${base}?keadaan=${state}`;
  const draft = (
    <ButtonLink to={`${base}/baru`} icon="plus">
      {m.contracts_new()}
    </ButtonLink>
  );
  const tab = (value: string | null, label: string) => ({
    to: value === null ? base : `${base}?keadaan=${value}`,
    label,
    current: state === value,
  });
  return (
    <Page
      title={m.contracts_title()}
      lead={m.contracts_lead()}
      actions={
        mayDraft ? (
          <>
            <ButtonLink to={`${base}/pasal`} variant="quiet" icon="edit">
              {m.contracts_clauses_own()}
            </ButtonLink>
            {draft}
          </>
        ) : undefined
      }
    >
      {shortages.length === 0 ? null : (
        <Section tone="flush" title={m.matching_zone_title()} lead={m.matching_zone_lead()}>
          <ShortageList
            shortages={shortages}
            nextTo={mayDraft ? (code) => `${base}/baru?barang=${code}` : null}
          />
        </Section>
      )}
      <Tabs
        label={m.contracts_state()}
        tabs={[
          tab(null, m.contracts_filter_all()),
          tab("active", m.contracts_state_active()),
          tab("draft", m.contracts_state_draft()),
          tab("ended", m.contracts_state_ended()),
          tab("terminated", m.contracts_state_terminated()),
        ]}
      />
      <Section tone="flush">
        <DataTable
          caption={m.contracts_title()}
          rows={page.rows}
          rowKey={(row) => row.contract.id}
          rowTo={(row) => `${base}/${row.contract.id}`}
          empty={
            <EmptyState
              icon="contract"
              title={m.contracts_empty_title()}
              action={mayDraft ? draft : undefined}
            >
              {mayDraft ? m.contracts_empty_text() : m.contracts_empty_text_buyer()}
            </EmptyState>
          }
          columns={[
            {
              key: "goods",
              header: m.contracts_goods(),
              cell: (row) => <NameAndCode name={goodsNames(row.lines)} code={row.contract.number} />,
            },
            {
              key: "party",
              header: m.contracts_counterparty(),
              cell: (row) => (row.contract.hubId === organisationId ? row.buyerName : row.hubName),
            },
            {
              key: "volume",
              header: m.contracts_volume(),
              align: "end",
              cell: (row) =>
                row.lines.map((line) => sayMeasure(line.volumeMaxBasePerMonth, line.baseUnit)).join(" + "),
            },
            {
              key: "ends",
              header: m.contracts_ends(),
              deskOnly: true,
              cell: (row) => date(row.contract.endsOn),
            },
            {
              key: "state",
              header: m.contracts_state(),
              cell: (row) => <ContractBadge state={row.contract.state} />,
            },
          ]}
        />
      </Section>
      <Pager
        nextTo={page.next ? `${here}${state === null ? "?" : "&"}after=${page.next}` : null}
        firstTo={isFirst ? null : here}
        shown={page.rows.length}
      />
    </Page>
  );
}
