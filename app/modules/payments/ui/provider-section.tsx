import { rupiah, time } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { PayAt } from "#app/kernel/pay-at.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ProviderRail } from "../payment-lifecycle.ts";

type Opened = {
  readonly payAt: PayAt | null;
  /** The code of a QRIS payment, drawn. */
  readonly qr: string | null;
  readonly expiresAt: Date;
  readonly amountRupiah: bigint;
};

type Props = {
  /** What nobody has paid or reported yet. */
  readonly amountRupiah: bigint;
  readonly rails: readonly ProviderRail[];
  /** What waits for the payer already: a page, a number or a code. */
  readonly opened: Opened | null;
  readonly zone: TimeZone;
  readonly formKey: string;
};

const actions: Readonly<Record<ProviderRail, (words: { readonly amount: string }) => string>> = {
  card: m.payments_card_action,
  virtualAccount: m.payments_va_action,
  qris: m.payments_qris_action,
};

/** Pays all that is asked by a provider: one button for each way, or where to go on with what is open already. */
export function ProviderSection({ amountRupiah, rails, opened, zone, formKey }: Props) {
  if (opened)
    return (
      <Section tone="card" title={titleOf(opened.payAt)}>
        <Callout
          tone="rice"
          title={m.payments_card_waits({
            amount: rupiah(opened.amountRupiah),
            until: time(opened.expiresAt, zone),
          })}
        >
          <p>{m.payments_card_waits_text()}</p>
        </Callout>
        <WhereToPay opened={opened} />
        <Form idempotencyKey={`${formKey}-card`}>
          <FormActions>
            {opened.payAt?.kind === "page" ? (
              <ButtonLink to={opened.payAt.url} external>
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
  const isCardOnly = rails.every((rail) => rail === "card");
  return (
    <Section
      tone="card"
      title={isCardOnly ? m.payments_card_title() : m.payments_provider_title()}
      lead={isCardOnly ? m.payments_card_lead() : m.payments_provider_lead()}
    >
      {rails.map((rail) => (
        <Form key={rail} idempotencyKey={`${formKey}-${rail}`}>
          <input type="hidden" name="rail" value={rail} />
          <FormActions>
            <SubmitButton name="intent" value="by-provider">
              {actions[rail]({ amount: rupiah(amountRupiah) })}
            </SubmitButton>
          </FormActions>
        </Form>
      ))}
    </Section>
  );
}

function titleOf(payAt: PayAt | null): string {
  if (payAt?.kind === "virtualAccount") return m.payments_va_title({ bank: payAt.bank });
  return payAt?.kind === "qris" ? m.payments_qris_title() : m.payments_card_title();
}

function WhereToPay({ opened: { payAt, qr, amountRupiah } }: { readonly opened: Opened }) {
  if (payAt?.kind === "virtualAccount")
    return (
      <Facts
        facts={[
          { label: m.payments_bank(), value: payAt.bank },
          {
            label: m.payments_va_number(),
            value: <strong className="tabular select-all text-lg">{payAt.number}</strong>,
          },
          { label: m.payments_amount(), value: rupiah(amountRupiah) },
        ]}
      />
    );
  if (qr === null) return null;
  return <img src={qr} width={264} height={264} alt={m.payments_qris_alt()} className="mx-auto" />;
}
