import { dateTime, decimalOf, quantity, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldGroup, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { AppealPart } from "../appeal.ts";
import { appealCauseName } from "./appeal-names.tsx";

export type AppealFormProps = {
  readonly idempotencyKey: string;
  readonly parts: readonly AppealPart[];
  readonly closesAt: Date;
  readonly zone: Zone;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What was taken off, part by part: how much of it is wrong, why, and a picture. A part without a quantity is not appealed against. */
export function AppealForm({ idempotencyKey, parts, closesAt, zone, errors, values }: AppealFormProps) {
  return (
    <Section
      tone="card"
      title={m.shipments_appeal_until({ until: dateTime(closesAt, zone) })}
      lead={m.shipments_appeal_form_lead()}
    >
      <Form idempotencyKey={idempotencyKey} files>
        {parts.map((part, at) => (
          <FieldGroup
            key={`${part.shipmentLineId}.${part.cause}`}
            legend={`${part.description} · ${appealCauseName(part.cause)}`}
            hint={part.isOwed ? m.shipments_appeal_paid() : m.shipments_appeal_unpaid()}
          >
            <input type="hidden" name={`lines[${at}].shipmentLineId`} value={part.shipmentLineId} />
            <input type="hidden" name={`lines[${at}].cause`} value={part.cause} />
            <QuantityInput
              name={`lines[${at}].asked`}
              label={m.shipments_appeal_asked()}
              unit={part.unit}
              optional={parts.length > 1}
              hint={m.shipments_appeal_most({
                most: quantity(part.mostBase, part.unit, part.basePerUnit),
              })}
              defaultValue={
                values[`lines[${at}].asked`] ??
                (parts.length > 1 ? "" : decimalOf(part.mostBase, part.basePerUnit).replaceAll(".", ""))
              }
              error={errors[`lines[${at}].asked`]}
            />
            <Textarea
              name={`lines[${at}].reason`}
              label={m.shipments_appeal_reason()}
              rows={2}
              maxLength={500}
              optional={parts.length > 1}
              defaultValue={values[`lines[${at}].reason`]}
              error={errors[`lines[${at}].reason`]}
            />
            <FileInput
              name={`lines[${at}].photo`}
              label={m.shipments_appeal_photo()}
              accept="image/jpeg,image/png,image/webp"
              camera
              optional={parts.length > 1}
              error={errors[`lines[${at}].photo`]}
            />
          </FieldGroup>
        ))}
        <p className="text-sm text-ink-soft">{m.shipments_appeal_once()}</p>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="open">
            {m.shipments_appeal_send()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
