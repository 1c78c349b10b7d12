import { decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { FieldGroup, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { AppealShown } from "../appeal-reads.server.ts";
import { appealCauseName } from "./appeal-names.tsx";

export type AppealAnswerProps = {
  readonly idempotencyKey: string;
  readonly lines: AppealShown["lines"];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** How much of each part the kitchen grants, and why; nothing anywhere refuses it. */
export function AppealAnswer({ idempotencyKey, lines, errors, values }: AppealAnswerProps) {
  return (
    <Section tone="card" title={m.shipments_appeal_answer()} lead={m.shipments_appeal_answer_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        {lines.map((line, at) => (
          <FieldGroup
            key={line.id}
            legend={`${line.description} · ${appealCauseName(line.cause)}`}
            hint={line.isOwed ? m.shipments_appeal_paid() : m.shipments_appeal_unpaid()}
          >
            <input type="hidden" name={`lines[${at}].appealLineId`} value={line.id} />
            <QuantityInput
              name={`lines[${at}].granted`}
              label={m.shipments_appeal_granted()}
              unit={line.unit}
              hint={m.shipments_appeal_granted_hint({
                asked: quantity(line.askedBase, line.unit, line.basePerUnit),
              })}
              defaultValue={
                values[`lines[${at}].granted`] ??
                decimalOf(line.askedBase, line.basePerUnit).replaceAll(".", "")
              }
              error={errors[`lines[${at}].granted`]}
            />
          </FieldGroup>
        ))}
        <Textarea
          name="words"
          label={m.shipments_appeal_answer_words()}
          rows={3}
          maxLength={1000}
          defaultValue={values["words"]}
          error={errors["words"]}
        />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="answer">
            {m.shipments_appeal_answer_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
