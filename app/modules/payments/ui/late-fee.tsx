import { percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { LateFeeView } from "../late-fee-reads.server.ts";

/** What it costs that an invoice is late, for both sides, by which agreement; and the seller's tap to claim it. */
export function LateFeeSection({
  fee,
  mayClaim,
  at,
  idempotencyKey,
}: {
  readonly fee: LateFeeView;
  readonly mayClaim: boolean;
  /** Where this side reads its invoices. */
  readonly at: string;
  readonly idempotencyKey: string;
}) {
  const said = { amount: rupiah(fee.amountRupiah), days: fee.days };
  return (
    <Section tone="card" title={m.payments_late_fee_title()}>
      <p className="font-bold">
        {fee.isFinal ? m.payments_late_fee_final(said) : m.payments_late_fee_running(said)}
      </p>
      <p className="text-sm break-words text-ink-soft">
        {m.payments_late_fee_rule({
          percent: percent(fee.rule.basisPoints),
          cap: percent(fee.rule.capBasisPoints),
          basis: fee.basis,
        })}
      </p>
      {fee.standing === null ? null : (
        <ButtonLink to={`${at}/${fee.standing.id}`} variant="secondary" icon="invoice">
          {m.payments_late_fee_invoice({ number: fee.standing.number ?? "" })}
        </ButtonLink>
      )}
      {mayClaim ? (
        <Form idempotencyKey={`${idempotencyKey}-late-fee`}>
          <FormActions>
            <SubmitButton icon="invoice" name="intent" value="late-fee">
              {m.payments_late_fee_action({ amount: rupiah(fee.amountRupiah) })}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}
