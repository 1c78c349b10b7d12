import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { may } from "#app/modules/identity/permissions.ts";
import { depositsOf } from "#app/modules/payments/deposit-reads.server.ts";
import { openClaims } from "#app/modules/payments/match-ground-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { useDeposit } from "#app/modules/payments/use-deposit.server.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** What buyers paid too much, and which of their invoices it can pay. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const [deposits, claims] = await Promise.all([depositsOf(organisation.id), openClaims(organisation.id)]);
  return {
    deposits: deposits.map((deposit) => ({
      ...deposit,
      claims: claims.filter((claim) => claim.buyerId === deposit.buyerId),
    })),
    mayKeep: may(actor, "payments.verify"),
    mayPayBack: may(actor, "payouts.request"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  if (form.text("intent") === "pay-back")
    return formCommand(form, {
      call,
      command: requestPayout,
      input: (fields) => ({
        to: "deposit",
        buyerId: fields.text("buyerId"),
        amountRupiah: fields.text("backAmount"),
      }),
      to: () => `/${organisation.slug}/rekening-koran/titipan`,
      flash: () => m.payments_bank_deposit_back_asked(),
      fieldNames: { amountRupiah: "backAmount" },
    });
  await requirePermission(request, params["workspace"], "payments.verify");
  return formCommand(form, {
    call,
    command: useDeposit,
    input: (fields) => ({ invoiceId: fields.text("invoiceId"), amountRupiah: fields.text("amount") }),
    to: () => `/${organisation.slug}/rekening-koran/titipan`,
    flash: () => m.payments_bank_deposit_asked(),
    fieldNames: { amountRupiah: "amount" },
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_deposits()) }];

export default function Deposits() {
  const { deposits, mayKeep, mayPayBack, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.payments_bank_deposits()}
      lead={m.payments_bank_deposits_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/rekening-koran`, label: m.payments_bank_title() }]}
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      {deposits.length === 0 ? (
        <EmptyState icon="money" title={m.payments_bank_deposits_none()}>
          {m.payments_bank_deposits_none_text()}
        </EmptyState>
      ) : (
        deposits.map((deposit) => (
          <Section key={deposit.buyerId} tone="card" title={deposit.name}>
            <p className="tabular text-lg font-bold">{rupiah(deposit.heldRupiah)}</p>
            {deposit.claims.length === 0 ? (
              <p className="text-ink-soft">{m.payments_bank_deposit_no_invoice()}</p>
            ) : mayKeep ? (
              <Form idempotencyKey={`${key}-${deposit.buyerId}`} keepScroll>
                <Select
                  name="invoiceId"
                  label={m.payments_bank_invoice()}
                  options={deposit.claims.map((claim) => ({
                    value: claim.invoiceId,
                    label: `${claim.number} · ${rupiah(claim.openRupiah)} · ${date(claim.dueOn)}`,
                  }))}
                />
                <RupiahInput
                  name="amount"
                  label={m.payments_amount()}
                  defaultValue={least(deposit.heldRupiah, deposit.claims[0]?.openRupiah ?? 0n)}
                  error={[...(answer?.errors["amount"] ?? [])]}
                />
                <FormActions>
                  <SubmitButton icon="check">{m.payments_bank_deposit_use()}</SubmitButton>
                </FormActions>
              </Form>
            ) : null}
            {mayPayBack ? (
              <details className="mt-4">
                <summary className="min-h-11 cursor-pointer font-semibold text-leaf-700">
                  {m.payments_bank_deposit_back()}
                </summary>
                <Form idempotencyKey={`${key}-${deposit.buyerId}-back`} keepScroll>
                  <input type="hidden" name="buyerId" value={deposit.buyerId} />
                  <RupiahInput
                    name="backAmount"
                    label={m.payments_amount()}
                    hint={m.payments_bank_deposit_back_hint()}
                    defaultValue={deposit.heldRupiah}
                    error={[...(answer?.errors["backAmount"] ?? [])]}
                  />
                  <FormActions>
                    <SubmitButton variant="secondary" icon="undo" name="intent" value="pay-back">
                      {m.payments_bank_deposit_back_ask()}
                    </SubmitButton>
                  </FormActions>
                </Form>
              </details>
            ) : null}
          </Section>
        ))
      )}
    </Page>
  );
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
