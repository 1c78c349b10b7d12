import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type ContractRenewalProps = {
  readonly slug: string;
  /** The contract that was drawn up already to follow this one. */
  readonly follower: { readonly id: string; readonly number: string } | null;
  readonly mayRenew: boolean;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What follows a contract that runs out: the one that was drawn up already, or a form that draws it up. */
export function ContractRenewal(props: ContractRenewalProps) {
  const { slug, follower, mayRenew, idempotencyKey, errors, values } = props;
  if (follower)
    return (
      <Section tone="card" title={m.contracts_renewed_title()}>
        <ButtonLink to={`/${slug}/kontrak/${follower.id}`} variant="secondary">
          {m.contracts_numbered({ number: follower.number })}
        </ButtonLink>
      </Section>
    );
  if (!mayRenew) return null;
  return (
    <Section tone="card" title={m.contracts_renew_title()} lead={m.contracts_renew_lead()} id="perpanjang">
      <Form idempotencyKey={idempotencyKey}>
        <TextInput
          name="renewalNumber"
          label={m.contracts_number()}
          maxLength={40}
          defaultValue={values["renewalNumber"]}
          error={errors["renewalNumber"]}
        />
        <FormActions>
          <SubmitButton name="intent" value="renew">
            {m.contracts_renew_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
