import { decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type AnswerFormsProps = {
  readonly offeredBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** All of it, a part, or no: three big answers. The second and the third open what they still need to know. */
export function AnswerForms(props: AnswerFormsProps) {
  const { offeredBase, unit, basePerUnit, idempotencyKey, errors, values } = props;
  const tried = values["intent"];
  return (
    <div className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={`${idempotencyKey}-all`}>
        <SubmitButton icon="check" name="intent" value="all" wide>
          {m.commitments_answer_all({ quantity: quantity(offeredBase, unit, basePerUnit) })}
        </SubmitButton>
      </Form>
      <details open={tried === "part"} className="group">
        <summary className={`${buttonClass("secondary", undefined, true)} list-none`}>
          <Icon name="split" /> {m.commitments_answer_part()}
        </summary>
        <div className="pt-4">
          <Form idempotencyKey={`${idempotencyKey}-part`}>
            <input type="hidden" name="intent" value="part" />
            <QuantityInput
              name="quantity"
              label={m.commitments_answer_part_label()}
              hint={m.commitments_answer_part_hint()}
              unit={unit}
              defaultValue={values["quantity"] ?? decimalOf(offeredBase, basePerUnit).replaceAll(".", "")}
              error={errors["quantity"]}
            />
            <SubmitButton icon="check">{m.commitments_answer_part_action()}</SubmitButton>
          </Form>
        </div>
      </details>
      <details open={tried === "none"}>
        <summary className={`${buttonClass("danger", undefined, true)} list-none`}>
          <Icon name="x" /> {m.commitments_answer_none()}
        </summary>
        <div className="pt-4">
          <Form idempotencyKey={`${idempotencyKey}-none`}>
            <input type="hidden" name="intent" value="none" />
            <TextInput
              name="reason"
              label={m.commitments_answer_reason()}
              hint={m.commitments_answer_reason_hint()}
              defaultValue={values["reason"]}
              maxLength={300}
              suggestions={[
                m.commitments_reason_stock(),
                m.commitments_reason_quality(),
                m.commitments_reason_transport(),
                m.commitments_reason_price(),
              ]}
              error={errors["reason"]}
            />
            <SubmitButton variant="danger" icon="x">
              {m.commitments_answer_none_action()}
            </SubmitButton>
          </Form>
        </div>
      </details>
    </div>
  );
}
