import { date, dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { type SuspensionCause, suspensionCauses } from "../suspension.ts";

const causeWords: Readonly<Record<SuspensionCause, () => string>> = {
  animal_disease: m.contracts_cause_animal_disease,
  flood_or_road: m.contracts_cause_flood_or_road,
  crop_failure: m.contracts_cause_crop_failure,
  government_policy: m.contracts_cause_government_policy,
  price_above_ceiling: m.contracts_cause_price_above_ceiling,
};

type Answer = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Force majeure that holds or is to come: from when, until when, why, and who told of it when. */
export function SuspensionCallout({
  suspension,
  zone,
  mayResume,
  idempotencyKey,
}: {
  readonly suspension: {
    readonly id: string;
    readonly cause: SuspensionCause;
    readonly startsOn: string;
    readonly endsOn: string;
    readonly note: string;
    readonly noticedAt: Date;
    readonly noticedForName: string;
  };
  readonly zone: Zone;
  readonly mayResume: boolean;
  readonly idempotencyKey: string;
}) {
  return (
    <Callout
      tone="brick"
      title={m.contracts_suspended_title({ from: date(suspension.startsOn), to: date(suspension.endsOn) })}
      actions={
        mayResume ? (
          <Form idempotencyKey={`${idempotencyKey}-resume`}>
            <input type="hidden" name="suspensionId" value={suspension.id} />
            <SubmitButton icon="check" name="intent" value="resume">
              {m.contracts_resume_action()}
            </SubmitButton>
          </Form>
        ) : undefined
      }
    >
      {`${causeWords[suspension.cause]()}. ${suspension.note} `}
      {m.contracts_suspended_text({
        name: suspension.noticedForName,
        at: dateTime(suspension.noticedAt, zone),
      })}
    </Callout>
  );
}

/** Tells the other party that force majeure holds up what was promised. */
export function SuspensionForm({
  hours,
  days,
  today,
  last,
  idempotencyKey,
  errors,
  values,
}: Answer & {
  readonly hours: number;
  readonly days: number;
  readonly today: string;
  readonly last: string;
}) {
  const isAnswered = values["intent"] === "suspend";
  const wrong = isAnswered ? errors : {};
  return (
    <Section
      tone="card"
      title={m.contracts_suspend_title()}
      lead={m.contracts_suspend_lead({ hours, days })}
      fold={isAnswered ? "open" : "closed"}
    >
      <Form idempotencyKey={`${idempotencyKey}-suspend`}>
        <ErrorSummary errors={wrong} />
        <Select
          name="fm.cause"
          label={m.contracts_suspend_cause()}
          options={suspensionCauses.map((cause) => ({ value: cause, label: causeWords[cause]() }))}
          defaultValue={values["fm.cause"] ?? suspensionCauses[0]}
          error={wrong["fm.cause"]}
        />
        <FieldRow>
          <DateInput
            name="fm.happenedDay"
            label={m.contracts_suspend_happened()}
            max={today}
            defaultValue={values["fm.happenedDay"] ?? today}
            error={wrong["fm.happenedDay"]}
          />
          <DateInput
            name="fm.happenedTime"
            kind="time"
            label={m.contracts_answer_time()}
            defaultValue={values["fm.happenedTime"] ?? "06:00"}
            error={wrong["fm.happenedTime"]}
          />
        </FieldRow>
        <FieldRow>
          <DateInput
            name="fm.startsOn"
            label={m.contracts_suspend_from()}
            min={today}
            defaultValue={values["fm.startsOn"] ?? today}
            error={wrong["fm.startsOn"]}
          />
          <DateInput
            name="fm.endsOn"
            label={m.contracts_ends()}
            min={today}
            defaultValue={values["fm.endsOn"] ?? last}
            error={wrong["fm.endsOn"]}
          />
        </FieldRow>
        <Textarea
          name="fm.note"
          label={m.contracts_suspend_note()}
          rows={3}
          maxLength={1000}
          defaultValue={values["fm.note"]}
          error={wrong["fm.note"]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="alert" name="intent" value="suspend">
            {m.contracts_suspend_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
