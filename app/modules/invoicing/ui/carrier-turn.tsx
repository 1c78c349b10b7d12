import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type CarrierTurnProps = {
  /** Null for a hired vehicle whose owner has no account. */
  readonly carrierName: string | null;
  readonly turnRupiah: bigint;
  readonly isOwn: boolean;
  readonly standing: { readonly id: string; readonly number: string } | null;
  readonly mayIssue: boolean;
  readonly slug: string;
  readonly idempotencyKey: string;
};

/** Why nothing is asked of whoever drove; null where something can be. */
function whyNot({ carrierName, turnRupiah, isOwn }: CarrierTurnProps): string | null {
  if (isOwn) return m.invoicing_debit_own();
  if (carrierName === null) return m.invoicing_debit_hired();
  return turnRupiah === 0n ? m.invoicing_debit_none_due() : null;
}

/** What the trade center can ask back from whoever drove, the note by which it did, or why it cannot. */
export function CarrierTurn(props: CarrierTurnProps) {
  const { standing, mayIssue, slug, turnRupiah } = props;
  const title = m.invoicing_debit_turn_title();
  if (standing)
    return (
      <Section tone="card" title={title}>
        <ButtonLink to={`/${slug}/nota-debit/${standing.id}`} variant="secondary" icon="doc">
          {m.invoicing_debit_view({ number: standing.number })}
        </ButtonLink>
      </Section>
    );
  const reason = whyNot(props);
  if (reason)
    return (
      <Section tone="card" title={title}>
        <p className="text-ink-soft">{reason}</p>
      </Section>
    );
  return (
    <Section tone="card" title={title} lead={m.invoicing_debit_lead({ carrier: props.carrierName ?? "" })}>
      {mayIssue ? (
        <Form idempotencyKey={props.idempotencyKey}>
          <FormActions>
            <SubmitButton icon="doc" name="intent" value="debit">
              {m.invoicing_debit_action({ amount: rupiah(turnRupiah) })}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <p className="tabular font-bold">{rupiah(turnRupiah)}</p>
      )}
    </Section>
  );
}
