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

/** What the head answers to a report: the money is there, or it is not. */
export function CheckFundingForms({
  idempotencyKey,
  errors = {},
}: Answer & { readonly idempotencyKey: string }) {
  return (
    <>
      <Form idempotencyKey={idempotencyKey}>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="confirm">
            {m.payments_fundings_confirm_action()}
          </SubmitButton>
        </FormActions>
      </Form>
      <ReasonForm
        summary={m.payments_fundings_reject_summary()}
        action={m.payments_fundings_reject_action()}
        intent="reject"
        idempotencyKey={`${idempotencyKey}-no`}
        errors={errors}
      />
    </>
  );
}

/** What the head answers to a doubt: out of the books, or it stands. */
export function SettleDoubtForms({ idempotencyKey }: { readonly idempotencyKey: string }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Form idempotencyKey={`${idempotencyKey}-reverse`}>
        <SubmitButton variant="danger" icon="undo" name="intent" value="reverse">
          {m.payments_fundings_reverse_action()}
        </SubmitButton>
      </Form>
      <Form idempotencyKey={`${idempotencyKey}-keep`}>
        <SubmitButton variant="secondary" icon="check" name="intent" value="keep">
          {m.payments_fundings_keep_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}

/** A deed that says no, folded away, with its reason. */
export function ReasonForm({
  summary,
  action,
  intent,
  idempotencyKey,
  errors = {},
}: Answer & {
  readonly summary: string;
  readonly action: string;
  readonly intent: "reject" | "doubt";
  readonly idempotencyKey: string;
}) {
  return (
    <details className="mt-6" open={errors["reason"] !== undefined}>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-brick-700">
        {summary}
      </summary>
      <Form idempotencyKey={idempotencyKey}>
        <TextInput
          name="reason"
          label={m.payments_fundings_reason()}
          maxLength={500}
          error={errors["reason"] ?? null}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value={intent}>
            {action}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}
