import { dateLong, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type DeclareFormProps = {
  readonly idempotencyKey: string;
  readonly packUnit: string;
  /** The open waves, each with what was said of it; null where nothing was yet. */
  readonly waves: readonly {
    readonly id: string;
    readonly deliveryDay: string;
    readonly standing: {
      readonly packsMax: number;
      readonly floorPacks: number;
      readonly isWilling: boolean;
      readonly keepsCold: boolean;
    } | null;
  }[];
  /** The most it wants of all waves together; null where it set no limit. */
  readonly packsInAll: number | null;
  readonly isCooled: boolean;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A koperasi says whether it takes part and how much it can bring on each day; it can say so again until the shares are fixed. */
export function DeclareForm(props: DeclareFormProps) {
  const { idempotencyKey, packUnit, waves, errors, values } = props;
  const unit = unitWords(packUnit);
  const said = waves.map(({ standing }) => standing).filter((one) => one !== null);
  const isOut = said.length > 0 && said.every((one) => !one.isWilling);
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <Choice
        name="willing"
        label={m.allotment_declare_willing()}
        layout="row"
        defaultValue={values["willing"] ?? (isOut ? "no" : "yes")}
        options={[
          { value: "yes", label: m.allotment_declare_willing_yes() },
          { value: "no", label: m.allotment_declare_willing_no() },
        ]}
      />
      {waves.map(({ id, deliveryDay, standing }, at) => (
        <div key={id}>
          <input type="hidden" name={`waves[${at}].callOffId`} value={id} />
          <NumberStepper
            name={`waves[${at}].packsMax`}
            label={
              waves.length > 1
                ? m.allotment_declare_packs_on({ day: dateLong(deliveryDay), unit })
                : m.allotment_declare_packs({ unit })
            }
            hint={
              standing && standing.floorPacks > 0
                ? m.allotment_declare_floor({ floor: standing.floorPacks, unit })
                : undefined
            }
            unit={packUnit}
            step={5}
            defaultValue={values[`waves[${at}].packsMax`] ?? standing?.packsMax ?? 0}
            error={errors[`waves[${at}].packsMax`]}
          />
        </div>
      ))}
      {waves.length > 1 ? (
        <NumberStepper
          name="packsInAll"
          label={m.allotment_declare_in_all({ unit })}
          hint={m.allotment_declare_in_all_hint()}
          unit={packUnit}
          step={5}
          optional
          defaultValue={values["packsInAll"] ?? props.packsInAll ?? 0}
          error={errors["packsInAll"]}
        />
      ) : null}
      {props.isCooled ? (
        <Checkbox
          name="keepsCold"
          value="true"
          label={m.allotment_declare_keeps_cold()}
          defaultChecked={said.some((one) => one.keepsCold)}
        />
      ) : null}
      <FormActions>
        <SubmitButton icon="check" name="intent" value="declare">
          {said.length === 0 ? m.allotment_declare_action() : m.allotment_declare_again()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
