import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { type DueLine, memberNumber, type SavingsKind, savingsKinds } from "../member.ts";
import { savingsKindLabel } from "./member-views.tsx";

export type Errors = Readonly<Record<string, readonly string[]>>;
type Answer = {
  readonly idempotencyKey: string;
  readonly errors?: Errors | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
};

/** Who joined, or what is put right about them. */
export function MemberForm({
  intent,
  producers,
  today,
  idempotencyKey,
  errors = {},
  values = {},
}: Answer & {
  readonly intent: "enrol" | "change";
  readonly producers: readonly { readonly id: string; readonly name: string }[];
  readonly today: BusinessDay | null;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <TextInput {...field("fullName")} label={m.cooperative_member_name()} maxLength={120} />
        {today === null ? null : (
          <DateInput
            {...field("joinedOn")}
            label={m.cooperative_member_joined()}
            defaultValue={values["joinedOn"] ?? today}
            max={today}
          />
        )}
      </FieldRow>
      <FieldRow>
        <TextInput
          {...field("identityNumber")}
          label={m.cooperative_member_nik()}
          hint={m.cooperative_member_nik_hint()}
          inputMode="numeric"
          maxLength={16}
          optional
        />
        <TextInput
          {...field("phone")}
          label={m.cooperative_member_phone()}
          type="tel"
          maxLength={20}
          optional
        />
      </FieldRow>
      <Select
        {...field("producerId")}
        label={m.cooperative_member_producer()}
        hint={m.cooperative_member_producer_hint()}
        placeholder={m.cooperative_member_producer_none()}
        options={producers.map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value={intent}>
          {intent === "enrol" ? m.cooperative_member_new_action() : m.cooperative_member_change_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Everybody who still has to bring something: tick who did, the amount stands there already. */
export function DueSavingsForm({
  lines,
  today,
  idempotencyKey,
  errors = {},
}: Answer & { readonly lines: readonly DueLine[]; readonly today: BusinessDay }) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <DateInput
        name="onDay"
        label={m.cooperative_savings_day()}
        defaultValue={today}
        max={today}
        error={errors["onDay"] ?? null}
      />
      <div className="grid gap-x-8 sm:grid-cols-2">
        {lines.map(({ memberId, serial, fullName, kind, amountRupiah }) => (
          <Checkbox
            key={`${memberId}${kind}`}
            name="pick"
            value={`${memberId}:${kind}:${amountRupiah}`}
            label={`${fullName} · ${rupiah(amountRupiah)}`}
            hint={`${memberNumber(serial)} · ${savingsKindLabel(kind)}`}
          />
        ))}
      </div>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="record">
          {m.cooperative_savings_record_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** One deposit of one member. */
export function OneSavingsForm({
  today,
  kind,
  amount,
  idempotencyKey,
  errors = {},
}: Answer & { readonly today: BusinessDay; readonly kind: SavingsKind; readonly amount: bigint }) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <FieldRow>
        <Select
          name="kind"
          label={m.cooperative_savings_kind()}
          options={savingsKinds.map((value) => ({ value, label: savingsKindLabel(value) }))}
          defaultValue={kind}
        />
        <RupiahInput
          name="amount"
          label={m.cooperative_savings_amount()}
          defaultValue={amount === 0n ? "" : amount}
          error={errors["amount"] ?? null}
        />
        <DateInput
          name="onDay"
          label={m.cooperative_savings_day()}
          defaultValue={today}
          max={today}
          error={errors["onDay"] ?? null}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="record">
          {m.cooperative_savings_record_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** A deed with a reason, folded away. */
export function ReasonedForm({
  summary,
  action,
  intent,
  field = "reason",
  hidden = {},
  idempotencyKey,
  errors = {},
  tone = "danger",
}: Answer & {
  readonly summary: string;
  readonly action: string;
  readonly intent: string;
  readonly field?: "reason" | "refusal";
  readonly hidden?: Readonly<Record<string, string>>;
  readonly tone?: "danger" | "secondary";
}) {
  return (
    <details open={errors[field] !== undefined}>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-brick-700">
        {summary}
      </summary>
      <Form idempotencyKey={idempotencyKey}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextInput
          name={field}
          label={m.cooperative_reason()}
          maxLength={300}
          error={errors[field] ?? null}
        />
        <FormActions>
          <SubmitButton variant={tone} name="intent" value={intent}>
            {action}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}

/** Asks for money that is owed to be paid. */
export function AskPaymentForm({
  hidden,
  amount,
  idempotencyKey,
  errors = {},
}: Answer & { readonly hidden: Readonly<Record<string, string>>; readonly amount: bigint }) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FieldRow>
        <RupiahInput
          name="amount"
          label={m.cooperative_pay_amount()}
          defaultValue={amount}
          error={errors["amount"] ?? null}
        />
        <TextInput
          name="purpose"
          label={m.cooperative_pay_purpose()}
          maxLength={200}
          error={errors["purpose"] ?? null}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton variant="secondary" icon="money" name="intent" value="pay">
          {m.cooperative_pay_ask()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
