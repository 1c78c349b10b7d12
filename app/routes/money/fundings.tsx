import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { fundedBudgets, fundingsOf, kitchenCash } from "#app/modules/payments/funding-reads.server.ts";
import { reportFunding } from "#app/modules/payments/report-funding.server.ts";
import { ReportFundingForm } from "#app/modules/payments/ui/funding-forms.tsx";
import { CashCard, FundingTable } from "#app/modules/payments/ui/funding-views.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** The programme's money goes to kitchens, whose foundations look after it; to everybody else there is no such page. */
async function requireFunded(
  request: Request,
  slug: string | undefined,
  permission: Permission,
): Promise<Member> {
  const member = await requirePermission(request, slug, permission);
  const { kind } = member.organisation;
  if (kind !== "kitchen" && kind !== "foundation") throw new Missing("payments.missing");
  return member;
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requireFunded(request, params["workspace"], "payments.read");
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  const today = dayOf(call.at, organisation.timeZone);
  const mayReport = may(actor, "fundings.report");
  const [kitchens, page, budgets] = await Promise.all([
    kitchenCash(organisation.id, today),
    fundingsOf(organisation.id, { limit: 30, after }),
    mayReport ? fundedBudgets(organisation.id) : [],
  ]);
  return {
    kitchens,
    page,
    budgets,
    mayReport,
    isFirst: after === undefined,
    today,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requireFunded(request, params["workspace"], "fundings.report");
  const form = await readForm(request);
  const proof = await uploadOf(form.file("proof"));
  const key = form.text("_key") ?? null;
  return formCommand(form, {
    call,
    command: reportFunding,
    input: async (fields) => {
      const kept = proof && (await uploadFile({ ...call, key }, { purpose: "funding_proof", ...proof }));
      return {
        budgetId: fields.text("budgetId"),
        amountRupiah: fields.text("amount"),
        receivedOn: fields.text("receivedOn"),
        source: fields.text("source"),
        reference: fields.text("reference"),
        proofId: kept?.fileId,
      };
    },
    fieldNames: { amountRupiah: "amount", proofId: "proof" },
    to: ({ fundingId }) => `/${organisation.slug}/dana/${fundingId}`,
    flash: () => m.payments_fundings_reported_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_fundings_title()) }];

export default function Fundings() {
  const { kitchens, page, budgets, mayReport, isFirst, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSeveral = kitchens.length > 1;
  return (
    <Page title={m.payments_fundings_title()} lead={m.payments_fundings_lead()}>
      {kitchens.map((kitchen) => (
        <CashCard key={kitchen.kitchenId} kitchen={kitchen} />
      ))}
      {mayReport ? (
        <Section
          tone="card"
          title={m.payments_fundings_report_title()}
          lead={m.payments_fundings_report_lead()}
        >
          {budgets.length === 0 ? (
            <Callout tone="rice">{m.payments_fundings_no_budget()}</Callout>
          ) : (
            <ReportFundingForm
              budgets={budgets}
              isSeveral={isSeveral}
              today={today}
              idempotencyKey={key}
              errors={answer?.errors}
              values={answer?.values}
            />
          )}
        </Section>
      ) : null}
      <Section tone="flush" title={m.payments_fundings_list()}>
        <FundingTable rows={page.rows} slug={slug} isSeveral={isSeveral} />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `?after=${page.next}`}
        firstTo={isFirst ? null : `/${slug}/dana`}
      />
    </Page>
  );
}
