import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { CallOffAdvance } from "../contract-advances-reads.server.ts";

export type ContractAdvancesProps = {
  readonly advances: readonly CallOffAdvance[];
  /** Whether the reader may ask the buyer for one. */
  readonly mayAsk: boolean;
  /** Where an invoice is opened by its reader. */
  readonly to: (invoiceId: string) => string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** The advance of each call-off: asked for, paid, and taken off the invoice of the goods. */
export function ContractAdvances({ advances, mayAsk, to, idempotencyKey, errors }: ContractAdvancesProps) {
  return (
    <Section
      tone="card"
      title={m.invoicing_advances_title()}
      lead={m.invoicing_advances_lead()}
      id="uang-muka"
    >
      <ErrorSummary errors={errors} />
      {advances.length === 0 ? <p className="text-ink-soft">{m.invoicing_advances_none()}</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {advances.map((advance) => (
          <li
            key={advance.callOffId}
            className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
          >
            <span>
              <span className="block font-bold">
                {m.invoicing_advances_call_off({ number: advance.callOffNumber })}
              </span>
              <span className="block text-sm text-ink-soft">
                {m.invoicing_advances_day({ day: date(advance.deliveryDay) })}
              </span>
              {advance.asked ? <AskedWords asked={advance.asked} to={to} /> : null}
            </span>
            <span className="flex flex-wrap items-center gap-3">
              <span className="tabular font-bold">
                {rupiah(advance.asked?.totalRupiah ?? advance.dueRupiah)}
              </span>
              {advance.asked ? <AdvanceBadge asked={advance.asked} /> : null}
              {mayAsk && advance.asked === null && advance.isOpen ? (
                <Form idempotencyKey={`${idempotencyKey}-${advance.callOffId}`} keepScroll>
                  <input type="hidden" name="callOffId" value={advance.callOffId} />
                  <SubmitButton size="small" variant="secondary" name="intent" value="advance">
                    {m.invoicing_advances_ask()}
                  </SubmitButton>
                </Form>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Asked = NonNullable<CallOffAdvance["asked"]>;

function AskedWords({ asked, to }: { readonly asked: Asked; readonly to: (invoiceId: string) => string }) {
  return (
    <span className="block text-sm text-ink-soft">
      <a className="link inline-flex min-h-11 items-center" href={to(asked.invoiceId)}>
        {asked.number}
      </a>
      {asked.paidRupiah === 0n
        ? null
        : ` · ${m.invoicing_advances_used({
            used: rupiah(asked.usedRupiah),
            left: rupiah(asked.paidRupiah - asked.usedRupiah),
          })}`}
    </span>
  );
}

function AdvanceBadge({ asked }: { readonly asked: Asked }) {
  if (asked.paidRupiah < asked.totalRupiah)
    return (
      <Badge tone="rice" icon="clock">
        {asked.paidRupiah === 0n
          ? m.invoicing_state_issued()
          : m.invoicing_advances_partly({ paid: rupiah(asked.paidRupiah) })}
      </Badge>
    );
  return asked.usedRupiah === asked.paidRupiah ? (
    <Badge>{m.invoicing_advances_taken_off()}</Badge>
  ) : (
    <Badge tone="leaf" icon="check">
      {m.invoicing_state_settled()}
    </Badge>
  );
}
