import { date, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { AccountChange } from "../payee-account.ts";
import type { RemittanceRow as Remittance } from "../remittance-reads.server.ts";
import { AccountChangeNote } from "./account-change.tsx";

export type RemittanceRowProps = {
  readonly remittance: Remittance;
  /** Its STS as a paper, once it was paid in. */
  readonly paperId: string | null;
  /** Whether the reader is the second person that it waits for. */
  readonly mayDecide: boolean;
  /** Whether the reader may say of what was booked that it is wrong. */
  readonly mayDoubt: boolean;
  readonly idempotencyKey: string;
  readonly today: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
  /** Where the account is another one than the last levy went to. */
  readonly accountChange: AccountChange | null;
  readonly zone: Zone;
};

/** One deposit into the treasury, with what its reader can do about it now. */
export function RemittanceRow(props: RemittanceRowProps) {
  const { remittance, paperId, mayDecide, mayDoubt, accountChange, zone } = props;
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span>
          {remittance.number && paperId ? (
            <a className="link inline-flex min-h-11 items-center font-bold" href={`/dokumen/${paperId}.pdf`}>
              {remittance.number}
            </a>
          ) : (
            <span className="block font-bold">{m.payments_levies_deposit()}</span>
          )}
          <span className="block text-sm text-ink-soft">
            {remittance.treasury}
            {remittance.settledOn ? ` · ${date(remittance.settledOn)}` : ""}
          </span>
          {remittance.state === "requested" ? <AccountChangeNote change={accountChange} zone={zone} /> : null}
          {remittance.doubtReason && remittance.state !== "confirmed" ? (
            <span className="block text-sm text-brick-700">
              {m.payments_levies_doubted_by({ reason: remittance.doubtReason })}
            </span>
          ) : null}
          {remittance.reason ? (
            <span className="block text-sm text-brick-700">{remittance.reason}</span>
          ) : null}
        </span>
        <span className="flex items-center gap-3">
          <span className="tabular font-bold">{rupiah(remittance.amountRupiah)}</span>
          <RemittanceBadge state={remittance.state} />
        </span>
      </div>
      {remittance.state === "requested" && mayDecide ? <Decision {...props} /> : null}
      {remittance.state === "requested" && !mayDecide ? (
        <p className="text-sm text-ink-soft">{m.payments_levies_second()}</p>
      ) : null}
      {remittance.state === "confirmed" && mayDoubt ? <Doubt {...props} /> : null}
      {remittance.state === "doubted" && mayDecide ? <Judgement {...props} /> : null}
      {remittance.state === "doubted" && !mayDecide ? (
        <p className="text-sm text-ink-soft">{m.payments_levies_doubt_second()}</p>
      ) : null}
    </li>
  );
}

function RemittanceBadge({ state }: { readonly state: Remittance["state"] }) {
  switch (state) {
    case "requested":
      return (
        <Badge tone="rice" icon="clock">
          {m.payments_levies_requested()}
        </Badge>
      );
    case "confirmed":
      return (
        <Badge tone="leaf" icon="check">
          {m.payments_levies_confirmed()}
        </Badge>
      );
    case "doubted":
      return (
        <Badge tone="rice" icon="alert">
          {m.payments_levies_doubted()}
        </Badge>
      );
    case "reversed":
      return <Badge tone="brick">{m.payments_levies_reversed()}</Badge>;
    case "refused":
      return <Badge tone="brick">{m.payments_payout_refused()}</Badge>;
  }
}

function Decision({ remittance, idempotencyKey, today, errors, values }: RemittanceRowProps) {
  return (
    <>
      <Form idempotencyKey={idempotencyKey} keepScroll>
        <input type="hidden" name="remittanceId" value={remittance.id} />
        <FieldRow>
          <DateInput
            name="settledOn"
            label={m.payments_levies_paid_on()}
            defaultValue={values["settledOn"] ?? today}
            max={today}
            error={errors["settledOn"]}
          />
          <TextInput
            name="bankReference"
            label={m.payments_reference()}
            defaultValue={values["bankReference"]}
            error={errors["bankReference"]}
          />
        </FieldRow>
        <FormActions>
          <SubmitButton size="small" icon="check" name="intent" value="confirm">
            {m.payments_levies_confirm()}
          </SubmitButton>
        </FormActions>
      </Form>
      <details open={errors["reason"] !== undefined}>
        <summary className={buttonClass("danger", "small")}>
          <Icon name="x" />
          {m.payments_levies_refuse()}
        </summary>
        <Form idempotencyKey={`${idempotencyKey}-refuse`} keepScroll>
          <input type="hidden" name="remittanceId" value={remittance.id} />
          <TextInput
            name="reason"
            label={m.payments_levies_refuse_reason()}
            defaultValue={values["reason"]}
            error={errors["reason"]}
          />
          <FormActions>
            <SubmitButton size="small" variant="danger" icon="x" name="intent" value="refuse">
              {m.payments_levies_refuse()}
            </SubmitButton>
          </FormActions>
        </Form>
      </details>
    </>
  );
}

function Doubt({ remittance, idempotencyKey, errors, values }: RemittanceRowProps) {
  return (
    <details open={errors["reason"] !== undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brick-700">
        {m.payments_levies_doubt_summary()}
      </summary>
      <Form idempotencyKey={`${idempotencyKey}-doubt`} keepScroll>
        <input type="hidden" name="remittanceId" value={remittance.id} />
        <TextInput
          name="reason"
          label={m.payments_levies_doubt_reason()}
          defaultValue={values["reason"]}
          error={errors["reason"]}
        />
        <FormActions>
          <SubmitButton size="small" variant="danger" icon="alert" name="intent" value="doubt">
            {m.payments_levies_doubt_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}

function Judgement({ remittance, idempotencyKey }: RemittanceRowProps) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-judge`} keepScroll>
      <input type="hidden" name="remittanceId" value={remittance.id} />
      <FormActions>
        <SubmitButton size="small" variant="danger" icon="undo" name="intent" value="reverse">
          {m.payments_levies_reverse()}
        </SubmitButton>
        <SubmitButton size="small" variant="secondary" icon="check" name="intent" value="keep">
          {m.payments_levies_keep()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
