import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure, surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { FieldGroup, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { bearerOf, stages, type Terms } from "../bearing.ts";
import type { DisputeShown } from "../dispute-reads.server.ts";
import { bearerName, causeName, stageName } from "./dispute-names.ts";

export type DecideFormProps = {
  readonly idempotencyKey: string;
  readonly lines: DisputeShown["lines"];
  readonly terms: Terms;
  readonly unit: BaseUnit;
  /** True once the koperasi was heard: before that nothing can be laid upon it. */
  readonly isHeard: boolean;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** How much of each line is granted and where it happened; who bears it stands beside each place. */
export function DecideForm(props: DecideFormProps) {
  const { lines, terms, unit, isHeard, errors, values } = props;
  const { word, base } = surveyedUnit(unit);
  return (
    <Section
      tone="card"
      title={m.disputes_decide_title()}
      lead={isHeard ? m.disputes_decide_lead() : m.disputes_decide_unheard()}
    >
      <Form idempotencyKey={props.idempotencyKey}>
        {lines.map((line, at) => (
          <FieldGroup
            key={line.id}
            legend={`${line.description} · ${causeName(line.cause)}`}
            hint={m.disputes_decide_asked({ amount: sayMeasure(line.askedBase, unit) })}
          >
            <input type="hidden" name={`lines[${at}].lineId`} value={line.id} />
            <QuantityInput
              name={`lines[${at}].granted`}
              label={m.disputes_granted()}
              unit={word}
              hint={m.disputes_decide_hint()}
              defaultValue={
                values[`lines[${at}].granted`] ?? decimalOf(line.askedBase, base).replaceAll(".", "")
              }
              error={errors[`lines[${at}].granted`]}
            />
            <Choice
              name={`lines[${at}].stage`}
              label={m.disputes_stage()}
              optional
              options={stages.map((stage) => ({
                value: stage,
                label: stageName(stage),
                hint: m.disputes_stage_bears({ bearer: bearerName(bearerOf(line.cause, terms, stage)) }),
              }))}
              defaultValue={values[`lines[${at}].stage`]}
              error={errors[`lines[${at}].stage`]}
            />
          </FieldGroup>
        ))}
        <Textarea
          name="note"
          label={m.disputes_decide_words()}
          rows={3}
          maxLength={1000}
          defaultValue={values["note"]}
          error={errors["note"]}
        />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="decide">
            {m.disputes_decide_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
