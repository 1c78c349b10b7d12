import { date, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { FrameworkSummary } from "../framework-reads.server.ts";

export type WaitingFrameworksProps = {
  readonly frameworks: readonly (FrameworkSummary & {
    readonly mayAgree: boolean;
    readonly mayRefuse: boolean;
  })[];
  readonly ownId: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** Whom the reader agrees with. */
export function partnerOf(framework: FrameworkSummary, ownId: string): string {
  return framework.sellerId === ownId ? framework.buyerName : framework.sellerName;
}

/** What one of two proposed and the other has yet to answer, each with what its reader can do about it. */
export function WaitingFrameworks({ frameworks, ownId, idempotencyKey, errors }: WaitingFrameworksProps) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {frameworks.map((one) => {
        const no = one.proposedFor === ownId ? m.commitments_terms_withdraw() : m.commitments_terms_refuse();
        return (
          <li key={one.id} className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
            <div>
              <span className="block font-bold">{one.title}</span>
              <span className="block">{partnerOf(one, ownId)}</span>
              <Money amount={one.priceRupiah} per={one.unit} strong />
              <span className="tabular block">
                {m.commitments_framework_volume({
                  least: quantity(one.leastBase, one.unit, one.basePerUnit),
                  most: quantity(one.mostBase, one.unit, one.basePerUnit),
                })}
              </span>
              <span className="block text-sm break-words text-ink-soft">
                {m.commitments_framework_days({ from: date(one.validFrom), to: date(one.validTo) })} ·{" "}
                {one.basis}
              </span>
            </div>
            {one.mayAgree ? (
              <Form idempotencyKey={`${idempotencyKey}-${one.id}`}>
                <input type="hidden" name="frameworkId" value={one.id} />
                <FormActions>
                  <SubmitButton icon="check" name="intent" value="agree">
                    {m.commitments_terms_agree()}
                  </SubmitButton>
                </FormActions>
              </Form>
            ) : null}
            {one.mayRefuse ? (
              <details>
                <summary className="min-h-11 cursor-pointer font-semibold text-brick-700">{no}</summary>
                <Form idempotencyKey={`${idempotencyKey}-${one.id}-no`}>
                  <input type="hidden" name="frameworkId" value={one.id} />
                  <TextInput
                    name="reason"
                    label={m.commitments_terms_reason()}
                    maxLength={500}
                    error={[...(errors["reason"] ?? [])]}
                  />
                  <FormActions>
                    <SubmitButton variant="danger" icon="x" name="intent" value="refuse">
                      {no}
                    </SubmitButton>
                  </FormActions>
                </Form>
              </details>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
