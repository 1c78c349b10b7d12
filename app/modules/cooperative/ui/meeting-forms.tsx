import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { DistributionRow, MeetingRow } from "../shu-reads.server.ts";
import { type Errors, ReasonedForm } from "./member-forms.tsx";

type Deed = { readonly idempotencyKey: string; readonly errors: Errors };

/** The yearly meeting: planned, or held with its minutes. */
export function MeetingSection({
  year,
  meeting,
  limit,
  today,
  mayKeep,
  idempotencyKey,
  errors,
}: Deed & {
  readonly year: number;
  readonly meeting: MeetingRow | null;
  /** The day by which it is to be held. */
  readonly limit: BusinessDay;
  readonly today: BusinessDay;
  readonly mayKeep: boolean;
}) {
  if (meeting?.heldOn)
    return (
      <Callout tone="leaf">
        {m.cooperative_meeting_held({
          day: date(meeting.heldOn),
          number: meeting.minutesNumber ?? "",
          present: (meeting.present ?? 0).toString(),
        })}
      </Callout>
    );
  return (
    <Section
      tone="card"
      title={
        meeting === null
          ? m.cooperative_meeting_plan()
          : m.cooperative_meeting_planned({ day: date(meeting.plannedOn) })
      }
      lead={m.cooperative_meeting_limit({ day: date(limit) })}
    >
      {mayKeep ? (
        <Form idempotencyKey={`${idempotencyKey}-plan`}>
          <input type="hidden" name="year" value={year} />
          <DateInput
            name="plannedOn"
            label={m.cooperative_meeting_plan_day()}
            defaultValue={meeting?.plannedOn}
            error={errors["plannedOn"] ?? null}
          />
          <FormActions>
            <SubmitButton variant="secondary" name="intent" value="plan">
              {m.cooperative_meeting_plan()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
      {mayKeep && meeting !== null && meeting.plannedOn <= today ? (
        <Form idempotencyKey={`${idempotencyKey}-held`}>
          <input type="hidden" name="meetingId" value={meeting.id} />
          <FieldRow>
            <DateInput
              name="heldOn"
              label={m.cooperative_meeting_plan_day()}
              defaultValue={meeting.plannedOn}
              max={today}
              error={errors["heldOn"] ?? null}
            />
            <TextInput
              name="minutesNumber"
              label={m.cooperative_meeting_minutes()}
              maxLength={60}
              error={errors["minutesNumber"] ?? null}
            />
            <TextInput
              name="present"
              label={m.cooperative_meeting_present()}
              inputMode="numeric"
              error={errors["present"] ?? null}
            />
          </FieldRow>
          <FormActions>
            <SubmitButton icon="check" name="intent" value="held">
              {m.cooperative_meeting_record_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}

/** A division that waits for its second person. */
export function DecideShuSection({
  distribution,
  mayAgree,
  mayRefuse,
  idempotencyKey,
  errors,
}: Deed & {
  readonly distribution: Pick<DistributionRow, "id" | "year">;
  readonly mayAgree: boolean;
  readonly mayRefuse: boolean;
}) {
  return (
    <Section
      tone="card"
      title={m.cooperative_shu_waits({ year: distribution.year.toString() })}
      lead={m.cooperative_shu_waits_lead()}
    >
      {mayAgree ? (
        <Form idempotencyKey={`${idempotencyKey}-yes`}>
          <input type="hidden" name="distributionId" value={distribution.id} />
          <SubmitButton icon="check" name="intent" value="decide">
            {m.cooperative_shu_decide()}
          </SubmitButton>
        </Form>
      ) : (
        <Callout tone="rice" title={m.cooperative_pay_second()} />
      )}
      {mayRefuse ? (
        <ReasonedForm
          summary={m.cooperative_shu_refuse()}
          action={m.cooperative_shu_refuse()}
          intent="refuse"
          field="refusal"
          hidden={{ distributionId: distribution.id }}
          idempotencyKey={`${idempotencyKey}-no`}
          errors={errors}
        />
      ) : null}
    </Section>
  );
}
