import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type DeclareFormProps = {
  readonly idempotencyKey: string;
  readonly packUnit: string;
  readonly standing: { readonly packsMax: number; readonly floorPacks: number } | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A koperasi says how much it can bring; it can say so again until the shares are fixed. */
export function DeclareForm({ idempotencyKey, packUnit, standing, errors, values }: DeclareFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <NumberStepper
        name="packsMax"
        label={m.allotment_declare_packs({ unit: unitWords(packUnit) })}
        hint={
          standing && standing.floorPacks > 0
            ? m.allotment_declare_floor({ floor: standing.floorPacks, unit: unitWords(packUnit) })
            : undefined
        }
        unit={packUnit}
        step={5}
        defaultValue={Number(values["packsMax"] ?? standing?.packsMax ?? 0)}
        error={errors["packsMax"]}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="declare">
          {standing === null ? m.allotment_declare_action() : m.allotment_declare_again()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
