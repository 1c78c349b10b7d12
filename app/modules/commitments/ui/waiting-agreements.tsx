import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

/** What its reader may do about a proposal now. */
type Answerable = { readonly mayAgree: boolean; readonly mayRefuse: boolean };

type Waiting = Answerable & { readonly id: string; readonly proposedFor: string };

export type WaitingAgreementsProps<One extends Waiting> = {
  readonly agreements: readonly One[];
  /** Under which name the answer says which one is meant. */
  readonly idName: "paymentTermsId" | "frameworkId";
  readonly ownId: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly children: (agreement: One) => ReactNode;
};

/** What one of two proposed and the other has yet to answer, each in its own words, with a yes, and a no that says why. */
export function WaitingAgreements<One extends Waiting>({
  agreements,
  idName,
  ownId,
  idempotencyKey,
  errors,
  children,
}: WaitingAgreementsProps<One>) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {agreements.map((one) => {
        const no = one.proposedFor === ownId ? m.commitments_terms_withdraw() : m.commitments_terms_refuse();
        return (
          <li key={one.id} className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
            <div>
              {children(one)}
              {one.mayAgree ? null : (
                <span className="block text-sm font-semibold">
                  {one.proposedFor === ownId
                    ? m.commitments_agreement_theirs()
                    : m.commitments_agreement_ours()}
                </span>
              )}
            </div>
            {one.mayAgree ? (
              <Form idempotencyKey={`${idempotencyKey}-${one.id}`}>
                <input type="hidden" name={idName} value={one.id} />
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
                  <input type="hidden" name={idName} value={one.id} />
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
