import { m } from "#app/i18n/paraglide/messages.js";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Said = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** To whom the claim goes: a BUMD of the house, or an institution outside of it with its account. */
export function ProposeAssignmentForms(
  props: Said & { readonly holders: readonly { readonly id: string; readonly name: string }[] },
) {
  const { errors, values, holders } = props;
  const basis = (
    <TextInput
      name="basis"
      label={m.invoicing_receivable_basis()}
      hint={m.invoicing_receivable_basis_hint()}
      maxLength={160}
      defaultValue={values["basis"]}
      error={errors["basis"]}
    />
  );
  return (
    <Section
      tone="card"
      title={m.invoicing_receivable_propose_title()}
      lead={m.invoicing_receivable_propose_lead()}
    >
      {holders.length === 0 ? null : (
        <Form idempotencyKey={`${props.idempotencyKey}-bumd`}>
          <Select
            name="holderId"
            label={m.invoicing_receivable_propose_bumd()}
            placeholder={m.invoicing_receivable_choose_bumd()}
            options={holders.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={values["holderId"]}
            error={errors["holderId"]}
          />
          {basis}
          <FormActions>
            <SubmitButton icon="arrow" name="intent" value="propose">
              {m.invoicing_receivable_propose_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      )}
      <details open={holders.length === 0 || values["institution"] !== undefined}>
        <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
          {m.invoicing_receivable_propose_bank()}
        </summary>
        <Form idempotencyKey={`${props.idempotencyKey}-bank`}>
          <TextInput
            name="institution"
            label={m.invoicing_receivable_institution()}
            maxLength={120}
            defaultValue={values["institution"]}
            error={errors["institution"]}
          />
          <FieldRow>
            <TextInput
              name="bankName"
              label={m.invoicing_receivable_bank()}
              maxLength={80}
              defaultValue={values["bankName"]}
              error={errors["bankName"]}
            />
            <TextInput
              name="bankAccount"
              label={m.invoicing_receivable_account_number()}
              inputMode="numeric"
              maxLength={60}
              autoComplete="off"
              defaultValue={values["bankAccount"]}
              error={errors["bankAccount"]}
            />
          </FieldRow>
          <TextInput
            name="bankHolder"
            label={m.invoicing_receivable_account_holder()}
            maxLength={120}
            defaultValue={values["bankHolder"]}
            error={errors["bankHolder"]}
          />
          {basis}
          <FormActions>
            <SubmitButton variant="secondary" icon="arrow" name="intent" value="propose">
              {m.invoicing_receivable_propose_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      </details>
    </Section>
  );
}

type Step = "check" | "take" | "acknowledge";

/** The one thing that is asked of whoever looks: to agree, to take, or to know. */
export function AnswerAssignmentForm({
  step,
  name,
  idempotencyKey,
}: Pick<Said, "idempotencyKey"> & { readonly step: Step; readonly name: string }) {
  const words = {
    check: {
      title: m.invoicing_receivable_check_title(),
      lead: m.invoicing_receivable_check_lead(),
      action: m.invoicing_receivable_check_action(),
    },
    take: {
      title: m.invoicing_receivable_take_title(),
      lead: m.invoicing_receivable_take_lead(),
      action: m.invoicing_receivable_take_action(),
    },
    acknowledge: {
      title: m.invoicing_receivable_acknowledge_title(),
      lead: m.invoicing_receivable_acknowledge_lead({ name }),
      action: m.invoicing_receivable_acknowledge_action(),
    },
  }[step];
  return (
    <Section tone="card" title={words.title} lead={words.lead}>
      <Form idempotencyKey={`${idempotencyKey}-${step}`}>
        <FormActions>
          <SubmitButton icon="check" name="intent" value={step}>
            {words.action}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

export type Ending = "refuse" | "withdraw-assignment" | "release" | "withdraw";

/** A way out, with its reason. */
export function EndForm(props: Said & { readonly ending: Ending; readonly isOutside: boolean }) {
  const { ending } = props;
  const words = {
    refuse: { title: m.invoicing_receivable_refuse_title(), action: m.invoicing_receivable_refuse_action() },
    "withdraw-assignment": {
      title: m.invoicing_receivable_withdraw_assignment(),
      action: m.invoicing_receivable_withdraw_assignment(),
    },
    release: {
      title: m.invoicing_receivable_release_title(),
      action: m.invoicing_receivable_release_action(),
    },
    withdraw: {
      title: m.invoicing_receivable_withdraw_title(),
      action: m.invoicing_receivable_withdraw_action(),
    },
  }[ending];
  return (
    <details open={props.errors["reason"] !== undefined}>
      <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
        {words.title}
      </summary>
      {ending === "release" ? (
        <p className="mb-3 text-sm text-ink-soft">
          {props.isOutside
            ? m.invoicing_receivable_release_lead_outside()
            : m.invoicing_receivable_release_lead()}
        </p>
      ) : null}
      <Form idempotencyKey={`${props.idempotencyKey}-${ending}`}>
        <Textarea
          name="reason"
          label={m.invoicing_receivable_reason()}
          rows={2}
          maxLength={500}
          defaultValue={props.values["reason"]}
          error={props.errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value={ending}>
            {words.action}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}
