import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** Draws up what was bought of a producer and paid to them in a month or a year; the paper then stands among the others. */
export function ProducerStatementForm({
  idempotencyKey,
  periods,
  errors,
  chosen,
}: {
  readonly idempotencyKey: string;
  readonly periods: readonly Option[];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly chosen: string | undefined;
}) {
  return (
    <Section tone="card" title={m.payments_recap_title()} lead={m.payments_recap_lead()}>
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={idempotencyKey}>
        <Select
          name="period"
          label={m.payments_recap_period()}
          options={periods}
          defaultValue={chosen ?? periods[0]?.value}
          error={errors["period"]}
        />
        <SubmitButton name="intent" value="statement" variant="secondary" icon="doc">
          {m.payments_recap_action()}
        </SubmitButton>
      </Form>
    </Section>
  );
}
