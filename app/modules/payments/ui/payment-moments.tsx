import { dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import type { PaymentRail, PaymentState } from "../payment-lifecycle.ts";
import { isProviderRail } from "../payment-rails.ts";
import type { paymentsForInvoice } from "../payment-reads.server.ts";

export type PaymentMomentsProps = {
  readonly payments: Awaited<ReturnType<typeof paymentsForInvoice>>;
  readonly zone: TimeZone;
  readonly slug: string;
  readonly isSeller: boolean;
};

export function PaymentBadge({
  state,
  rail,
  verifiedBy,
}: {
  readonly state: PaymentState;
  readonly rail: PaymentRail;
  /** Null for nobody: what was reported was taken back by whoever reported it. */
  readonly verifiedBy?: string | null;
}) {
  const isProviders = isProviderRail(rail);
  switch (state) {
    case "reported":
      return (
        <Badge tone="rice" icon="clock">
          {isProviders ? m.payments_card_waiting() : m.payments_state_reported()}
        </Badge>
      );
    case "verified":
      return <Badge tone="leaf">{m.payments_state_verified()}</Badge>;
    case "reversed":
      return <Badge tone="brick">{m.payments_state_reversed()}</Badge>;
    case "rejected":
      return (
        <Badge tone="brick">
          {isProviders
            ? m.payments_card_not_paid()
            : verifiedBy === null
              ? m.payments_state_withdrawn()
              : m.payments_state_rejected()}
        </Badge>
      );
  }
}

/** What was paid on an invoice, and where each payment stands. */
export function PaymentMoments({ payments, zone, slug, isSeller }: PaymentMomentsProps) {
  if (payments.length === 0) return <p className="text-ink-soft">{m.payments_none_yet()}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {payments.map((payment) => (
        <li
          key={payment.id}
          className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
        >
          <span>
            <span className="tabular block font-bold">{rupiah(payment.amountRupiah)}</span>
            <span className="block text-sm text-ink-soft">
              {payment.bankName} · {payment.bankReference} · {dateTime(payment.reportedAt, zone)}
            </span>
            {payment.reason ? <span className="block text-sm text-brick-700">{payment.reason}</span> : null}
          </span>
          <span className="flex items-center gap-2">
            <PaymentBadge {...payment} />
            {isSeller || payment.state === "reported" ? (
              <ButtonLink to={`/${slug}/pembayaran-masuk/${payment.id}`} variant="secondary" size="small">
                {m.kit_open()}
              </ButtonLink>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
