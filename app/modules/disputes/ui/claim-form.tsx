import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure, surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { rejectReasonOptions } from "#app/modules/shipments/ui/reject-reasons.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { causes } from "../bearing.ts";
import { causeName } from "./dispute-names.ts";

export type ClaimFormProps = {
  readonly idempotencyKey: string;
  readonly lines: readonly {
    readonly shipmentLineId: string;
    readonly description: string;
    readonly acceptedBase: bigint;
  }[];
  readonly unit: BaseUnit;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

const PHOTOS = [0, 1, 2] as const;

/** What was found after signing: how much, what is wrong, pictures of it, and a sentence. A line left empty is not claimed. */
export function ClaimForm({ idempotencyKey, lines, unit, errors, values }: ClaimFormProps) {
  const { word } = surveyedUnit(unit);
  return (
    <Form idempotencyKey={idempotencyKey} files>
      {lines.map((line, at) => (
        <FieldGroup
          key={line.shipmentLineId}
          legend={line.description}
          hint={m.disputes_new_accepted({ amount: sayMeasure(line.acceptedBase, unit) })}
        >
          <input type="hidden" name={`lines[${at}].shipmentLineId`} value={line.shipmentLineId} />
          <Choice
            name={`lines[${at}].cause`}
            label={m.disputes_cause()}
            layout="row"
            options={causes.map((cause) => ({ value: cause, label: causeName(cause) }))}
            defaultValue={values[`lines[${at}].cause`] ?? "broken"}
            error={errors[`lines[${at}].cause`]}
          />
          <FieldRow>
            <QuantityInput
              name={`lines[${at}].claimed`}
              label={m.disputes_claimed()}
              unit={word}
              optional={lines.length > 1}
              defaultValue={values[`lines[${at}].claimed`]}
              error={errors[`lines[${at}].claimed`]}
            />
            <Select
              name={`lines[${at}].reason`}
              label={m.disputes_reason()}
              options={rejectReasonOptions()}
              defaultValue={values[`lines[${at}].reason`] ?? "cracked"}
              error={errors[`lines[${at}].reason`]}
            />
          </FieldRow>
        </FieldGroup>
      ))}
      <FieldGroup legend={m.disputes_photos()} hint={m.disputes_photos_hint()}>
        {PHOTOS.map((at) => (
          <FileInput
            key={at}
            name={`photos[${at}].photo`}
            label={m.disputes_photo_number({ number: (at + 1).toString() })}
            accept="image/jpeg,image/png,image/webp"
            camera
            optional={at > 0}
            error={at === 0 ? errors["photoIds"] : undefined}
          />
        ))}
      </FieldGroup>
      <Textarea
        name="note"
        label={m.disputes_note()}
        rows={3}
        maxLength={1000}
        defaultValue={values["note"]}
        error={errors["note"]}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="open">
          {m.disputes_open_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
