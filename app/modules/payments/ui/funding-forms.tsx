import { date } from "#app/i18n/format.ts";
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
import { fundingSources } from "../funding.ts";
import type { FundedBudget } from "../funding-reads.server.ts";
import { fundingSourceLabel } from "./funding-views.tsx";

type Answer = {
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
};

/** Money that came into the account: how much, when, from where, for which budget, and what shows it. */
export function ReportFundingForm({
  budgets,
  isSeveral,
  today,
  idempotencyKey,
  errors = {},
  values = {},
}: Answer & {
  readonly budgets: readonly FundedBudget[];
  readonly isSeveral: boolean;
  readonly today: BusinessDay;
  readonly idempotencyKey: string;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  const nameOf = ({ kitchenName, fund, startsOn, endsOn }: FundedBudget) =>
    `${isSeveral ? `${kitchenName}: ` : ""}${fund}, ${date(startsOn)} – ${date(endsOn)}`;
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <RupiahInput {...field("amount")} label={m.payments_amount()} />
        <DateInput
          {...field("receivedOn")}
          label={m.payments_fundings_day()}
          defaultValue={values["receivedOn"] ?? today}
        />
      </FieldRow>
      <FieldRow>
        <Select
          {...field("source")}
          label={m.payments_fundings_source()}
          options={fundingSources.map((value) => ({ value, label: fundingSourceLabel(value) }))}
          defaultValue={values["source"] ?? "top_up"}
        />
        <TextInput
          {...field("reference")}
          label={m.payments_fundings_reference()}
          hint={m.payments_fundings_reference_hint()}
          maxLength={60}
        />
      </FieldRow>
      <Select
        {...field("budgetId")}
        label={m.payments_fundings_budget()}
        options={budgets.map((budget) => ({ value: budget.id, label: nameOf(budget) }))}
        defaultValue={values["budgetId"] ?? budgets[0]?.id}
      />
      <FileInput
        name="proof"
        label={m.payments_fundings_proof()}
        hint={m.payments_fundings_proof_hint()}
        accept="application/pdf,image/*"
        error={errors["proof"] ?? null}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="report">
          {m.payments_fundings_report_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
