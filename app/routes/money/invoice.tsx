import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { mayReadReview } from "#app/modules/accountability/accountability.policy.ts";
import { disputedOfCallOff } from "#app/modules/disputes/dispute-reads.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { isVatRegistered } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { collectionsOf } from "#app/modules/invoicing/collection-facts-reads.server.ts";
import { payClock } from "#app/modules/invoicing/due.ts";
import { mayIssueInvoice, mayObject } from "#app/modules/invoicing/invoice.policy.ts";
import { askedOf, openOf } from "#app/modules/invoicing/invoice.ts";
import { creditNotesOf, invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { objectionsTo } from "#app/modules/invoicing/objection-reads.server.ts";
import { flawOfReceivable } from "#app/modules/invoicing/receivable.ts";
import {
  assigneesOf,
  standingAssignment,
  standingReceivable,
} from "#app/modules/invoicing/receivable-reads.server.ts";
import { CollectedHandovers } from "#app/modules/invoicing/ui/collected-handovers.tsx";
import { CreditForm } from "#app/modules/invoicing/ui/credit-form.tsx";
import { InvoiceBadge } from "#app/modules/invoicing/ui/invoice-badge.tsx";
import { HeldLines, InvoiceFacts } from "#app/modules/invoicing/ui/invoice-facts.tsx";
import { InvoiceLines } from "#app/modules/invoicing/ui/invoice-lines.tsx";
import { ObjectionSection } from "#app/modules/invoicing/ui/objection-section.tsx";
import { AssigneeCallout, ReceivableSection } from "#app/modules/invoicing/ui/receivable-section.tsx";
import { TaxFileOf, TaxNumbers, UblLinks } from "#app/modules/invoicing/ui/tax-files.tsx";
import { lateFeeOfInvoice } from "#app/modules/payments/late-fee-reads.server.ts";
import { nettingEntry } from "#app/modules/payments/netting-reads.server.ts";
import { payerRecordOf } from "#app/modules/payments/payer-record-reads.server.ts";
import { paymentsForInvoice } from "#app/modules/payments/payment-reads.server.ts";
import { promisesOf } from "#app/modules/payments/promise-reads.server.ts";
import { LateFeeSection } from "#app/modules/payments/ui/late-fee.tsx";
import { NettingEntry } from "#app/modules/payments/ui/netting-entry.tsx";
import { PayerRecordLine } from "#app/modules/payments/ui/payer-record.tsx";
import { PaymentMoments } from "#app/modules/payments/ui/payment-moments.tsx";
import { PromiseSection } from "#app/modules/payments/ui/promises.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { promiseDeed, sellerDeed } from "./invoice-deeds.server.ts";
import { objectionDeed, objectionIntent } from "./objection-deeds.server.ts";
import { taxNumberDeed, taxNumbersShown } from "./tax-number-deed.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const invoice = await invoiceVisibleTo(organisation.id, params["invoiceId"] ?? "");
  if (!invoice) throw new Missing("invoicing.missing");
  const notes = await creditNotesOf(invoice.id);
  const [receivable, assignment, assignees] = await Promise.all([
    standingReceivable(invoice.id),
    standingAssignment(invoice.id),
    assigneesOf([invoice.id]),
  ]);
  const today = dayOf(call.at, organisation.timeZone);
  const [payments, papers, disputed, promises, lateFee, collections, objections] = await Promise.all([
    paymentsForInvoice(organisation.id, invoice.id),
    documentsAbout(organisation.id, [invoice.id, ...notes]),
    invoice.callOffId && invoice.kind === "delivery" ? disputedOfCallOff(invoice.callOffId) : 0n,
    promisesOf(invoice.id),
    lateFeeOfInvoice(invoice, today),
    collectionsOf([invoice]),
    objectionsTo(invoice.id),
  ]);
  const isSeller = invoice.sellerId === organisation.id;
  const open = openOf(invoice);
  const pending = payments.some((payment) => payment.state === "reported");
  const isTold = assignment?.state === "notified" || assignment?.state === "effective";
  return {
    invoice,
    assignee: assignees.get(invoice.id) ?? null,
    receivable: isSeller || isTold ? receivable : null,
    mayVerify:
      isSeller &&
      receivable === null &&
      flawOfReceivable({ ...invoice, disputedRupiah: disputed }) === null &&
      may(actor, "invoices.issue"),
    payments,
    papers,
    disputed,
    promises,
    collection: collections.get(invoice.id) ?? null,
    mayOpenDeliveries: may(actor, "shipments.read"),
    today,
    lateFee,
    objections,
    mayObject:
      invoice.state === "issued" &&
      invoice.kind === "delivery" &&
      invoice.callOffId === null &&
      (askedOf(invoice) > 0n || invoice.heldRupiah > 0n) &&
      today <= invoice.dueOn &&
      mayObject(actor, invoice),
    mayAnswerObjection: mayIssueInvoice(actor, invoice),
    mayClaimFee:
      isSeller &&
      invoice.state === "settled" &&
      lateFee?.isFinal === true &&
      lateFee.standing === null &&
      may(actor, "invoices.issue"),
    mayPromise:
      invoice.state === "issued" &&
      askedOf(invoice) > 0n &&
      may(actor, isSeller ? "payments.verify" : "payments.report"),
    isSeller,
    netting: await nettingEntry(actor, organisation.id, invoice),
    slug: organisation.slug,
    zone: organisation.timeZone,
    reviewOf: !isSeller && mayReadReview(actor) ? invoice.orderId : null,
    deliveryOf: isSeller && may(actor, "shipments.read") ? invoice.shipmentId : null,
    tax:
      isSeller && invoice.kind === "delivery" && (invoice.state === "issued" || invoice.state === "settled")
        ? {
            isVatRegistered: await isVatRegistered(organisation.id),
            period: dayOf(invoice.issuedAt ?? call.at, organisation.timeZone).slice(0, 7),
          }
        : null,
    taxNumbers: await taxNumbersShown(actor, invoice),
    ...payClock(invoice, today),
    payer: isSeller ? await payerRecordOf(invoice.buyerId, today) : null,
    mayIssue: isSeller && invoice.state === "draft" && may(actor, "invoices.issue"),
    mayCredit:
      isSeller &&
      (invoice.state === "issued" || invoice.state === "settled") &&
      invoice.paidRupiah === 0n &&
      invoice.creditedRupiah === 0n &&
      invoice.heldRupiah === 0n &&
      !pending &&
      assignment === null &&
      may(actor, "invoices.issue"),
    mayPay:
      !isSeller && invoice.state === "issued" && open > invoice.heldRupiah && may(actor, "payments.report"),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "invoices.read");
  const form = await readForm(request);
  const invoiceId = params["invoiceId"];
  const asked = { invoiceId, here: new URL(request.url).pathname };
  const intent = objectionIntent(form);
  if (intent !== null) return objectionDeed(member, { ...asked, intent, invoiceId: invoiceId ?? "" }, form);
  if (form.text("intent") === "tax-number") return taxNumberDeed(member, asked, form);
  if (form.text("intent") === "promise") return promiseDeed(member, asked, form);
  return sellerDeed(
    await requirePermission(request, params["workspace"], "invoices.issue"),
    { invoiceId },
    form,
  );
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.invoice.number ?? m.invoicing_draft_title()) },
];

