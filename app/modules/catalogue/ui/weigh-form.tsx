import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { isDivisibleUnit } from "../commodity.ts";
import type { RefuseReason } from "../harvest-ask.ts";

const reasons: Readonly<Record<RefuseReason, () => string>> = {
  grade: m.catalogue_slip_reason_grade,
  rotten: m.catalogue_slip_reason_rotten,
  wilted: m.catalogue_slip_reason_wilted,
  size: m.catalogue_slip_reason_size,
  dirty: m.catalogue_slip_reason_dirty,
  too_much: m.catalogue_slip_reason_too_much,
};

export type WeighFormProps = {
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly asks: readonly {
    readonly id: string;
    readonly producer: string;
    readonly quantityBase: bigint;
    readonly promisedBase: bigint | null;
  }[];
  readonly origins: readonly Option[];
  readonly usualOrigin: string;
  readonly today: string;
  readonly keepsUntil: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** One slip for each producer who was asked; one left empty has not come yet. */
export function WeighForm(props: WeighFormProps) {
  const { unit, basePerUnit, asks, errors, values } = props;
  const decimals = isDivisibleUnit(unit) ? 3 : 0;
  const amount = (base: bigint) => quantity(base, unit, basePerUnit);
  const isTold = (at: number) => ["refused", "reason"].some((field) => values[`slips[${at}].${field}`]);
  const saidOf = (ask: WeighFormProps["asks"][number]) => {
    if (ask.promisedBase === 0n) return m.catalogue_ask_state_declined();
    return ask.promisedBase === null
      ? m.catalogue_slip_asked({ quantity: amount(ask.quantityBase) })
      : m.catalogue_slip_promised({ quantity: amount(ask.promisedBase) });
  };
  return (
    <Form idempotencyKey={props.idempotencyKey} files>
      <ErrorSummary errors={errors} />
      {asks.map((ask, at) => {
        const name = (field: string) => `slips[${at}].${field}`;
        return (
          <FieldGroup key={ask.id} legend={ask.producer} hint={saidOf(ask)}>
            <input type="hidden" name={name("askId")} value={ask.id} />
            <QuantityInput
              name={name("weighed")}
              label={m.catalogue_slip_weighed()}
              unit={unit}
              decimals={decimals}
              optional
              defaultValue={values[name("weighed")]}
              error={errors[name("weighed")]}
            />
            <details open={isTold(at)}>
              <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
                {m.catalogue_slip_more()}
              </summary>
              <div className="flex flex-col gap-5 pt-2">
                <FieldRow>
                  <QuantityInput
                    name={name("refused")}
                    label={m.catalogue_slip_refused()}
                    unit={unit}
                    decimals={decimals}
                    optional
                    defaultValue={values[name("refused")]}
                    error={errors[name("refused")]}
                  />
                  <Select
                    name={name("reason")}
                    label={m.catalogue_slip_reason()}
                    placeholder={m.catalogue_slip_reason_none()}
                    options={Object.entries(reasons).map(([value, word]) => ({ value, label: word() }))}
                    optional
                    defaultValue={values[name("reason")]}
                    error={errors[name("reason")]}
                  />
                </FieldRow>
                <FileInput
                  name={name("photo")}
                  label={m.catalogue_slip_photo()}
                  accept="image/*"
                  camera
                  optional
                  error={errors[name("photo")]}
                />
              </div>
            </details>
          </FieldGroup>
        );
      })}
      <FieldRow>
        <DateInput
          name="harvestedOn"
          label={m.catalogue_harvest_on()}
          defaultValue={values["harvestedOn"] ?? props.today}
          error={errors["harvestedOn"]}
        />
        <DateInput
          name="expiresOn"
          label={m.catalogue_harvest_expires()}
          defaultValue={values["expiresOn"] ?? props.keepsUntil}
          error={errors["expiresOn"]}
        />
      </FieldRow>
      <Select
        name="origin"
        label={m.catalogue_harvest_origin()}
        options={props.origins}
        defaultValue={values["origin"] ?? props.usualOrigin}
        error={errors["origin"]}
      />
      <FormActions>
        <SubmitButton icon="scale">{m.catalogue_slip_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
