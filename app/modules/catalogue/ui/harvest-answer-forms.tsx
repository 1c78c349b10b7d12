import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { isDivisibleUnit } from "../commodity.ts";

export type HarvestAnswerFormsProps = {
  readonly askedBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Yes, a part, no: each its own form, so that an answer is one tap on any phone. */
export function HarvestAnswerForms(props: HarvestAnswerFormsProps) {
  const { askedBase, unit, basePerUnit, idempotencyKey, errors, values } = props;
  return (
    <div className="flex flex-col gap-6">
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={`${idempotencyKey}-all`}>
        <SubmitButton icon="check" name="intent" value="all" wide>
          {m.catalogue_ask_yes({ quantity: quantity(askedBase, unit, basePerUnit) })}
        </SubmitButton>
      </Form>
      <Form idempotencyKey={`${idempotencyKey}-part`}>
        <QuantityInput
          name="quantity"
          label={m.catalogue_ask_part_label()}
          unit={unit}
          decimals={isDivisibleUnit(unit) ? 3 : 0}
          defaultValue={values["quantity"]}
          error={errors["quantity"]}
        />
        <SubmitButton icon="split" name="intent" value="part" variant="secondary" wide>
          {m.catalogue_ask_part()}
        </SubmitButton>
      </Form>
      <Form idempotencyKey={`${idempotencyKey}-none`}>
        <SubmitButton icon="x" name="intent" value="none" variant="danger" wide>
          {m.catalogue_ask_no()}
        </SubmitButton>
      </Form>
    </div>
  );
}
