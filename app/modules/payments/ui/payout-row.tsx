import { Link } from "@remix-run/react";
import { rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { PayoutState } from "../payment-lifecycle.ts";
import type { PayoutSummary } from "../payment-reads.server.ts";
import { AccountChangeNote } from "./account-change.tsx";
import { payoutPurpose } from "./payable-words.tsx";

export function PayoutBadge({ state }: { readonly state: PayoutState }) {
  switch (state) {
    case "requested":
      return (
        <Badge tone="rice" icon="clock">
          {m.payments_payout_requested()}
        </Badge>
      );
    case "approved":
      return (
        <Badge tone="rice" icon="check">
          {m.payments_payout_approved()}
        </Badge>
      );
    case "confirmed":
      return <Badge tone="leaf">{m.payments_payout_confirmed()}</Badge>;
    case "returned":
      return <Badge tone="brick">{m.payments_payout_returned()}</Badge>;
    case "failed":
      return <Badge tone="brick">{m.payments_payout_failed()}</Badge>;
    case "refused":
      return <Badge tone="brick">{m.payments_payout_refused()}</Badge>;
  }
}

export type PayoutRowProps = {
  readonly payout: PayoutSummary;
  /** Whether the reader is the second person that this payout waits for. */
  readonly mayDecide: boolean;
  readonly idempotencyKey: string;
  readonly today: string;
  /** The trace of the money that it is part of; a deposit that goes back is part of no trade. */
  readonly traceTo: string;
  readonly zone: Zone;
};

/** One payout with what its reader can do about it now. */
export function PayoutRow({ payout, mayDecide, idempotencyKey, today, traceTo, zone }: PayoutRowProps) {
  const proofId = payout.proofId ?? payout.batchProofId;
  const waits = mayDecide && (payout.state === "requested" || payout.state === "approved");
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span>
          <span className="block font-bold">{payout.payeeName}</span>
          {payout.isDeposit ? (
            <span className="block text-sm text-ink-soft">{payoutPurpose(payout)}</span>
          ) : (
            <Link to={traceTo} className="block text-sm text-ink-soft underline underline-offset-2">
              {payoutPurpose(payout)}
            </Link>
          )}
          {payout.payeeAccount === null ? null : (
            <span className="block text-sm text-ink-soft tabular">
              {payout.payeeBank} {payout.payeeAccount}
            </span>
          )}
          <AccountChangeNote change={payout.accountChange} zone={zone} />
          {payout.reason ? <span className="block text-sm text-brick-700">{payout.reason}</span> : null}
        </span>
        <span className="flex flex-wrap items-center gap-3">
          <span className="tabular font-bold whitespace-nowrap">{rupiah(payout.amountRupiah)}</span>
          <PayoutBadge state={payout.state} />
          {proofId ? (
            <ButtonLink to={`/berkas/${proofId}`} variant="secondary" size="small" icon="camera" external>
              {payout.proofId ? m.payments_see_proof() : m.payments_see_batch_proof()}
            </ButtonLink>
          ) : null}
        </span>
      </div>
      {waits ? (
        <Form idempotencyKey={idempotencyKey} keepScroll files={payout.state === "approved"}>
          <input type="hidden" name="payoutId" value={payout.id} />
          {payout.state === "requested" ? (
            <FormActions>
              <SubmitButton size="small" icon="check" name="intent" value="approve">
                {m.payments_payout_approve()}
              </SubmitButton>
            </FormActions>
          ) : (
            <>
              <FieldRow>
                <DateInput
                  name="settledOn"
                  label={m.payments_transferred_on()}
                  defaultValue={today}
                  max={today}
                />
                <TextInput name="bankReference" label={m.payments_reference()} />
              </FieldRow>
              <FileInput name="proof" label={m.payments_proof()} accept="image/*,application/pdf" optional />
              <FormActions>
                <SubmitButton size="small" icon="money" name="intent" value="confirm">
                  {m.payments_payout_confirm()}
                </SubmitButton>
              </FormActions>
            </>
          )}
        </Form>
      ) : null}
    </li>
  );
}
