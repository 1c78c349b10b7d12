import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { deedLabel } from "../../ledger/ui/account-words.tsx";
import type { Claim } from "../bank-suggestion.ts";
import type { LineMatch } from "../line-reads.server.ts";
import type { BuyerNames } from "../match-ground-reads.server.ts";
import { bookingLabel, OtherMoney } from "./line-bookings.tsx";
import { PaymentBadge } from "./payment-moments.tsx";
import { PayoutBadge } from "./payout-row.tsx";

type Errors = Readonly<Record<string, readonly string[]>>;

/** One invoice by hand, in part or with a deposit or withheld tax beside it. */
export function ProposeByHand({
  claims,
  buyers,
  restRupiah,
  asksOther,
  idempotencyKey,
  errors,
}: {
  readonly claims: readonly Claim[];
  readonly buyers: BuyerNames;
  readonly restRupiah: bigint;
  readonly asksOther: boolean;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-hand`}>
      <Select
        name="invoice"
        label={m.payments_bank_invoice()}
        placeholder={m.payments_bank_invoice_choose()}
        error={[...(errors["invoice"] ?? [])]}
        options={claims.map((claim) => ({
          value: `${claim.buyerId}/${claim.invoiceId}`,
          label: `${claim.number} · ${rupiah(claim.openRupiah)} · ${date(claim.dueOn)}`,
          group: buyers[claim.buyerId],
        }))}
      />
      <RupiahInput
        name="pays"
        label={m.payments_bank_pays()}
        defaultValue={restRupiah}
        error={[...(errors["pays"] ?? [])]}
      />
      <RupiahInput name="deposit" label={m.payments_bank_deposit()} optional />
      <RupiahInput name="withheld" label={m.payments_bank_withheld()} optional />
      {claims.some((claim) => claim.keptVatRupiah > 0n) ? (
        <RupiahInput
          name="vatKept"
          label={m.payments_vat_kept()}
          optional
          error={[...(errors["vatKept"] ?? errors["vatKeptRupiah"] ?? [])]}
        />
      ) : null}
      <TextInput
        name="slip"
        label={m.payments_bank_slip()}
        maxLength={60}
        optional
        error={[...(errors["slip"] ?? errors["withholdingSlip"] ?? [])]}
      />
      {asksOther ? <OtherMoney /> : null}
      <FormActions>
        <SubmitButton icon="check" variant="secondary" name="intent" value="hand">
          {m.payments_bank_propose()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

export function SetAsideForm({
  idempotencyKey,
  errors,
}: {
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-aside`}>
      <TextInput
        name="reason"
        label={m.payments_bank_set_aside_reason()}
        hint={m.payments_bank_set_aside_hint()}
        maxLength={200}
        error={[...(errors["reason"] ?? [])]}
      />
      <FormActions>
        <SubmitButton variant="secondary" name="intent" value="aside">
          {m.payments_bank_set_aside_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

function matchName({ booked, proceedsNumber, payoutRef, partyName, deed }: LineMatch): string {
  if (booked !== null) return bookingLabel(booked);
  if (deed !== null) return deedLabel(deed);
  if (proceedsNumber !== null) return m.payments_bank_proceeds_of({ number: proceedsNumber });
  return payoutRef ?? partyName;
}

/** What a line was matched with, also what was taken back since. */
export function MatchList({
  matches,
  slug,
}: {
  readonly matches: readonly LineMatch[];
  readonly slug: string;
}) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {matches.map((match) => (
        <li key={match.matchId} className="flex flex-wrap items-center justify-between gap-3 py-3">
          <span>
            <span className="block font-bold">{matchName(match)}</span>
            <span className="tabular block">{rupiah(match.amountRupiah)}</span>
            {match.deedSays === null ? null : (
              <span className="block text-sm break-words text-ink-soft">{match.deedSays}</span>
            )}
            <span className="block text-sm text-ink-soft">{match.matchedBy}</span>
            {match.undoneReason === null ? null : (
              <span className="block text-sm text-ink-soft">
                {m.payments_bank_parted_because({ name: match.undoneBy ?? "", reason: match.undoneReason })}
              </span>
            )}
          </span>
          <span className="flex flex-wrap items-center gap-2">
            {match.isUndone ? (
              <Badge tone="brick">
                {match.undoneReason === null || match.booked !== null
                  ? m.payments_state_reversed()
                  : m.payments_bank_parted()}
              </Badge>
            ) : match.booked !== null || match.payoutRef !== null || match.deed !== null ? (
              <Badge tone="leaf">{m.payments_bank_booked()}</Badge>
            ) : match.proceedsNumber !== null ? (
              <Badge tone="leaf">{m.payments_bank_booked()}</Badge>
            ) : match.paymentId === null ? (
              <PayoutBadge state={match.state as Parameters<typeof PayoutBadge>[0]["state"]} />
            ) : (
              <PaymentBadge
                state={match.state as Parameters<typeof PaymentBadge>[0]["state"]}
                rail="transfer"
              />
            )}
            {match.paymentId === null ? null : (
              <ButtonLink
                to={`/${slug}/pembayaran-masuk/${match.paymentId}`}
                variant="secondary"
                size="small"
              >
                {m.payments_bank_open_payment()}
              </ButtonLink>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
