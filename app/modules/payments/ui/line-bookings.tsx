import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { deedLabel } from "../../ledger/ui/account-words.tsx";
import type { BankBooking } from "../bank-line.ts";
import type { CardShare } from "../card-money-reads.server.ts";
import type { LineMatch } from "../line-reads.server.ts";

type Errors = Readonly<Record<string, readonly string[]>>;

const bookingWords: Readonly<Record<BankBooking, () => string>> = {
  fee: m.payments_bank_book_fee,
  interest: m.payments_bank_book_interest,
  interestTax: m.payments_bank_book_interest_tax,
};

/** What the bank did by itself, in words. */
export function bookingLabel(booked: BankBooking): string {
  return bookingWords[booked]();
}

/** Says that a line is other money than the equal sum that is in the books already, or will be. */
export function OtherMoney() {
  return (
    <Checkbox
      name="isOtherMoney"
      value="true"
      label={m.payments_bank_other_money()}
      hint={m.payments_bank_other_money_hint()}
    />
  );
}

/** What the card provider sent and may be this line, one tap each. */
export function ShareChoices({
  shares,
  idempotencyKey,
}: {
  readonly shares: readonly CardShare[];
  readonly idempotencyKey: string;
}) {
  return (
    <ul className="flex flex-col gap-3">
      {shares.map((share, at) => (
        <li key={share.id}>
          <Form idempotencyKey={`${idempotencyKey}-${share.id}`}>
            <input type="hidden" name="cardShareId" value={share.id} />
            <p>
              <span className="tabular block font-bold">{rupiah(share.amountRupiah)}</span>
              <span className="block text-sm break-all text-ink-soft">
                {date(share.arrivesOn)} · {share.payoutRef}
              </span>
            </p>
            <FormActions>
              <SubmitButton
                icon="check"
                variant={at === 0 ? "primary" : "secondary"}
                name="intent"
                value="share"
              >
                {m.payments_bank_accept_booked()}
              </SubmitButton>
            </FormActions>
          </Form>
        </li>
      ))}
    </ul>
  );
}

/** A fee, interest, or the tax on it: booked in one tap, because the line says all there is to say. */
export function BookLineForm({
  isIn,
  asksOther,
  idempotencyKey,
}: {
  readonly isIn: boolean;
  readonly asksOther: boolean;
  readonly idempotencyKey: string;
}) {
  const choices: readonly BankBooking[] = isIn ? ["interest"] : ["fee", "interestTax"];
  return (
    <div className="flex flex-wrap gap-3">
      {choices.map((as) => (
        <Form key={as} idempotencyKey={`${idempotencyKey}-${as}`}>
          <input type="hidden" name="as" value={as} />
          {asksOther ? <OtherMoney /> : null}
          <SubmitButton variant="secondary" name="intent" value="book">
            {bookingLabel(as)}
          </SubmitButton>
        </Form>
      ))}
    </div>
  );
}

/** Parts a line from a payout or from what the own books did: no book moves by it. */
export function PartLineForm({
  matches,
  idempotencyKey,
  errors,
}: {
  readonly matches: readonly LineMatch[];
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  const [only, ...others] = matches;
  return (
    <Form idempotencyKey={`${idempotencyKey}-part-line`}>
      <p className="text-ink-soft">{m.payments_bank_part_books_lead()}</p>
      {only && others.length === 0 ? (
        <input type="hidden" name="matchId" value={only.matchId} />
      ) : (
        <Select
          name="matchId"
          label={m.payments_bank_part_which()}
          error={[...(errors["matchId"] ?? [])]}
          options={matches.map((match) => ({
            value: match.matchId,
            label: `${match.deed === null ? match.partyName : deedLabel(match.deed)} · ${rupiah(match.amountRupiah)}`,
          }))}
        />
      )}
      <ReasonAndPart intent="partLine" action={m.payments_bank_part_books_action()} errors={errors} />
    </Form>
  );
}

/** How both forms that part a line end: the reason, and the button. */
function ReasonAndPart({
  intent,
  action,
  errors,
}: {
  readonly intent: string;
  readonly action: string;
  readonly errors: Errors;
}) {
  return (
    <>
      <TextInput
        name="reason"
        label={m.payments_bank_part_reason()}
        maxLength={500}
        error={[...(errors["reason"] ?? [])]}
      />
      <FormActions>
        <SubmitButton variant="danger" icon="undo" name="intent" value={intent}>
          {action}
        </SubmitButton>
      </FormActions>
    </>
  );
}

/** Parts a line from what went for a claim, and says beforehand what becomes of the books. */
export function PartProceedsForm({
  match,
  mayPart,
  idempotencyKey,
  errors,
}: {
  readonly match: { readonly matchId: string; readonly isAcknowledgement: boolean };
  readonly mayPart: boolean;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  if (!mayPart) return <p className="text-ink-soft">{m.payments_bank_part_second()}</p>;
  return (
    <Form idempotencyKey={`${idempotencyKey}-part`}>
      <input type="hidden" name="matchId" value={match.matchId} />
      <p className="text-ink-soft">
        {match.isAcknowledgement ? m.payments_bank_part_lead_booked() : m.payments_bank_part_lead()}
      </p>
      <ReasonAndPart intent="part" action={m.payments_bank_part_action()} errors={errors} />
    </Form>
  );
}

/** Takes a fee or interest out of the books again; somebody else than who booked it. */
export function UndoBookingForm({
  matchId,
  idempotencyKey,
  errors,
}: {
  readonly matchId: string;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-undo`}>
      <input type="hidden" name="matchId" value={matchId} />
      <TextInput
        name="reason"
        label={m.payments_bank_reverse_reason()}
        maxLength={500}
        error={[...(errors["reason"] ?? [])]}
      />
      <FormActions>
        <SubmitButton variant="danger" icon="undo" name="intent" value="undo">
          {m.payments_bank_undo_booking()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
