import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { ReceivableSide } from "#app/modules/invoicing/receivable.schema.ts";
import { heldAges, receivablesOf } from "#app/modules/invoicing/receivable-reads.server.ts";
import { ReceivableTable } from "#app/modules/invoicing/ui/receivable-table.tsx";
import { nettingKinds } from "#app/modules/payments/netting.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** The sides on which an organisation of a kind can stand, the likeliest first, by their word in the address. */
function sidesOf(kind: OrganisationKind): readonly ReceivableSide[] {
  if (kind === "bumd") return ["held", "sold", "owed"];
  return kind === "kitchen" || kind === "foundation" ? ["owed"] : ["sold", "owed"];
}
const WORDS = { sold: "dijual", held: "dipegang", owed: "dibayar" } as const;

/** Verified receivables: what one sold and may give away, what one holds, and what of one's invoices goes to somebody else. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const query = new URL(request.url).searchParams;
  const sides = sidesOf(organisation.kind);
  const side = sides.find((one) => WORDS[one] === query.get("sisi")) ?? sides[0] ?? "owed";
  const after = query.get("after") ?? undefined;
  const [page, ages] = await Promise.all([
    receivablesOf(organisation.id, { side, limit: 30, after }),
    side === "held" ? heldAges(organisation.id, dayOf(call.at, organisation.timeZone)) : null,
  ]);
  return {
    page,
    ages,
    side,
    sides,
    nets: nettingKinds.includes(organisation.kind),
    isFirst: after === undefined,
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_receivable_title()) }];

const labels = {
  sold: m.invoicing_receivable_side_sold,
  held: m.invoicing_receivable_side_held,
  owed: m.invoicing_receivable_side_owed,
};
const empties = {
  sold: m.invoicing_receivable_empty_sold,
  held: m.invoicing_receivable_empty_held,
  owed: m.invoicing_receivable_empty_owed,
};

export default function Receivables() {
  const { page, ages, side, sides, nets, isFirst, slug } = useLoaderData<typeof loader>();
  const to = (one: ReceivableSide) => `/${slug}/piutang?sisi=${WORDS[one]}`;
  return (
    <Page
      title={m.invoicing_receivable_title()}
      lead={m.invoicing_receivable_lead()}
      actions={
        nets ? (
          <ButtonLink to={`/${slug}/perjumpaan`} variant="secondary" icon="money">
            {m.payments_netting_title()}
          </ButtonLink>
        ) : null
      }
    >
      {sides.length < 2 ? null : (
        <Tabs
          label={m.invoicing_receivable_sides()}
          tabs={sides.map((one) => ({ to: to(one), label: labels[one](), current: one === side }))}
        />
      )}
      {ages === null || ages.count === 0 ? null : (
        <>
          <Tiles columns={2}>
            <Stat icon="invoice" label={m.invoicing_receivable_held_count()} value={ages.count.toString()} />
            <Stat icon="money" label={m.invoicing_receivable_held_open()} value={rupiah(ages.openRupiah)} />
          </Tiles>
          <Section tone="card" title={m.invoicing_receivable_ages()}>
            <Facts
              facts={[
                { label: m.invoicing_receivable_ages_not_due(), value: rupiah(ages.notDue) },
                { label: m.invoicing_receivable_ages_week(), value: rupiah(ages.week) },
                { label: m.invoicing_receivable_ages_month(), value: rupiah(ages.month) },
                { label: m.invoicing_receivable_ages_older(), value: rupiah(ages.older) },
              ]}
            />
          </Section>
        </>
      )}
      <Section tone="flush">
        <ReceivableTable
          rows={page.rows}
          side={side}
          slug={slug}
          empty={
            <EmptyState icon="shield" title={m.invoicing_receivable_empty()}>
              {empties[side]()}
            </EmptyState>
          }
        />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `${to(side)}&after=${page.next}`}
        firstTo={isFirst ? null : to(side)}
      />
    </Page>
  );
}
