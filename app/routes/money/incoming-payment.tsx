import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { seeCardRefund } from "#app/modules/payments/adopt-card-refund.server.ts";
import {
  approveCardRefund,
  askCardRefund,
  refuseCardRefund,
} from "#app/modules/payments/ask-card-refund.server.ts";
import { leftOnCard } from "#app/modules/payments/card-account.ts";
import { disputesOfPayment, refundsOfPayment } from "#app/modules/payments/card-money-reads.server.ts";
import { mayTakeReportBack } from "#app/modules/payments/own-report-reads.server.ts";
import {
  mayApproveCardRefund,
  mayAskCardRefund,
  mayReversePayment,
} from "#app/modules/payments/payment.policy.ts";
import { confirmedByPeople, railRules } from "#app/modules/payments/payment-rails.ts";
import { paymentVisibleTo } from "#app/modules/payments/payment-reads.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import {
  AskCardRefundForm,
  CardDisputeCallout,
  CardRefundList,
} from "#app/modules/payments/ui/card-refunds.tsx";
import { PaymentBadge } from "#app/modules/payments/ui/payment-moments.tsx";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { withdrawPayment } from "#app/modules/payments/withdraw-payment.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation, person } = await requirePermission(
    request,
    params["workspace"],
    "payments.read",
  );
  const payment = await paymentVisibleTo(organisation.id, params["paymentId"] ?? "");
  if (!payment) throw new Missing("payments.missing");
  const waits =
    payment.state === "reported" &&
    confirmedByPeople.includes(payment.rail) &&
    payment.payeeId === organisation.id &&
    may(actor, "payments.verify");
  const isCard = payment.rail === "card";
  const [refunds, disputes] = await Promise.all([
    isCard ? refundsOfPayment(payment.id) : [],
    isCard && payment.payeeId === organisation.id ? disputesOfPayment(payment.id) : [],
  ]);
  const isHeld =
    refunds.some(({ state }) => state === "asked" || state === "approved") ||
    disputes.some(({ state }) => state === "opened");
  return {
    payment,
    mayWithdraw: payment.state === "reported" && (await mayTakeReportBack(actor, payment)),
    refunds: refunds.map(({ askedBy, decidedBy, ...refund }) => ({
      ...refund,
      maySee: askedBy === null && decidedBy === null && mayApproveCardRefund(actor, { ...payment, askedBy }),
      mayDecide: refund.state === "asked" && mayApproveCardRefund(actor, { ...payment, askedBy }),
    })),
    disputes,
    leftRupiah:
      isCard && payment.state === "verified" && !isHeld && mayAskCardRefund(actor, payment)
        ? leftOnCard(payment)
        : 0n,
    papers: await documentsAbout(organisation.id, [payment.id]),
    slug: organisation.slug,
    zone: organisation.timeZone,
    isPayee: payment.payeeId === organisation.id,
    mayVerify: waits && payment.reportedBy !== person.id,
    isOwnReport: waits && payment.reportedBy === person.id,
    mayReverse:
      payment.state === "verified" &&
      railRules[payment.rail].confirmedBy !== "provider" &&
      mayReversePayment(actor, payment),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.read");
  const form = await readForm(request);
  const paymentId = params["paymentId"];
  const to = () => `/${organisation.slug}/pembayaran-masuk/${paymentId}`;
  const cardRefundId = form.text("cardRefundId");
  if (form.text("intent") === "ask-refund")
    return formCommand(form, {
      call,
      command: askCardRefund,
      input: (fields) => ({ paymentId, amountRupiah: fields.text("amount"), reason: fields.text("reason") }),
      fieldNames: { amountRupiah: "amount" },
      to,
      flash: () => m.payments_card_refund_asked_done(),
    });
  if (form.text("intent") === "approve-refund")
    return formCommand(form, {
      call,
      command: approveCardRefund,
      input: () => ({ cardRefundId }),
      to,
      flash: () => m.payments_card_refund_approved_done(),
    });
  if (form.text("intent") === "see-refund")
    return formCommand(form, {
      call,
      command: seeCardRefund,
      input: () => ({ cardRefundId }),
      to,
      flash: () => m.payments_card_refund_seen_done(),
    });
  if (form.text("intent") === "refuse-refund")
    return formCommand(form, {
      call,
      command: refuseCardRefund,
      input: (fields) => ({ cardRefundId, reason: fields.text("reason") }),
      to,
      flash: () => m.payments_card_refund_refused_done(),
    });
  if (form.text("intent") === "withdraw")
    return formCommand(form, {
      call,
      command: withdrawPayment,
      input: (fields) => ({ paymentId, reason: fields.text("reason") }),
      to,
      flash: () => m.payments_withdrawn_done(),
    });
  await requirePermission(request, params["workspace"], "payments.verify");
  if (form.text("intent") === "reverse")
    return formCommand(form, {
      call,
      command: reversePayment,
      input: (fields) => ({ paymentId, reason: fields.text("reason") }),
      to,
      flash: () => m.payments_bank_reversed_done(),
    });
  if (form.text("intent") === "reject")
    return formCommand(form, {
      call,
      command: rejectPayment,
      input: (fields) => ({ paymentId, reason: fields.text("reason") }),
      to,
      flash: () => m.payments_rejected_done(),
    });
  return formCommand(form, {
    call,
    command: verifyPayment,
    input: () => ({ paymentId }),
    to,
    flash: ({ number }) => m.payments_verified_done({ number }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_incoming_title()) }];

export default function IncomingPayment() {
  const { payment, papers, slug, zone, isPayee, mayVerify, isOwnReport, mayReverse, key } =
    useLoaderData<typeof loader>();
  const { refunds, disputes, leftRupiah, mayWithdraw } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const base = `/${slug}/${isPayee ? "penjualan" : "tagihan"}`;
  return (
    <Page
      title={rupiah(payment.amountRupiah)}
      lead={m.payments_incoming_lead({ payer: payment.payerName })}
      badge={<PaymentBadge {...payment} />}
      breadcrumbs={[{ to: base, label: isPayee ? m.invoicing_selling_title() : m.invoicing_buying_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      <Section
        tone="card"
        title={m.payments_transfer_title()}
        actions={
          payment.proofId ? (
            <ButtonLink
              to={`/berkas/${payment.proofId}`}
              variant="secondary"
              size="small"
              icon="camera"
              external
            >
              {m.payments_see_proof()}
            </ButtonLink>
          ) : isPayee && payment.bankLineId ? (
            <ButtonLink
              to={`/${slug}/rekening-koran/baris/${payment.bankLineId}`}
              variant="secondary"
              size="small"
              icon="doc"
            >
              {m.payments_bank_see_line()}
            </ButtonLink>
          ) : null
        }
      >
        <Facts
          facts={[
            { label: m.payments_transferred_on(), value: date(payment.transferredOn) },
            { label: m.payments_from_bank(), value: payment.bankName },
            { label: m.payments_reference(), value: payment.bankReference },
            { label: m.payments_reported_at(), value: dateTime(payment.reportedAt, zone) },
          ]}
        />
        {payment.rail === "card" ? <p className="mt-3 text-ink-soft">{m.payments_card_arrives()}</p> : null}
        {payment.reason ? <p className="mt-3 text-brick-700">{payment.reason}</p> : null}
        {payment.withheldRupiah > 0n ? (
          <p className="mt-3">
            {m.payments_bank_withheld_amount({ amount: rupiah(payment.withheldRupiah) })} ·{" "}
            {payment.withholdingSlip}
          </p>
        ) : null}
        {payment.vatKeptRupiah > 0n ? (
          <p className="mt-3">
            {m.payments_vat_kept_amount({ amount: rupiah(payment.vatKeptRupiah) })} ·{" "}
            {payment.withholdingSlip}
          </p>
        ) : null}
        {payment.depositRupiah > 0n ? (
          <p className="mt-3">{m.payments_bank_to_deposit({ amount: rupiah(payment.depositRupiah) })}</p>
        ) : null}
        <h3 className="mt-5 mb-2 font-bold">{m.payments_pays()}</h3>
        <ul className="flex flex-col gap-1">
          {payment.allocations.map((allocation) => (
            <li key={allocation.invoiceId} className="flex justify-between gap-4">
              <Link to={`${base}/${allocation.invoiceId}`} className="font-semibold text-leaf-700 underline">
                {allocation.number}
              </Link>
              <span className="tabular">{rupiah(allocation.amountRupiah)}</span>
            </li>
          ))}
        </ul>
      </Section>
      {disputes.map((dispute) => (
        <CardDisputeCallout key={dispute.id} dispute={dispute} zone={zone} />
      ))}
      {refunds.length === 0 ? null : (
        <Section tone="card" title={m.payments_card_refunds()}>
          <CardRefundList refunds={refunds} zone={zone} idempotencyKey={key} errors={answer?.errors ?? {}} />
        </Section>
      )}
      {leftRupiah > 0n ? (
        <Section tone="card" title={m.payments_card_refund_title()} fold="closed">
          <p className="text-ink-soft">{m.payments_card_refund_lead()}</p>
          <AskCardRefundForm leftRupiah={leftRupiah} idempotencyKey={key} errors={answer?.errors ?? {}} />
        </Section>
      ) : null}
      {isOwnReport ? <Callout tone="rice" title={m.payments_second_person()} /> : null}
      {mayVerify ? (
        <Section tone="card" title={m.payments_verify_title()} lead={m.payments_verify_lead()}>
          <Form idempotencyKey={key}>
            <FormActions>
              <SubmitButton icon="check" name="intent" value="verify">
                {m.payments_verify_action({ amount: rupiah(payment.amountRupiah) })}
              </SubmitButton>
            </FormActions>
          </Form>
          <details className="mt-6">
            <summary className="min-h-11 cursor-pointer font-semibold text-brick-700">
              {m.payments_reject_summary()}
            </summary>
            <Form idempotencyKey={`${key}-no`}>
              <TextInput
                name="reason"
                label={m.payments_reject_reason()}
                maxLength={500}
                error={[...(answer?.errors["reason"] ?? [])]}
              />
              <FormActions>
                <SubmitButton variant="danger" icon="x" name="intent" value="reject">
                  {m.payments_reject_action()}
                </SubmitButton>
              </FormActions>
            </Form>
          </details>
        </Section>
      ) : null}
      {mayWithdraw ? (
        <Section tone="card" title={m.payments_withdraw_title()} fold="closed">
          <p className="text-ink-soft">{m.payments_withdraw_lead()}</p>
          <Form idempotencyKey={`${key}-withdraw`}>
            <TextInput
              name="reason"
              label={m.payments_withdraw_reason()}
              maxLength={500}
              error={[...(answer?.errors["reason"] ?? [])]}
            />
            <FormActions>
              <SubmitButton variant="danger" icon="undo" name="intent" value="withdraw">
                {m.payments_withdraw_action()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
      {mayReverse ? (
        <Section tone="card" title={m.payments_bank_reverse_title()} fold="closed">
          <p className="text-ink-soft">{m.payments_bank_reverse_lead()}</p>
          <Form idempotencyKey={`${key}-reverse`}>
            <TextInput
              name="reason"
              label={m.payments_bank_reverse_reason()}
              maxLength={500}
              error={[...(answer?.errors["reason"] ?? [])]}
            />
            <FormActions>
              <SubmitButton variant="danger" icon="undo" name="intent" value="reverse">
                {m.payments_bank_reverse_action()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
      <DocumentLinks papers={papers} />
    </Page>
  );
}
