import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Said = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** How the box of each form is called: several of them stand on one page. */
export const boxOf = { hear: "hearing", answer: "answer", withdraw: "withdrawal" } as const;

type WordsProps = Omit<Said, "idempotencyKey"> & { readonly name: string; readonly label: string };

function Words({ errors, values, name, label }: WordsProps) {
  return (
    <Textarea
      name={name}
      label={label}
      rows={3}
      maxLength={500}
      defaultValue={values[name]}
      error={errors[name]}
    />
  );
}

/** The trade center asks the koperasi what it has to say. */
export function HearForm({ idempotencyKey, ...said }: Said) {
  return (
    <Section tone="card" title={m.disputes_hear_title()} lead={m.disputes_hear_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        <Words {...said} name={boxOf.hear} label={m.disputes_hear_words()} />
        <FormActions>
          <SubmitButton variant="secondary" icon="chat" name="intent" value="hear">
            {m.disputes_hear_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** The koperasi takes it upon itself or contests it. */
export function AnswerForm({ idempotencyKey, ...said }: Said) {
  return (
    <Section tone="card" title={m.disputes_answer_title()} lead={m.disputes_answer_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        <Choice
          name="isAccepted"
          label={m.disputes_answer_choice()}
          options={[
            { value: "true", label: m.disputes_answer_yes(), hint: m.disputes_answer_yes_hint() },
            { value: "false", label: m.disputes_answer_no(), hint: m.disputes_answer_no_hint() },
          ]}
          defaultValue={said.values["isAccepted"]}
          error={said.errors["isAccepted"]}
        />
        <Words {...said} name={boxOf.answer} label={m.disputes_answer_words()} />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="answer">
            {m.disputes_answer_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** The buyer takes its claim back. */
export function WithdrawForm({ idempotencyKey, ...said }: Said) {
  return (
    <Section tone="card" title={m.disputes_withdraw_title()} lead={m.disputes_withdraw_lead()}>
      <Form idempotencyKey={idempotencyKey}>
        <Words {...said} name={boxOf.withdraw} label={m.invoicing_credit_reason()} />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value="withdraw">
            {m.disputes_withdraw_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
