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

/** The carrier takes the note upon itself or contests it. */
export function DebitAnswerForm({ until, ...said }: Said & { readonly until: string }) {
  return (
    <Section
      tone="card"
      title={m.invoicing_debit_answer_title()}
      lead={m.invoicing_debit_answer_lead({ until })}
    >
      <Form idempotencyKey={`${said.idempotencyKey}-answer`}>
        <Choice
          name="isAccepted"
          label={m.invoicing_debit_answer_choice()}
          options={[
            { value: "true", label: m.invoicing_debit_accept(), hint: m.invoicing_debit_accept_hint() },
            { value: "false", label: m.invoicing_debit_contest(), hint: m.invoicing_debit_contest_hint() },
          ]}
          defaultValue={said.values["isAccepted"]}
          error={said.errors["isAccepted"]}
        />
        <Textarea
          name="note"
          label={m.invoicing_debit_answer_words()}
          rows={3}
          maxLength={1000}
          defaultValue={said.values["note"]}
          error={said.errors["note"]}
        />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="answer">
            {m.invoicing_debit_answer_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** What is left is kept from what the carrier is owed. */
export function DebitSetOffForm({ idempotencyKey }: Pick<Said, "idempotencyKey">) {
  return (
    <Section tone="card" title={m.invoicing_debit_set_off_title()} lead={m.invoicing_debit_set_off_lead()}>
      <Form idempotencyKey={`${idempotencyKey}-set-off`}>
        <FormActions>
          <SubmitButton icon="money" name="intent" value="setOff">
            {m.invoicing_debit_set_off_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** The trade center asks nothing after all. */
export function DebitTakeBackForm(said: Said) {
  return (
    <Section
      tone="card"
      title={m.invoicing_debit_take_back_title()}
      lead={m.invoicing_debit_take_back_lead()}
    >
      <Form idempotencyKey={`${said.idempotencyKey}-back`}>
        <Textarea
          name="reason"
          label={m.invoicing_credit_reason()}
          rows={2}
          maxLength={500}
          defaultValue={said.values["reason"]}
          error={said.errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value="takeBack">
            {m.invoicing_debit_take_back_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
