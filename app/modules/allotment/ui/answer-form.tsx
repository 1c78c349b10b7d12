import { rupiah, unitWords, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type AnswerFormProps = {
  readonly idempotencyKey: string;
  readonly share: { readonly id: string; readonly packs: number };
  /** All days of the schedule that wait for this koperasi, where there are several. */
  readonly everyDay: { readonly days: number; readonly packs: number } | null;
  readonly packUnit: string;
  readonly priceRupiahPerPack: bigint;
  readonly until: Date;
  readonly now: Date;
  readonly zone: Zone;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** All of the share with one tap, or of every day of the schedule; a part or nothing with a number and a reason. */
export function AnswerForm(props: AnswerFormProps) {
  const { share, everyDay, packUnit, errors, values } = props;
  return (
    <Section
      tone="card"
      title={m.allotment_answer_title({ packs: whole(share.packs), unit: unitWords(packUnit) })}
      lead={m.allotment_answer_lead({ worth: rupiah(BigInt(share.packs) * props.priceRupiahPerPack) })}
    >
      <Countdown label={m.allotment_answer_by()} until={props.until} now={props.now} zone={props.zone} />
      <Form idempotencyKey={props.idempotencyKey}>
        <ErrorSummary errors={errors} />
        <input type="hidden" name="allotmentId" value={share.id} />
        <FormActions>
          {everyDay ? (
            <SubmitButton icon="check" wide name="intent" value="everyDay">
              {m.allotment_answer_every_day({
                days: everyDay.days,
                packs: whole(everyDay.packs),
                unit: unitWords(packUnit),
              })}
            </SubmitButton>
          ) : null}
          <SubmitButton
            icon="check"
            wide
            variant={everyDay ? "secondary" : "primary"}
            name="intent"
            value="all"
          >
            {m.allotment_answer_all({ packs: whole(share.packs), unit: unitWords(packUnit) })}
          </SubmitButton>
        </FormActions>
      </Form>
      <details
        className="rounded-lg border border-line p-4"
        open={values["intent"] === "part" || values["intent"] === "none"}
      >
        <summary className={buttonClass("secondary", undefined, true)}>{m.allotment_answer_less()}</summary>
        <Form idempotencyKey={`${props.idempotencyKey}-b`}>
          <input type="hidden" name="allotmentId" value={share.id} />
          <p className="mt-3 text-sm text-ink-soft">{m.allotment_answer_less_hint()}</p>
          <NumberStepper
            name="acceptedPacks"
            label={m.allotment_answer_packs({ unit: unitWords(packUnit) })}
            unit={packUnit}
            max={share.packs}
            defaultValue={values["acceptedPacks"] ?? share.packs}
            error={errors["acceptedPacks"]}
          />
          <TextInput
            name="reason"
            label={m.allotment_answer_reason()}
            optional
            maxLength={300}
            defaultValue={values["reason"]}
            error={errors["reason"]}
          />
          <FormActions>
            <SubmitButton variant="secondary" name="intent" value="part">
              {m.allotment_answer_part()}
            </SubmitButton>
            <SubmitButton variant="quiet" icon="x" name="intent" value="none">
              {m.allotment_answer_none()}
            </SubmitButton>
          </FormActions>
        </Form>
      </details>
    </Section>
  );
}
