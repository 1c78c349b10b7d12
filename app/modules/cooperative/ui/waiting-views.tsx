import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { SpentFund } from "../shu.ts";
import type { LeavingView, PaymentView } from "../waiting-reads.server.ts";
import { type Errors, ReasonedForm } from "./member-forms.tsx";
import { partLabel } from "./shu-words.tsx";

type Decidable<Row> = Row & { readonly mayAgree: boolean };

/** A member who wants to leave: what they get back, and what a second person says. */
export function LeavingCard({
  leaving,
  gets,
  mayRefuse,
  idempotencyKey,
  errors,
}: {
  readonly leaving: Decidable<Pick<LeavingView, "id" | "reason">>;
  readonly gets: bigint;
  readonly mayRefuse: boolean;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  const hidden = { leavingId: leaving.id };
  return (
    <Callout tone="rice" title={m.cooperative_leave_waits({ reason: leaving.reason })}>
      <p className="mb-3">
        {m.cooperative_leave_gets()}: <strong className="tabular">{rupiah(gets)}</strong>
      </p>
      {leaving.mayAgree ? (
        <Form idempotencyKey={`${idempotencyKey}-yes`}>
          <input type="hidden" name="leavingId" value={leaving.id} />
          <SubmitButton icon="check" name="intent" value="agreeLeaving">
            {m.cooperative_leave_agree()}
          </SubmitButton>
        </Form>
      ) : (
        <p>{m.cooperative_pay_second()}</p>
      )}
      {mayRefuse ? (
        <ReasonedForm
          summary={m.cooperative_leave_refuse()}
          action={m.cooperative_leave_refuse()}
          intent="refuseLeaving"
          field="refusal"
          hidden={hidden}
          idempotencyKey={`${idempotencyKey}-no`}
          errors={errors}
        />
      ) : null}
    </Callout>
  );
}

function whom({
  fullName,
  fund,
}: {
  readonly fullName: string | null;
  readonly fund: SpentFund | null;
}): string {
  return fullName ?? (fund === null ? "" : partLabel(fund));
}

/** Payments that wait, each with what a second person says about it, and those that were decided. */
export function PaymentsSection({
  rows,
  mayRefuse,
  today,
  idempotencyKey,
  errors,
}: {
  readonly rows: readonly Decidable<PaymentView>[];
  readonly mayRefuse: boolean;
  readonly today: BusinessDay;
  readonly idempotencyKey: string;
  readonly errors: Errors;
}) {
  const waiting = rows.filter(({ state }) => state === "asked");
  const decided = rows.filter(({ state }) => state !== "asked");
  return (
    <>
      {waiting.map((row) => (
        <Section
          key={row.id}
          tone="card"
          title={`${whom(row)} · ${rupiah(row.amountRupiah)}`}
          lead={row.purpose}
        >
          {row.mayAgree ? (
            <Form idempotencyKey={`${idempotencyKey}-${row.id}`}>
              <input type="hidden" name="paymentId" value={row.id} />
              <DateInput name="paidOn" label={m.cooperative_pay_on()} defaultValue={today} max={today} />
              <FormActions>
                <SubmitButton icon="check" name="intent" value="agreePayment">
                  {m.cooperative_pay_agree()}
                </SubmitButton>
              </FormActions>
            </Form>
          ) : (
            <Callout tone="rice" title={m.cooperative_pay_second()} />
          )}
          {mayRefuse ? (
            <ReasonedForm
              summary={m.cooperative_leave_refuse()}
              action={m.cooperative_leave_refuse()}
              intent="refusePayment"
              field="refusal"
              hidden={{ paymentId: row.id }}
              idempotencyKey={`${idempotencyKey}-${row.id}-no`}
              errors={errors}
            />
          ) : null}
        </Section>
      ))}
      {decided.length === 0 ? null : (
        <Section tone="flush" title={m.cooperative_pay_list()}>
          <DataTable
            caption={m.cooperative_pay_list()}
            rows={decided}
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              { key: "whom", header: m.cooperative_pay_whom(), cell: whom },
              { key: "purpose", header: m.cooperative_pay_purpose(), cell: (row) => row.purpose },
              {
                key: "amount",
                header: m.cooperative_pay_amount(),
                align: "end",
                cell: (row) => rupiah(row.amountRupiah),
              },
              {
                key: "state",
                header: m.cooperative_savings_state(),
                cell: (row) => (
                  <Badge tone={row.state === "agreed" ? "leaf" : "neutral"}>
                    {row.paidOn === null
                      ? m.cooperative_pay_state_refused({ reason: row.refusal ?? "" })
                      : m.cooperative_pay_state_agreed({ day: date(row.paidOn) })}
                  </Badge>
                ),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
