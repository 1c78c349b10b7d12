import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { namesOfPersons } from "#app/modules/identity/person-reads.server.ts";
import { periodName } from "#app/modules/ledger/ui/statement-words.tsx";
import {
  confirmTaxRemittance,
  rejectTaxRemittance,
} from "#app/modules/payments/check-tax-remittance.server.ts";
import {
  doubtTaxRemittance,
  keepTaxRemittance,
  reverseTaxRemittance,
} from "#app/modules/payments/correct-tax-remittance.server.ts";
import { mayConfirmTax, mayReportTax } from "#app/modules/payments/tax-remittance.policy.ts";
import { taxRemittanceOf } from "#app/modules/payments/tax-remittance-reads.server.ts";
import { CheckForms, ReasonForm, SettleDoubtForms } from "#app/modules/payments/ui/check-forms.tsx";
import { CheckedBadge } from "#app/modules/payments/ui/checked-badge.tsx";
import { whenAndWho } from "#app/modules/payments/ui/checked-words.ts";
import { taxKindLabel } from "#app/modules/payments/ui/tax-words.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const remittance = await taxRemittanceOf(organisation.id, params["taxRemittanceId"] ?? "");
  if (!remittance) throw new Missing("payments.missing");
  const isDoubted = remittance.state === "doubted";
  const waits = isDoubted || remittance.state === "reported";
  const saidBy = isDoubted ? remittance.doubtedBy : remittance.reportedBy;
  return {
    remittance,
    people: await namesOfPersons([remittance.reportedBy, remittance.doubtedBy]),
    waits,
    mayDecide: waits && mayConfirmTax(actor, { ...remittance, saidBy }),
    mayDoubt: remittance.state === "confirmed" && mayReportTax(actor, remittance),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const form = await readForm(request);
  const taxRemittanceId = params["taxRemittanceId"];
  const to = () => `/${organisation.slug}/setor-pajak/${taxRemittanceId}`;
  const plain = { call, input: () => ({ taxRemittanceId }), to };
  const reasoned = {
    ...plain,
    input: (fields: typeof form) => ({ taxRemittanceId, reason: fields.text("reason") }),
  };
  switch (form.text("intent")) {
    case "reject":
      return formCommand(form, {
        ...reasoned,
        command: rejectTaxRemittance,
        flash: () => m.payments_taxes_rejected_done(),
      });
    case "doubt":
      return formCommand(form, {
        ...reasoned,
        command: doubtTaxRemittance,
        flash: () => m.payments_taxes_doubted_done(),
      });
    case "reverse":
      return formCommand(form, {
        ...plain,
        command: reverseTaxRemittance,
        flash: () => m.payments_taxes_reversed_done(),
      });
    case "keep":
      return formCommand(form, {
        ...plain,
        command: keepTaxRemittance,
        flash: () => m.payments_taxes_kept_done(),
      });
    default:
      return formCommand(form, {
        ...plain,
        command: confirmTaxRemittance,
        flash: () => m.payments_taxes_confirmed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_taxes_one_title()) }];

export default function TaxRemittance() {
  const { remittance, people, waits, mayDecide, mayDoubt, slug, zone, key } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const { state, proofId } = remittance;
  return (
    <Page
      title={rupiah(remittance.amountRupiah)}
      lead={m.payments_taxes_one_lead({
        kind: taxKindLabel(remittance.kind),
        month: periodName(remittance.month.slice(0, 7)),
      })}
      badge={<CheckedBadge state={state} />}
      breadcrumbs={[{ to: `/${slug}/setor-pajak`, label: m.payments_taxes_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      <Section
        tone="card"
        title={m.payments_taxes_one_title()}
        actions={
          proofId === null ? null : (
            <ButtonLink to={`/berkas/${proofId}`} variant="secondary" size="small" icon="doc" external>
              {m.payments_see_proof()}
            </ButtonLink>
          )
        }
      >
        <Facts
          facts={[
            { label: m.payments_taxes_paid_on(), value: date(remittance.paidOn) },
            { label: m.payments_taxes_ntpn(), value: remittance.ntpn },
            { label: m.payments_taxes_paid_from(), value: remittance.paidFrom },
            {
              label: m.payments_reported_at(),
              value: whenAndWho(dateTime(remittance.reportedAt, zone), people[remittance.reportedBy]),
            },
            ...(remittance.doubtedAt === null || remittance.doubtedBy === null
              ? []
              : [
                  {
                    label: m.payments_doubted_at(),
                    value: whenAndWho(dateTime(remittance.doubtedAt, zone), people[remittance.doubtedBy]),
                  },
                ]),
          ]}
        />
      </Section>
      {state === "rejected" && remittance.reason !== null ? (
        <Callout tone="brick" title={m.payments_checked_state_rejected()}>
          {remittance.reason}
        </Callout>
      ) : null}
      {remittance.doubtReason !== null && state !== "confirmed" ? (
        <Callout tone="rice" title={m.payments_taxes_doubt_title()}>
          {remittance.doubtReason}
        </Callout>
      ) : null}
      {waits && !mayDecide ? <Callout tone="rice" title={m.payments_taxes_second_person()} /> : null}
      {mayDecide && state === "reported" ? (
        <Section tone="card" title={m.payments_taxes_check_title()} lead={m.payments_taxes_check_lead()}>
          <CheckForms confirm={m.payments_taxes_confirm_action()} idempotencyKey={key} errors={errors} />
        </Section>
      ) : null}
      {mayDecide && state === "doubted" ? (
        <Section tone="card" title={m.payments_taxes_settle_title()} lead={m.payments_taxes_settle_lead()}>
          <SettleDoubtForms idempotencyKey={key} />
        </Section>
      ) : null}
      {mayDoubt ? (
        <Section tone="card">
          <ReasonForm
            summary={m.payments_taxes_doubt_summary()}
            action={m.payments_taxes_doubt_action()}
            intent="doubt"
            idempotencyKey={key}
            errors={errors}
          />
        </Section>
      ) : null}
    </Page>
  );
}
