import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** Takes a producer off the list; while something is owed it says how much, and where it is paid. */
export function RemoveProducer({
  idempotencyKey,
  errors,
  owedRupiah,
  payTo,
}: {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>> | undefined;
  readonly owedRupiah: bigint;
  readonly payTo: string;
}) {
  return (
    <Section tone="card" title={m.payments_producer_remove()} lead={m.payments_producer_remove_lead()}>
      <ErrorSummary errors={errors} />
      {owedRupiah > 0n ? (
        <Callout
          tone="rice"
          title={m.payments_producer_owed({ amount: rupiah(owedRupiah) })}
          actions={
            <ButtonLink to={payTo} variant="secondary" size="small">
              {m.payments_producer_pay()}
            </ButtonLink>
          }
        >
          {m.payments_producer_owed_text()}
        </Callout>
      ) : (
        <Form idempotencyKey={idempotencyKey}>
          <SubmitButton name="intent" value="remove" variant="quiet">
            {m.payments_producer_remove_action()}
          </SubmitButton>
        </Form>
      )}
    </Section>
  );
}
