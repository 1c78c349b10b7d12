import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { mayAgreeTo, mayKeepMembers, mayRefuse } from "#app/modules/cooperative/cooperative.policy.ts";
import { dueLines } from "#app/modules/cooperative/member.ts";
import {
  articlesUntil,
  membersOn,
  savingsOf,
  savingsTotals,
} from "#app/modules/cooperative/member-reads.server.ts";
import {
  agreeToCooperativePayment,
  refuseCooperativePayment,
} from "#app/modules/cooperative/pay-member.server.ts";
import { recordSavings } from "#app/modules/cooperative/record-savings.server.ts";
import { DueSavingsForm } from "#app/modules/cooperative/ui/member-forms.tsx";
import { MemberTiles, SavingsTable } from "#app/modules/cooperative/ui/member-views.tsx";
import { PaymentsSection } from "#app/modules/cooperative/ui/waiting-views.tsx";
import { paymentsOf, waitingLeavings } from "#app/modules/cooperative/waiting-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** So many lines of who still has to bring something are shown at once; the rest follow when these have. */
const LINES_MAX = 120;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  const asked = readAddress(PageRequest, { limit: 30, after });
  const today = dayOf(call.at, organisation.timeZone);
  const [articles, totals, page, payments, leavings, members] = await Promise.all([
    articlesUntil(organisation.id, today),
    savingsTotals(organisation.id, today),
    savingsOf(organisation.id, asked),
    paymentsOf(organisation.id),
    waitingLeavings(organisation.id),
    membersOn(organisation.id, today),
  ]);
  const lines = dueLines(members, articles, today);
  return {
    totals,
    page,
    isFirst: after === undefined,
    payments: payments.map((row) => ({ ...row, mayAgree: mayAgreeTo(actor, row.askedBy) })),
    leavings: leavings.map(({ memberId, fullName }) => ({ memberId, fullName })),
    lines: lines.slice(0, LINES_MAX),
    hasArticles: articles.length > 0,
    mayKeep: mayKeepMembers(actor),
    mayRefuse: mayRefuse(actor),
    today,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

/** What was ticked: `member:kind:amount`, read by the command's own schema. */
function ticked(fields: FormFields) {
  return fields.texts("pick").map((pick) => {
    const [memberId = "", kind = "", amountRupiah = ""] = pick.split(":");
    return { memberId, kind, amountRupiah };
  });
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "cooperative.read");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/simpanan`;
  switch (form.text("intent")) {
    case "agreePayment":
      return formCommand(form, {
        call,
        to,
        command: agreeToCooperativePayment,
        input: (fields) => ({ paymentId: fields.text("paymentId"), paidOn: fields.text("paidOn") }),
        flash: () => m.cooperative_pay_agreed_done(),
      });
    case "refusePayment":
      return formCommand(form, {
        call,
        to,
        command: refuseCooperativePayment,
        input: (fields) => ({ paymentId: fields.text("paymentId"), refusal: fields.text("refusal") }),
        flash: () => m.cooperative_pay_refused_done(),
      });
    default:
      return formCommand(form, {
        call,
        to,
        command: recordSavings,
        input: (fields) => ({ onDay: fields.text("onDay"), deposits: ticked(fields) }),
        flash: ({ count }) => m.cooperative_savings_done({ count }),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.cooperative_savings_title()) }];

export default function Savings() {
  const data = useLoaderData<typeof loader>();
  const { totals, page, isFirst, payments, leavings, lines, hasArticles, mayKeep, today, slug, key } = data;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  return (
    <Page
      title={m.cooperative_savings_title()}
      lead={m.cooperative_savings_lead()}
      breadcrumbs={[{ to: `/${slug}/anggota-koperasi`, label: m.cooperative_members_title() }]}
      actions={
        <ButtonLink to={`/${slug}/aturan-koperasi`} variant="secondary" icon="gear">
          {m.cooperative_articles_title()}
        </ButtonLink>
      }
    >
      <ErrorSummary errors={errors} />
      <MemberTiles totals={totals} />
      {leavings.map(({ memberId, fullName }) => (
        <Callout
          key={memberId}
          tone="rice"
          title={m.cooperative_member_state_leaving()}
          actions={
            <ButtonLink to={`/${slug}/anggota-koperasi/${memberId}`} variant="secondary" size="small">
              {fullName}
            </ButtonLink>
          }
        />
      ))}
      <PaymentsSection
        rows={payments}
        mayRefuse={data.mayRefuse}
        today={today}
        idempotencyKey={`${key}-pay`}
        errors={errors}
      />
      {hasArticles ? null : (
        <Callout tone="rice" title={m.cooperative_savings_no_articles()}>
          {m.cooperative_savings_no_articles_text()}
        </Callout>
      )}
      {mayKeep && hasArticles ? (
        <Section
          tone="card"
          title={m.cooperative_savings_record()}
          lead={m.cooperative_savings_record_lead()}
        >
          {lines.length === 0 ? (
            <Callout tone="leaf">{m.cooperative_savings_nobody_due()}</Callout>
          ) : (
            <DueSavingsForm lines={lines} today={today} idempotencyKey={`${key}-record`} errors={errors} />
          )}
        </Section>
      ) : null}
      <Section tone="flush" title={m.cooperative_savings_recent()}>
        <SavingsTable
          rows={page.rows}
          showsMember
          correction={() => m.cooperative_savings_standing()}
          empty={
            <EmptyState icon="money" title={m.cooperative_savings_empty()}>
              {m.cooperative_savings_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `?after=${page.next}`}
        firstTo={isFirst ? null : `/${slug}/simpanan`}
      />
    </Page>
  );
}
