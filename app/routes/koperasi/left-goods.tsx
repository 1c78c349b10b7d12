import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { basisPointsText } from "#app/i18n/parse.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { consignmentsLeftBy } from "#app/modules/consignment/consignment-reads.server.ts";
import { endGrant } from "#app/modules/consignment/end-grant.server.ts";
import { giveGrant } from "#app/modules/consignment/give-grant.server.ts";
import { grantsOf } from "#app/modules/consignment/grant-reads.server.ts";
import { ConsignmentRow } from "#app/modules/consignment/ui/consignment-row.tsx";
import { GrantForm, GrantList } from "#app/modules/consignment/ui/grants.tsx";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Our own goods in the custody of others: what waits for our yes, what was sold, and what is left. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const today = dayOf(call.at, organisation.timeZone);
  const mayGrant = may(actor, "listings.keep");
  const [rows, grants, sellers, goods] = await Promise.all([
    consignmentsLeftBy(organisation.id),
    grantsOf(organisation.id, today),
    mayGrant
      ? Promise.all(
          (["koperasi", "bumd", "trade_center"] as const).map((kind) => activeOrganisations({ kind })),
        )
      : [],
    mayGrant ? fullCommodities() : [],
  ]);
  return {
    rows,
    grants,
    form: mayGrant
      ? {
          sellers: sellers
            .flat()
            .flatMap(({ id, name }) => (id === organisation.id ? [] : [{ value: id, label: name }])),
          goods: goods.map(({ code, name }) => ({ value: code, label: name })),
          today,
          until: addDays(today, 90),
        }
      : null,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/titip-kami`;
  if (form.text("intent") === "end")
    return formCommand(form, {
      call,
      command: endGrant,
      input: (fields) => ({ grantId: fields.text("grantId") }),
      to,
      flash: () => m.consignment_grant_ended(),
    });
  return formCommand(form, {
    call,
    command: giveGrant,
    input: (fields) => ({
      keeperId: fields.text("keeperId"),
      commodityCode: fields.text("goods") || undefined,
      commissionMaxBasisPoints: basisPointsText(fields.text("percent") ?? ""),
      validUntil: fields.text("until"),
    }),
    fieldNames: { commodityCode: "goods", commissionMaxBasisPoints: "percent", validUntil: "until" },
    to,
    flash: () => m.consignment_grant_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_left_title()) }];

export default function LeftGoods() {
  const { rows, grants, form, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
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
      <Section tone="card" title={m.consignment_grant_title()} lead={m.consignment_grant_lead()}>
        <GrantList grants={grants} mayEnd={form !== null} idempotencyKey={key} />
        {form === null ? null : (
          <GrantForm
            {...form}
            idempotencyKey={`${key}-g`}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        )}
      </Section>
    </Page>
  );
}
