import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { countReasons } from "../stock.ts";
import { stockReasonWord } from "./stock-words.ts";

/** A count of one kind of goods (stock opname); what the book said when it was opened is sent along. */
export function CountForm({
  idempotencyKey,
  unit,
  seenBase,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly unit: string;
  readonly seenBase: bigint;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  const isEmpty = seenBase === 0n;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="seen" value={seenBase.toString()} />
      <FieldRow>
        <QuantityInput {...field("counted")} label={m.stock_count_amount()} unit={unit} />
        <Select
          {...field("reason")}
          defaultValue={values["reason"] ?? (isEmpty ? "opening" : "miscounted")}
          label={m.stock_count_reason()}
          options={countReasons.map((value) => ({ value, label: stockReasonWord(value) }))}
        />
      </FieldRow>
      <FieldRow>
        <DateInput {...field("expiresOn")} label={m.stock_count_expires()} optional />
        <TextInput {...field("note")} label={m.stock_count_note()} maxLength={200} optional />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="count">
          {m.stock_count_save()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