export default function Invoice() {
  const loaded = useLoaderData<typeof loader>();
  const { invoice, payments, papers, disputed, isSeller, slug, zone } = loaded;
  const { late, mayIssue, mayCredit, mayPay, reviewOf, deliveryOf, tax, key } = loaded;
  const answer = useActionData<typeof action>();
  const list = isSeller
    ? { to: `/${slug}/penjualan`, label: m.invoicing_selling_title() }
    : { to: `/${slug}/tagihan`, label: m.invoicing_buying_title() };
  return (
    <Page
      title={invoice.number ?? m.invoicing_draft_title()}
      badge={<InvoiceBadge state={invoice.state} late={late} />}
      breadcrumbs={[list]}
      actions={
        mayPay ? (
          <ButtonLink to={`/${slug}/bayar/${invoice.id}`} icon="money">
            {m.invoicing_pay()}
          </ButtonLink>
        ) : undefined
      }
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      <HeldLines heldRupiah={invoice.heldRupiah} objections={loaded.objections} />
      {loaded.assignee === null ? null : <AssigneeCallout assignee={loaded.assignee} />}
      {mayIssue ? (
        <Section tone="card" title={m.invoicing_issue_title()} lead={m.invoicing_issue_lead()}>
          <Form idempotencyKey={key}>
            <SubmitButton icon="check" name="intent" value="issue">
              {m.invoicing_issue_action({ amount: rupiah(invoice.totalRupiah) })}
            </SubmitButton>
          </Form>
        </Section>
      ) : null}
      <Split
        aside={
          <>
            <InvoiceFacts
              invoice={invoice}
              period={loaded.collection?.period ?? null}
              disputedRupiah={disputed}
              daysLeft={loaded.left}
            />
            {loaded.payer === null ? null : (
              <Section title={m.payments_payer_title()}>
                <PayerRecordLine record={loaded.payer} />
              </Section>
            )}
            <NettingEntry slug={slug} entry={loaded.netting} />
            <DocumentLinks papers={papers} />
            <UblLinks papers={papers} at={`/${slug}/ubl/${invoice.id}`} />
            {tax === null ? null : (
              <TaxFileOf fileAt={`/${slug}/faktur-pajak`} invoiceId={invoice.id} {...tax} />
            )}
            <TaxNumbers
              {...loaded.taxNumbers}
              idempotencyKey={key}
              errors={answer?.errors ?? {}}
              values={answer?.values ?? {}}
            />
            {reviewOf === null ? null : (
              <ButtonLink to={`/${slug}/laporan/pembelian/${reviewOf}`} variant="secondary" icon="doc">
                {m.orders_show_review()}
              </ButtonLink>
            )}
            {invoice.lateOf === null ? null : (
              <ButtonLink to={`${list.to}/${invoice.lateOf}`} variant="secondary" icon="invoice">
                {m.payments_late_fee_of()}
              </ButtonLink>
            )}
            {invoice.number === null || invoice.lateOf !== null ? null : (
              <ButtonLink to={`/${slug}/jejak/${invoice.id}`} variant="secondary" icon="search">
                {m.oversight_traces()}
              </ButtonLink>
            )}
            {deliveryOf === null ? null : (
              <ButtonLink to={`/${slug}/kirim/${deliveryOf}`} variant="secondary" icon="scale">
                {m.invoicing_show_delivery()}
              </ButtonLink>
            )}
          </>
        }
      >
        <Section tone="flush" title={m.invoicing_lines_title()}>
          <InvoiceLines invoice={invoice} />
        </Section>
        <ObjectionSection
          objections={loaded.objections}
          lines={invoice.lines}
          mayObject={loaded.mayObject}
          mayAnswer={loaded.mayAnswerObjection}
          zone={zone}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
        {loaded.collection === null ? null : (
          <Section tone="flush" title={m.invoicing_collected_title()}>
            <CollectedHandovers
              handovers={loaded.collection.handovers}
              deliveriesAt={isSeller && loaded.mayOpenDeliveries ? `/${slug}/kirim` : null}
            />
          </Section>
        )}
        <Section tone="card" title={m.invoicing_payments_title()}>
          <PaymentMoments payments={payments} zone={zone} slug={slug} isSeller={isSeller} />
        </Section>
        {loaded.lateFee === null ? null : (
          <LateFeeSection
            fee={loaded.lateFee}
            mayClaim={loaded.mayClaimFee}
            at={list.to}
            idempotencyKey={key}
          />
        )}
        <ReceivableSection
          slug={slug}
          idempotencyKey={key}
          receivable={loaded.receivable}
          mayVerify={loaded.mayVerify}
        />
        <PromiseSection
          promises={loaded.promises}
          openRupiah={askedOf(invoice)}
          mayPromise={loaded.mayPromise}
          today={loaded.today}
          zone={zone}
          idempotencyKey={key}
          errors={answer?.errors ?? {}}
        />
        {mayCredit ? (
          <CreditForm
            idempotencyKey={key}
            isDivided={invoice.callOffId !== null && invoice.kind === "delivery"}
            errors={answer?.errors ?? {}}
          />
        ) : null}
      </Split>
    </Page>
  );
}
