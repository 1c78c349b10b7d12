import { date, dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { RatingAnswer } from "../rating-answer-reads.server.ts";

function aboutWords(answer: RatingAnswer): string {
  if (answer.fromOn !== null && answer.toOn !== null)
    return m.oversight_rating_answer_period({ from: date(answer.fromOn), to: date(answer.toOn) });
  return answer.receiptNumber ?? m.oversight_rating_let_go();
}

/** What sellers answered, the latest first: nothing of it is taken back, a later word stands above an earlier one. */
export function RatingAnswers({
  answers,
  zone,
  isNamed,
}: {
  readonly answers: readonly RatingAnswer[];
  readonly zone: Zone;
  /** Whether to say whose answer it is. */
  readonly isNamed: boolean;
}) {
  if (answers.length === 0) return null;
  return (
    <Section tone="card" title={m.oversight_rating_answers()}>
      <ul className="flex flex-col gap-4">
        {answers.map((answer) => (
          <li key={answer.id}>
            <p className="font-semibold">
              {isNamed ? `${answer.sellerName} · ${aboutWords(answer)}` : aboutWords(answer)}
            </p>
            <p>“{answer.words}”</p>
            <p className="text-sm text-ink-soft">{dateTime(answer.saidAt, zone)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** An answer in one's own words. */
export function RatingAnswerForm({
  idempotencyKey,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  return (
    <Section tone="card" title={m.oversight_rating_answer()} lead={m.oversight_rating_answer_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        <Textarea
          name="words"
          label={m.oversight_rating_answer_words()}
          rows={4}
          maxLength={1000}
          defaultValue={values["words"]}
          error={errors["words"]}
        />
        <FormActions>
          <SubmitButton icon="chat" name="intent" value="answer">
            {m.oversight_rating_answer_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
