import { rupiah, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { BatchRow } from "../batch-reads.server.ts";
import type { BatchState } from "../payment-lifecycle.ts";
import { AccountChangeNote } from "./account-change.tsx";
import { payoutPurpose } from "./payable-words.tsx";
import { PayoutBadge } from "./payout-row.tsx";

export const batchWords: Readonly<Record<BatchState, () => string>> = {
  requested: m.payments_payout_requested,
  approved: m.payments_batch_approved,
  refused: m.payments_payout_refused,
};

type Refused = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What is in a batch: to whom, how much, where it stands; accounts are masked. */
export function BatchRows({
  state,
  reason,
  rows,
  totalRupiah,
  mayReturn,
  today,
  zone,
  idempotencyKey,
}: {
  readonly state: BatchState;
  readonly reason: string | null;
  readonly rows: readonly BatchRow[];
  readonly totalRupiah: bigint;
  readonly mayReturn: boolean;
  readonly today: string;
  readonly zone: Zone;
  readonly idempotencyKey: string;
}) {
  return (
    <Section tone="card">
      <Facts
        facts={[
          { label: m.payments_batch_state(), value: batchWords[state]() },
          ...(reason === null ? [] : [{ label: m.payments_batch_reason(), value: reason }]),
          { label: m.payments_batch_total({ count: rows.length }), value: rupiah(totalRupiah) },
        ]}
      />
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((row) => (
          <li key={row.payoutId} className="flex flex-col gap-2 py-3">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span>
                <span className="block font-bold">{row.payee}</span>
                <span className="block text-sm text-ink-soft">
                  {[payoutPurpose(row.about), row.about.number].filter(Boolean).join(" ")}
                </span>
                <span className="block text-sm text-ink-soft tabular">
                  {row.account === null ? m.payments_batch_no_account() : `${row.bank} ${row.account}`}
                </span>
                <AccountChangeNote change={row.accountChange} zone={zone} />
                {row.reason === null ? null : (
                  <span className="block text-sm text-brick-700">{row.reason}</span>
                )}
              </span>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="tabular font-bold whitespace-nowrap">{rupiah(row.amountRupiah)}</span>
                <PayoutBadge state={row.state} />
              </span>
            </span>
            {mayReturn && row.state === "confirmed" ? (
              <details>
                <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
                  {m.payments_return_open()}
                </summary>
                <Form idempotencyKey={`${idempotencyKey}-${row.payoutId}`} keepScroll>
                  <input type="hidden" name="payoutId" value={row.payoutId} />
                  <DateInput
                    name="returnedOn"
                    label={m.payments_returned_on()}
                    defaultValue={today}
                    max={today}
                  />
                  <TextInput name="reason" label={m.payments_batch_reason()} />
                  <FormActions>
                    <SubmitButton size="small" name="intent" value="return" variant="danger">
                      {m.payments_return_action()}
                    </SubmitButton>
                  </FormActions>
                </Form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The second person's yes or no to all of it, beside how many of its accounts are others than the last time. */
export function BatchDecision({
  changed,
  idempotencyKey,
  errors,
  values,
}: Refused & { readonly changed: number }) {
  return (
    <Section tone="card" title={m.payments_batch_decide()}>
      {changed === 0 ? null : (
        <Callout tone="brick" title={m.payments_account_new_count({ count: whole(changed) })}>
          {m.payments_account_new_ask()}
        </Callout>
      )}
      <Form idempotencyKey={`${idempotencyKey}-approve`}>
        <SubmitButton icon="check" name="intent" value="approve">
          {m.payments_batch_approve()}
        </SubmitButton>
      </Form>
      <Form idempotencyKey={`${idempotencyKey}-refuse`}>
        <TextInput
          name="reason"
          label={m.payments_batch_refuse_why()}
          defaultValue={values["reason"]}
          error={errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="secondary" name="intent" value="refuse">
            {m.payments_batch_refuse()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

const layouts = [
  ["generic", m.payments_layout_generic],
  ["mandiri", m.payments_layout_mandiri],
  ["bri", m.payments_layout_bri],
] as const;

/** The file for the bank in the layout that it takes, and what the bank says became of it. */
export function BatchOutcomes({
  fileAt,
  lacking,
  today,
  idempotencyKey,
  errors,
  values,
}: Refused & { readonly fileAt: string; readonly lacking: number; readonly today: string }) {
  return (
    <>
      <Section tone="card" title={m.payments_bank_file()} lead={m.payments_bank_file_lead()}>
        {lacking === 0 ? null : (
          <p className="text-brick-700">{m.payments_bank_file_lacking({ count: lacking })}</p>
        )}
        <form method="post" action={fileAt} className="flex flex-wrap gap-2">
          {layouts.map(([layout, word]) => (
            <SubmitButton key={layout} name="layout" value={layout} variant="secondary" icon="doc">
              {word()}
            </SubmitButton>
          ))}
        </form>
      </Section>
      <Section tone="card" title={m.payments_outcomes()} lead={m.payments_outcomes_lead()}>
        <Form idempotencyKey={`${idempotencyKey}-outcomes`} files>
          <FileInput
            name="file"
            label={m.payments_outcomes_file()}
            accept=".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            error={errors["text"] ?? errors["file"]}
          />
          <DateInput
            name="on"
            label={m.payments_transferred_on()}
            defaultValue={values["on"] ?? today}
            max={today}
            error={errors["on"]}
          />
          <FormActions>
            <SubmitButton icon="check" name="intent" value="outcomes">
              {m.payments_outcomes_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </>
  );
}
