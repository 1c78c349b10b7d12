import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { namesOfPersons } from "#app/modules/identity/person-reads.server.ts";
import { confirmFunding, rejectFunding } from "#app/modules/payments/check-funding.server.ts";
import { doubtFunding, keepFunding, reverseFunding } from "#app/modules/payments/correct-funding.server.ts";
import { mayConfirmFunding } from "#app/modules/payments/funding.policy.ts";
import { fundingVisibleTo } from "#app/modules/payments/funding-reads.server.ts";
import { CheckForms, ReasonForm, SettleDoubtForms } from "#app/modules/payments/ui/check-forms.tsx";
import { CheckedBadge } from "#app/modules/payments/ui/checked-badge.tsx";
import { whenAndWho } from "#app/modules/payments/ui/checked-words.ts";
import { fundingSourceLabel } from "#app/modules/payments/ui/funding-views.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "payments.read");
  const funding = await fundingVisibleTo(organisation.id, params["fundingId"] ?? "");
  if (!funding) throw new Missing("payments.missing");
  const isDoubted = funding.state === "doubted";
  const waits = isDoubted || funding.state === "reported";
  const saidBy = isDoubted ? funding.doubtedBy : funding.reportedBy;
  return {
    funding,
    people: await namesOfPersons([funding.reportedBy, funding.doubtedBy]),
    waits,
    mayDecide: waits && mayConfirmFunding(actor, { kitchenId: funding.kitchenId, saidBy }),
    mayDoubt: funding.state === "confirmed" && may(actor, "fundings.report"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.read");
  const form = await readForm(request);
  const fundingId = params["fundingId"];
  const to = () => `/${organisation.slug}/dana/${fundingId}`;
  const plain = { call, input: () => ({ fundingId }), to };
  const reasoned = {
    ...plain,
    input: (fields: typeof form) => ({ fundingId, reason: fields.text("reason") }),
  };
  switch (form.text("intent")) {
    case "reject":
      return formCommand(form, {
        ...reasoned,
        command: rejectFunding,
        flash: () => m.payments_fundings_rejected_done(),
      });
    case "doubt":
      return formCommand(form, {
        ...reasoned,
        command: doubtFunding,
        flash: () => m.payments_fundings_doubted_done(),
      });
    case "reverse":
      return formCommand(form, {
        ...plain,
        command: reverseFunding,
        flash: () => m.payments_fundings_reversed_done(),
      });
    case "keep":
      return formCommand(form, {
        ...plain,
        command: keepFunding,
        flash: () => m.payments_fundings_kept_done(),
      });
    default:
      return formCommand(form, {
        ...plain,
        command: confirmFunding,
        flash: () => m.payments_fundings_confirmed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_fundings_one_title()) }];

export default function Funding() {
  const { funding, people, waits, mayDecide, mayDoubt, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  return (
    <Page
      title={rupiah(funding.amountRupiah)}
      lead={m.payments_fundings_one_lead({ kitchen: funding.kitchenName })}
      badge={<CheckedBadge state={funding.state} />}
      breadcrumbs={[{ to: `/${slug}/dana`, label: m.payments_fundings_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      <Section
        tone="card"
        title={m.payments_fundings_one_title()}
        actions={
          <ButtonLink to={`/berkas/${funding.proofId}`} variant="secondary" size="small" icon="doc" external>
            {m.payments_see_proof()}
          </ButtonLink>
        }
      >
        <Facts
          facts={[
            { label: m.payments_fundings_day(), value: date(funding.receivedOn) },
            { label: m.payments_fundings_source(), value: fundingSourceLabel(funding.source) },
            { label: m.payments_fundings_reference(), value: funding.reference },
            { label: m.payments_fundings_budget(), value: funding.fund },
            {
              label: m.payments_reported_at(),
              value: whenAndWho(dateTime(funding.reportedAt, zone), people[funding.reportedBy]),
            },
            ...(funding.doubtedAt === null || funding.doubtedBy === null
              ? []
              : [
                  {
                    label: m.payments_doubted_at(),
                    value: whenAndWho(dateTime(funding.doubtedAt, zone), people[funding.doubtedBy]),
                  },
                ]),
          ]}
        />
      </Section>
      {funding.state === "rejected" && funding.reason !== null ? (
        <Callout tone="brick" title={m.payments_checked_state_rejected()}>
          {funding.reason}
        </Callout>
      ) : null}
      {funding.doubtReason !== null && funding.state !== "confirmed" ? (
        <Callout tone="rice" title={m.payments_fundings_doubt_title()}>
          {funding.doubtReason}
        </Callout>
      ) : null}
      {waits && !mayDecide ? <Callout tone="rice" title={m.payments_fundings_head_decides()} /> : null}
      {mayDecide && funding.state === "reported" ? (
        <Section
          tone="card"
          title={m.payments_fundings_check_title()}
          lead={m.payments_fundings_check_lead()}
        >
          <CheckForms confirm={m.payments_fundings_confirm_action()} idempotencyKey={key} errors={errors} />
        </Section>
      ) : null}
      {mayDecide && funding.state === "doubted" ? (
        <Section
          tone="card"
          title={m.payments_fundings_settle_title()}
          lead={m.payments_fundings_settle_lead()}
        >
          <SettleDoubtForms idempotencyKey={key} />
        </Section>
      ) : null}
      {mayDoubt ? (
        <Section tone="card">
          <ReasonForm
            summary={m.payments_fundings_doubt_summary()}
            action={m.payments_fundings_doubt_action()}
            intent="doubt"
            idempotencyKey={key}
            errors={errors}
          />
        </Section>
      ) : null}
    </Page>
  );
}
