import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ProceedsDirection, ProceedsStanding, ProceedsState } from "../assignment-proceeds.ts";

type Part = {
  readonly id: string;
  readonly state: ProceedsState;
  readonly direction: ProceedsDirection;
  readonly moneyRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
  readonly paidOn: BusinessDay;
  readonly bankReference: string;
  readonly proofId: string;
  readonly reason: string | null;
  readonly mayAnswer: boolean;
  /** A line of the own bank of the same sum that was booked otherwise already; null where there is none. */
  readonly bookedLine: { readonly onDay: BusinessDay; readonly words: string } | null;
  readonly mayWithdraw: boolean;
};

export type Proceeds = {
  readonly parts: readonly Part[];
  readonly standing: ProceedsStanding;
  /** What whoever looks may state now. */
  readonly mayState: readonly ProceedsDirection[];
};

type Said = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What went between seller and assignee for the claim, where the two stand, and what is asked of whoever looks. */
export function ProceedsSection({
  proceeds,
  today,
  ...said
}: Said & { readonly proceeds: Proceeds; readonly today: BusinessDay }) {
  const { standing, parts, mayState } = proceeds;
  return (
    <Section tone="card" title={m.invoicing_proceeds_title()} lead={m.invoicing_proceeds_lead()}>
      <Facts
        facts={[
          { label: m.invoicing_proceeds_money(), value: rupiah(standing.moneyRupiah) },
          { label: m.invoicing_proceeds_fee(), value: rupiah(standing.feeRupiah) },
          standing.leftRupiah < 0n
            ? { label: m.invoicing_proceeds_over(), value: rupiah(-standing.leftRupiah) }
            : { label: m.invoicing_proceeds_left(), value: rupiah(standing.leftRupiah) },
        ]}
      />
      {standing.settledRupiah > 0n && standing.leftRupiah === 0n ? (
        <p className="mt-3 font-medium">{m.invoicing_proceeds_done()}</p>
      ) : null}
      {parts.length === 0 ? null : (
        <ul className="mt-4 grid gap-4">
          {parts.map((part) => (
            <li key={part.id} className="border-t border-line pt-4">
              <PartRow part={part} said={said} />
            </li>
          ))}
        </ul>
      )}
      {mayState.map((direction) => (
        <StateForm key={direction} direction={direction} standing={standing} today={today} {...said} />
      ))}
    </Section>
  );
}

const stateWords = {
  stated: m.invoicing_proceeds_stated,
  acknowledged: m.invoicing_proceeds_acknowledged,
  refused: m.invoicing_proceeds_refused,
  withdrawn: m.invoicing_proceeds_withdrawn,
  unbooked: m.invoicing_proceeds_unbooked,
};
const tones = {
  stated: "rice",
  acknowledged: "leaf",
  refused: "brick",
  withdrawn: "neutral",
  unbooked: "neutral",
} as const;

function PartRow({ part, said }: { readonly part: Part; readonly said: Said }) {
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold">
          {part.direction === "given" ? m.invoicing_proceeds_given() : m.invoicing_proceeds_back()}
        </span>
        <Badge tone={tones[part.state]} icon={part.state === "stated" ? "clock" : undefined}>
          {stateWords[part.state]()}
        </Badge>
      </div>
      <Facts
        facts={[
          { label: m.invoicing_proceeds_amount(), value: rupiah(part.moneyRupiah) },
          ...(part.feeRupiah === 0n
            ? []
            : [{ label: m.invoicing_proceeds_fee(), value: rupiah(part.feeRupiah) }]),
          { label: m.invoicing_proceeds_day(), value: date(part.paidOn) },
          { label: m.invoicing_proceeds_reference(), value: part.bankReference },
          ...(part.reason === null ? [] : [{ label: m.invoicing_receivable_reason(), value: part.reason }]),
        ]}
      />
      <div>
        <ButtonLink to={`/berkas/${part.proofId}`} variant="secondary" size="small" icon="doc" external>
          {m.payments_see_proof()}
        </ButtonLink>
      </div>
      {part.mayAnswer ? (
        <>
          <p className="text-sm text-ink-soft">{m.invoicing_proceeds_answer_lead()}</p>
          <Form idempotencyKey={`${said.idempotencyKey}-came`}>
            <input type="hidden" name="proceedsId" value={part.id} />
            {part.bookedLine === null ? null : (
              <Checkbox
                name="isOtherMoney"
                value="true"
                label={m.payments_bank_other_money()}
                hint={m.invoicing_proceeds_line_booked({
                  day: date(part.bookedLine.onDay),
                  words: part.bookedLine.words,
                })}
              />
            )}
            <FormActions>
              <SubmitButton icon="check" name="intent" value="acknowledge-proceeds">
                {m.invoicing_proceeds_acknowledge_action()}
              </SubmitButton>
            </FormActions>
          </Form>
          <ReasonForm {...said} part={part} intent="refuse-proceeds" />
        </>
      ) : null}
      {part.mayWithdraw ? <ReasonForm {...said} part={part} intent="withdraw-proceeds" /> : null}
    </div>
  );
}

