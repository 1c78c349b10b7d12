import { rupiah, time } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Props = {
  /** What nobody has paid or reported yet. */
  readonly amountRupiah: bigint;
  /** A page of the card provider that waits for the payer. */
  readonly page: {
    readonly url: string | null;
    readonly expiresAt: Date;
    readonly amountRupiah: bigint;
  } | null;
  readonly zone: TimeZone;
  readonly formKey: string;
};

/** Pays all that is open by card: one button, or the way back to a page that is open already. */
export function CardSection({ amountRupiah, page, zone, formKey }: Props) {
  if (page)
    return (
      <Section tone="card" title={m.payments_card_title()}>
        <Callout
          tone="rice"
          title={m.payments_card_waits({
            amount: rupiah(page.amountRupiah),
            until: time(page.expiresAt, zone),
          })}
        >
          <p>{m.payments_card_waits_text()}</p>
        </Callout>
        <Form idempotencyKey={`${formKey}-card`}>
          <FormActions>
            {page.url ? (
              <ButtonLink to={page.url} external>
                {m.payments_card_go_on()}
              </ButtonLink>
            ) : null}
            <SubmitButton variant="secondary" name="intent" value="close-card">
              {m.payments_card_close()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
    );
  if (amountRupiah <= 0n) return null;
  return (
    <Section tone="card" title={m.payments_card_title()} lead={m.payments_card_lead()}>
      <Form idempotencyKey={`${formKey}-card`}>
        <FormActions>
          <SubmitButton name="intent" value="card">
            {m.payments_card_action({ amount: rupiah(amountRupiah) })}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
