import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { periodName } from "../../ledger/ui/statement-words.tsx";
import type { OwedTax } from "../tax-remittance.ts";
import { taxKindLabel } from "./tax-words.ts";

type Answer = {
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
};

/** Tax that was paid: which of what is open, how much, when, under which number, and what shows it. The oldest open month is chosen. */
export function ReportTaxForm({
  open,
  today,
  idempotencyKey,
  errors = {},
  values = {},
}: Answer & {
  /** What is open, the oldest first. */
  readonly open: readonly OwedTax[];
  readonly today: BusinessDay;
  readonly idempotencyKey: string;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  const first = open[0];
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={errors} />
      <Select
        name="tax"
        error={errors["tax"] ?? null}
        label={m.payments_taxes_which()}
        options={open.map(({ kind, month, openRupiah }) => ({
          value: `${kind}/${month}`,
          label: m.payments_taxes_which_option({
            kind: taxKindLabel(kind),
            month: periodName(month),
            amount: rupiah(openRupiah),
          }),
        }))}
        defaultValue={values["tax"] ?? (first ? `${first.kind}/${first.month}` : undefined)}
      />
      <FieldRow>
        <RupiahInput
          {...field("amount")}
          label={m.payments_amount()}
          defaultValue={values["amount"] ?? first?.openRupiah}
        />
        <DateInput
          {...field("paidOn")}
          label={m.payments_taxes_paid_on()}
          defaultValue={values["paidOn"] ?? today}
          max={today}
        />
      </FieldRow>
      <FieldRow>
        <TextInput
          {...field("ntpn")}
          label={m.payments_taxes_ntpn()}
          hint={m.payments_taxes_ntpn_hint()}
          autoComplete="off"
          maxLength={24}
        />
        <TextInput
          {...field("paidFrom")}
          label={m.payments_taxes_paid_from()}
          hint={m.payments_taxes_paid_from_hint()}
          maxLength={60}
          optional
        />
      </FieldRow>
      <FileInput
        name="proof"
        label={m.payments_taxes_proof()}
        hint={m.payments_taxes_proof_hint()}
        accept="application/pdf,image/*"
        error={errors["proof"] ?? null}
        optional
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="report">
          {m.payments_taxes_report_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