function ReasonForm(
  props: Said & { readonly part: Part; readonly intent: "refuse-proceeds" | "withdraw-proceeds" },
) {
  const words =
    props.intent === "refuse-proceeds"
      ? m.invoicing_proceeds_refuse_action()
      : m.invoicing_proceeds_withdraw_action();
  const isThis = props.values["intent"] === props.intent;
  return (
    <details open={isThis && props.errors["reason"] !== undefined}>
      <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">{words}</summary>
      <Form idempotencyKey={`${props.idempotencyKey}-${props.intent}`}>
        <input type="hidden" name="proceedsId" value={props.part.id} />
        <Textarea
          name="reason"
          label={m.invoicing_receivable_reason()}
          rows={2}
          maxLength={500}
          defaultValue={isThis ? props.values["reason"] : undefined}
          error={isThis ? props.errors["reason"] : undefined}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value={props.intent}>
            {words}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}

function StateForm({
  direction,
  standing,
  today,
  idempotencyKey,
  errors,
  values,
}: Said & {
  readonly direction: ProceedsDirection;
  readonly standing: ProceedsStanding;
  readonly today: BusinessDay;
}) {
  const isGiven = direction === "given";
  const isThis = values["direction"] === direction;
  const said = (name: string) => (isThis ? values[name] : undefined);
  const wrong = (name: string) => (isThis ? errors[name] : undefined);
  return (
    <details className="mt-2" open={isThis || (isGiven && standing.settledRupiah === 0n)}>
      <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
        {isGiven ? m.invoicing_proceeds_state_given() : m.invoicing_proceeds_state_back()}
      </summary>
      <Form idempotencyKey={`${idempotencyKey}-${direction}`} files>
        <input type="hidden" name="direction" value={direction} />
        <FieldRow>
          <RupiahInput
            name="money"
            label={m.invoicing_proceeds_amount()}
            defaultValue={said("money")}
            error={wrong("money")}
          />
          <RupiahInput
            name="fee"
            label={isGiven ? m.invoicing_proceeds_fee_given() : m.invoicing_proceeds_fee_back()}
            hint={m.invoicing_proceeds_fee_hint()}
            optional
            defaultValue={said("fee")}
            error={wrong("fee")}
          />
        </FieldRow>
        <FieldRow>
          <DateInput
            name="paidOn"
            label={m.invoicing_proceeds_day()}
            max={today}
            defaultValue={said("paidOn") ?? today}
            error={wrong("paidOn")}
          />
          <TextInput
            name="bankReference"
            label={m.invoicing_proceeds_reference()}
            maxLength={60}
            autoComplete="off"
            defaultValue={said("bankReference")}
            error={wrong("bankReference")}
          />
        </FieldRow>
        <FileInput
          name="proof"
          label={m.payments_proof()}
          hint={m.payments_proof_hint()}
          accept="image/*,application/pdf"
          error={wrong("proof")}
        />
        {wrong("isOtherMoney") === undefined && said("isOtherMoney") === undefined ? null : (
          <Checkbox
            name="isOtherMoney"
            label={m.payments_bank_line_other()}
            hint={m.payments_bank_other_money_hint()}
            defaultChecked={said("isOtherMoney") !== undefined}
            error={wrong("isOtherMoney")}
          />
        )}
        <FormActions>
          <SubmitButton icon="check" name="intent" value="state-proceeds">
            {m.invoicing_proceeds_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}
