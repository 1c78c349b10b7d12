import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { Assignee } from "../receivable-reads.server.ts";

/** Where an assigned invoice is paid: said to whoever pays it, and to its seller. */
export function AssigneeCallout({ assignee }: { readonly assignee: Assignee }) {
  return (
    <Callout tone="rice" title={m.invoicing_receivable_assigned_to({ name: assignee.name })}>
      <p>{m.invoicing_receivable_assigned_pay({ name: assignee.name })}</p>
      <Facts
        facts={[
          { label: m.invoicing_receivable_bank(), value: assignee.bank.name },
          { label: m.invoicing_receivable_account_number(), value: assignee.bank.account },
          { label: m.invoicing_receivable_account_holder(), value: assignee.bank.holder },
        ]}
      />
    </Callout>
  );
}

export type ReceivableSectionProps = {
  readonly slug: string;
  readonly idempotencyKey: string;
  /** The paper that stands of this invoice, if there is one. */
  readonly receivable: { readonly id: string; readonly number: string } | null;
  readonly mayVerify: boolean;
};

/** The paper of an invoice that is owed for certain: to be drawn up, or to be looked at. */
export function ReceivableSection({ slug, idempotencyKey, receivable, mayVerify }: ReceivableSectionProps) {
  if (receivable === null && !mayVerify) return null;
  return (
    <Section
      tone="card"
      title={m.invoicing_receivable_section()}
      lead={receivable === null ? m.invoicing_receivable_section_lead() : undefined}
    >
      {receivable === null ? (
        <Form idempotencyKey={`${idempotencyKey}-receivable`}>
          <FormActions>
            <SubmitButton variant="secondary" icon="shield" name="intent" value="verify-receivable">
              {m.invoicing_receivable_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <ButtonLink to={`/${slug}/piutang/${receivable.id}`} variant="secondary" icon="shield">
          {m.invoicing_receivable_view({ number: receivable.number })}
        </ButtonLink>
      )}
    </Section>
  );
}
