import { date, dateTime, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { CardDisputeState, CardRefundState } from "../card-account.ts";

type Errors = Readonly<Record<string, readonly string[]>>;

export function CardRefundBadge({ state }: { readonly state: CardRefundState }) {
  switch (state) {
    case "asked":
      return (
        <Badge tone="rice" icon="clock">
          {m.payments_card_refund_asked()}
        </Badge>
      );
    case "approved":
      return (
        <Badge tone="rice" icon="clock">
          {m.payments_card_refund_approved()}
        </Badge>
      );
    case "booked":
      return <Badge tone="leaf">{m.payments_card_refund_booked()}</Badge>;
    case "refused":
      return <Badge tone="brick">{m.payments_card_refund_refused()}</Badge>;
    case "failed":
      return <Badge tone="brick">{m.payments_card_refund_failed()}</Badge>;
  }
}

export type CardRefundRow = {
  readonly id: string;
  readonly amountRupiah: bigint;
  readonly reason: string;
  readonly state: CardRefundState;
  readonly failure: string | null;
  readonly isCredit: boolean;
  /** Null where it was given back in the provider's own dashboard. */
  readonly askedByName: string | null;
  readonly askedAt: Date;
  readonly bookedOn: BusinessDay | null;
  readonly mayDecide: boolean;
  /** It was asked for by nobody here, and nobody has looked at it yet. */
  readonly maySee: boolean;
};

/** What went back to the card or may, each with what its reader can do about it now. */
export function CardRefundList({
  refunds,
  zone,
  idempotencyKey,
  errors,
}: {
  readonly refunds: readonly CardRefundRow[];
  readonly zone: TimeZone;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {refunds.map((refund) => (
        <li key={refund.id} className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="tabular block font-bold">{rupiah(refund.amountRupiah)}</span>
              <span className="block break-words">{refund.reason}</span>
              <span className="block text-sm text-ink-soft">
                {refund.askedByName ?? m.payments_card_refund_strange()} · {dateTime(refund.askedAt, zone)}
                {refund.bookedOn === null ? "" : ` · ${date(refund.bookedOn)}`}
              </span>
              {refund.isCredit ? (
                <span className="block text-sm text-ink-soft">{m.payments_card_refund_of_credit()}</span>
              ) : null}
              {refund.failure ? <span className="block text-sm text-brick-700">{refund.failure}</span> : null}
            </span>
            <CardRefundBadge state={refund.state} />
          </div>
          {refund.maySee ? (
            <Form idempotencyKey={`${idempotencyKey}-${refund.id}`} keepScroll>
              <input type="hidden" name="cardRefundId" value={refund.id} />
              <p>{m.payments_card_refund_see_lead()}</p>
              <FormActions>
                <SubmitButton icon="check" name="intent" value="see-refund">
                  {m.payments_card_refund_see()}
                </SubmitButton>
              </FormActions>
            </Form>
          ) : null}
          {refund.mayDecide ? (
            <>
              <Form idempotencyKey={`${idempotencyKey}-${refund.id}`} keepScroll>
                <input type="hidden" name="cardRefundId" value={refund.id} />
                <FormActions>
                  <SubmitButton icon="check" name="intent" value="approve-refund">
                    {m.payments_card_refund_approve({ amount: rupiah(refund.amountRupiah) })}
                  </SubmitButton>
                </FormActions>
              </Form>
              <details>
                <summary className="min-h-11 cursor-pointer font-semibold text-brick-700">
                  {m.payments_card_refund_refuse()}
                </summary>
                <Form idempotencyKey={`${idempotencyKey}-${refund.id}-no`} keepScroll>
                  <input type="hidden" name="cardRefundId" value={refund.id} />
                  <TextInput
                    name="reason"
                    label={m.payments_card_refund_reason()}
                    maxLength={500}
                    error={[...(errors["reason"] ?? [])]}
                  />
                  <FormActions>
                    <SubmitButton variant="danger" icon="x" name="intent" value="refuse-refund">
                      {m.payments_card_refund_refuse()}
                    </SubmitButton>
                  </FormActions>
                </Form>
              </details>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Money that goes back to the card: how much of what the payment still holds, and why. */
export function AskCardRefundForm({
  leftRupiah,
  idempotencyKey,
  errors,
}: {
  readonly leftRupiah: bigint;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-ask-refund`}>
      <RupiahInput
        name="amount"
        label={m.payments_amount()}
        hint={m.payments_card_refund_most({ amount: rupiah(leftRupiah) })}
        defaultValue={leftRupiah}
        error={[...(errors["amount"] ?? [])]}
      />
      <TextInput
        name="reason"
        label={m.payments_card_refund_reason()}
        maxLength={500}
        error={[...(errors["reason"] ?? [])]}
      />
      <FormActions>
        <SubmitButton variant="secondary" icon="undo" name="intent" value="ask-refund">
          {m.payments_card_refund_ask()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** What the payer's bank says, and what became of it. */
export function CardDisputeCallout({
  dispute,
  zone,
}: {
  readonly dispute: {
    readonly amountRupiah: bigint;
    readonly state: CardDisputeState;
    readonly cause: string;
    readonly answerBy: Date | null;
  };
  readonly zone: TimeZone;
}) {
  const amount = rupiah(dispute.amountRupiah);
  if (dispute.state === "won") return <Callout tone="leaf" title={m.payments_card_dispute_won({ amount })} />;
  if (dispute.state === "lost")
    return <Callout tone="brick" title={m.payments_card_dispute_lost({ amount })} />;
  return (
    <Callout tone="rice" title={m.payments_card_dispute_opened({ amount })}>
      {m.payments_card_dispute_text({ cause: dispute.cause.replaceAll("_", " ") })}
      {dispute.answerBy === null
        ? ""
        : ` ${m.payments_card_dispute_until({ until: dateTime(dispute.answerBy, zone) })}`}
    </Callout>
  );
}
