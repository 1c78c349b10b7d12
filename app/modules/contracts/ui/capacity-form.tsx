import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type CapacityFormProps = {
  readonly idempotencyKey: string;
  readonly koperasi: readonly Option[];
  /** Figures of the koperasi that is being changed. */
  readonly standing: {
    readonly koperasiId: string;
    readonly packsMax: number;
    readonly weight: number;
    readonly floorPacks: number;
    readonly keepsCold: boolean;
  } | null;
  /** There are other waves that the same figures may hold for. */
  readonly isSchedule: boolean;
  readonly isCooled: boolean;
  readonly packUnit: string;
  /** What the weight is usually counted in: "kg". */
  readonly unit: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** The trade center invites a koperasi to a call-off, or agrees on other figures with it. */
export function CapacityForm(props: CapacityFormProps) {
  const { standing, packUnit, errors, values } = props;
  const figure = (name: string, usual: number) => values[name] ?? usual;
  return (
    <Form idempotencyKey={props.idempotencyKey} keepScroll>
      <Select
        name="koperasiId"
        label={m.contracts_koperasi()}
        placeholder={m.contracts_koperasi_choose()}
        options={props.koperasi}
        defaultValue={values["koperasiId"] ?? standing?.koperasiId}
        error={errors["koperasiId"]}
      />
      <FieldRow>
        <NumberStepper
          name="packsMax"
          label={m.contracts_packs_max_of({ unit: unitWords(packUnit) })}
          unit={packUnit}
          step={10}
          defaultValue={figure("packsMax", standing?.packsMax ?? 0)}
          error={errors["packsMax"]}
        />
        <NumberStepper
          name="weight"
          label={m.contracts_weight()}
          hint={m.contracts_weight_hint({ unit: props.unit })}
          min={1}
          max={999_999}
          step={100}
          defaultValue={figure("weight", standing?.weight ?? 1)}
          error={errors["weight"]}
        />
      </FieldRow>
      <NumberStepper
        name="floorPacks"
        label={m.contracts_floor()}
        hint={m.contracts_floor_hint()}
        unit={packUnit}
        step={5}
        defaultValue={figure("floorPacks", standing?.floorPacks ?? 0)}
        error={errors["floorPacks"]}
      />
      {props.isSchedule ? (
        <Checkbox
          name="everyWave"
          value="true"
          label={m.contracts_capacity_every_wave()}
          defaultChecked={standing === null}
        />
      ) : null}
      {props.isCooled ? (
        <Checkbox
          name="keepsCold"
          value="true"
          label={m.allotment_declare_keeps_cold()}
          defaultChecked={standing?.keepsCold ?? false}
        />
      ) : null}
      <FormActions>
        <SubmitButton icon="check" name="intent" value="capacity">
          {m.contracts_capacity_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
