import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { flashCookie } from "#app/http/flash.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { offeredRails } from "#app/http/payment-provider.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { hasTreasurer } from "#app/modules/identity/organisation-reads.server.ts";
import { askedOf } from "#app/modules/invoicing/invoice.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { assigneesOf } from "#app/modules/invoicing/receivable-reads.server.ts";
import { openCheckoutFor } from "#app/modules/payments/checkout-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { KeptFields } from "#app/modules/payments/ui/kept-fields.tsx";
import { ProviderSection } from "#app/modules/payments/ui/provider-section.tsx";
import { keptByTreasurer } from "#app/modules/payments/withheld-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { closePaying, payByProvider, shownPayAt } from "./provider-page.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.report");
  const invoice = await invoiceVisibleTo(organisation.id, params["invoiceId"] ?? "");
  if (!invoice || invoice.sellerId === organisation.id) throw new Missing("invoicing.missing");
  const assignee = (await assigneesOf([invoice.id])).get(invoice.id) ?? null;
  const open = askedOf(invoice);
  const today = dayOf(call.at, organisation.timeZone);
  return {
    invoice,
    kept:
      assignee === null && open > 0n && (await hasTreasurer(invoice.buyerId))
        ? await keptByTreasurer({ ...invoice, openRupiah: open }, today)
        : null,
    assignee,
    slug: organisation.slug,
    zone: organisation.timeZone,
    today,
    rails: assignee === null ? offeredRails() : [],
    opened: await shownPayAt(await openCheckoutFor(invoice.id, call.at)),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.report");
  const form = await readForm(request);
  const invoiceId = params["invoiceId"] ?? "";
  const intent = form.text("intent");
  if (intent === "by-provider" || intent === "close-card")
    return payOrClose({ form, call, intent, invoiceId, organisation });
  const proof = await uploadOf(form.file("proof"));
  const key = form.text("_key") ?? null;
  return formCommand(form, {
    call,
    command: reportPayment,
    input: async (fields) => {
      const kept = proof && (await uploadFile({ ...call, key }, { purpose: "payment_proof", ...proof }));
      return {
        allocations: [{ invoiceId, amountRupiah: fields.text("amount") ?? "" }],
        transferredOn: fields.text("transferredOn"),
        bankName: fields.text("bankName"),
        bankReference: fields.text("bankReference"),
        proofId: kept?.fileId,
        withheldRupiah: fields.text("withheldRupiah"),
        vatKeptRupiah: fields.text("vatKeptRupiah"),
        withholdingSlip: fields.text("withholdingSlip"),
      };
    },
    fieldNames: { amountRupiah: "amount", "allocations[0].amountRupiah": "amount", proofId: "proof" },
    to: () => `/${organisation.slug}/tagihan/${invoiceId}`,
    flash: () => m.payments_reported_done(),
  });
});

async function payOrClose({
  form,
  call,
  intent,
  invoiceId,
  organisation,
}: Pick<Awaited<ReturnType<typeof requirePermission>>, "call" | "organisation"> & {
  readonly form: Awaited<ReturnType<typeof readForm>>;
  readonly intent: "by-provider" | "close-card";
  readonly invoiceId: string;
}) {
  const here = `/${organisation.slug}/bayar/${invoiceId}`;
  try {
    if (intent === "by-provider") {
      const asked = { rail: form.text("rail") ?? "", invoiceId, path: here };
      throw redirect(await payByProvider({ ...call, key: form.text("_key") ?? null }, asked), 303);
    }
    const invoice = await invoiceVisibleTo(organisation.id, invoiceId);
    if (!invoice || invoice.sellerId === organisation.id) throw new Missing("invoicing.missing");
    await closePaying(call, invoiceId);
  } catch (error) {
    if (error instanceof Response) throw error;
    return formAnswer(error, form);
  }
  const headers = { "set-cookie": flashCookie({ text: m.payments_card_closed_done() }) };
  throw redirect(here, { status: 303, headers });
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_pay_title()) }];

export default function Pay() {
  const { invoice, kept, assignee, slug, zone, today, rails, opened, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const bank = assignee?.bank ?? invoice.sellerBank;
  const open = askedOf(invoice);
  return (
    <Page
      title={m.payments_pay_title()}
      lead={m.payments_pay_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/tagihan/${invoice.id}`, label: invoice.number ?? "" }]}
    >
      {rails.length > 0 ? (
        <ProviderSection amountRupiah={open} rails={rails} opened={opened} zone={zone} formKey={key} />
      ) : null}
      {assignee === null ? null : (
        <Callout tone="rice" title={m.invoicing_receivable_assigned_to({ name: assignee.name })}>
          {m.invoicing_receivable_assigned_pay({ name: assignee.name })}
        </Callout>
      )}
      <Section tone="card" title={m.payments_step_transfer()}>
        <Facts
          facts={[
            { label: m.payments_to(), value: bank.holder ?? invoice.sellerName },
            { label: m.payments_bank(), value: bank.name ?? "–" },
            { label: m.payments_account(), value: bank.account ?? "–" },
            { label: m.payments_amount(), value: rupiah(open) },
            ...(kept === null
              ? []
              : [
                  {
                    label: m.payments_kept_transfer(),
                    value: rupiah(open - kept.vatKeptRupiah - kept.withheldRupiah),
                  },
                ]),
            ...(invoice.heldRupiah > 0n
              ? [{ label: m.invoicing_held(), value: rupiah(invoice.heldRupiah) }]
              : []),
            { label: m.payments_reference_to_write(), value: invoice.number ?? "" },
            { label: m.payments_due(), value: date(invoice.dueOn) },
          ]}
        />
        {bank.account ? null : <Callout tone="rice" title={m.payments_no_account()} />}
      </Section>
      <Section tone="card" title={m.payments_step_report()}>
        <Form idempotencyKey={key} files>
          <ErrorSummary errors={errors} />
          <FieldRow>
            <RupiahInput
              name="amount"
              label={m.payments_amount()}
              defaultValue={answer?.values["amount"] ?? open}
              error={[...(errors["amount"] ?? [])]}
            />
            <DateInput
              name="transferredOn"
              label={m.payments_transferred_on()}
              max={today}
              defaultValue={answer?.values["transferredOn"] ?? today}
              error={[...(errors["transferredOn"] ?? [])]}
            />
          </FieldRow>
          <FieldRow>
            <TextInput
              name="bankName"
              label={m.payments_from_bank()}
              defaultValue={answer?.values["bankName"]}
              suggestions={["BRI", "BNI", "Bank Mandiri", "BTN", "Bank Jatim"]}
              error={[...(errors["bankName"] ?? [])]}
            />
            <TextInput
              name="bankReference"
              label={m.payments_reference()}
              defaultValue={answer?.values["bankReference"]}
              error={[...(errors["bankReference"] ?? [])]}
            />
          </FieldRow>
          {kept === null ? null : <KeptFields kept={kept} answer={answer} />}
          <FileInput
            name="proof"
            label={m.payments_proof()}
            hint={m.payments_proof_hint()}
            accept="image/*,application/pdf"
            error={[...(errors["proof"] ?? [])]}
          />
          <FormActions>
            <SubmitButton icon="check">{m.payments_report_action()}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}
