import { Link } from "@remix-run/react";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Suggestion } from "../bank-suggestion.ts";
import type { LineSummary } from "../line-reads.server.ts";
import type { BuyerNames, SuggestedLine } from "../match-ground-reads.server.ts";
import { LineBadge, reasonText, senText } from "./bank-words.tsx";
import { OtherMoney } from "./line-bookings.tsx";

/** A line in a list: what the bank wrote, and the likeliest thing that it is. */
export function LineRow({
  line,
  to,
  buyers,
}: {
  readonly line: SuggestedLine;
  readonly to: string;
  readonly buyers: BuyerNames;
}) {
  const [best] = line.suggestions;
  return (
    <li className="relative flex flex-col gap-2 px-4 py-4 sm:px-6">
      <span className="flex items-start justify-between gap-3">
        <Link to={to} className="min-w-0 font-semibold break-words after:absolute after:inset-0">
          {line.description || "–"}
        </Link>
        <LineAmount line={line} />
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
        <span>{date(line.onDay)}</span>
        <span className="tabular">••••{line.account.slice(-4)}</span>
        <LineBadge state={line.state} />
        {line.reason === null ? null : <span>{line.reason}</span>}
      </span>
      {line.state !== "open" ? null : best ? (
        <span className="flex items-start gap-2 rounded-md bg-leaf-50 px-3 py-2">
          <Icon name="check" size={18} />
          <span className="min-w-0">
            <span className="block font-semibold">{paysText(best, buyers)}</span>
            <span className="block text-sm text-ink-soft">
              {reasonsBeside(best).map(reasonText).join(" · ")}
            </span>
          </span>
        </span>
      ) : (
        <span className="text-sm text-ink-soft">{m.payments_bank_no_suggestion()}</span>
      )}
    </li>
  );
}

/** How much came or went, said in words and a sign, not by colour alone. */
function LineAmount({ line }: { readonly line: Pick<LineSummary, "amountSen"> }) {
  return (
    <span className="shrink-0 text-right">
      <span className="tabular block font-bold whitespace-nowrap">{senText(line.amountSen)}</span>
      <span className="block text-sm text-ink-soft">
        {line.amountSen > 0n ? m.payments_bank_in() : m.payments_bank_out()}
      </span>
    </span>
  );
}

function paysText(one: Suggestion, buyers: BuyerNames): string {
  switch (one.kind) {
    case "invoices":
      return one.payments
        .map((payment) =>
          [buyers[payment.buyerId] ?? "", payment.parts.map((part) => part.number).join(", ")]
            .filter((text) => text !== "")
            .join(": "),
        )
        .join(" · ");
    case "reports":
    case "differs":
    case "proceeds":
    case "entry":
    case "remittance":
    case "return":
    case "payout": {
      const [first] = one.reasons;
      return first ? reasonText(first) : "";
    }
  }
}

/** Why it is suggested, without what `paysText` says already. */
function reasonsBeside(one: Suggestion): Suggestion["reasons"] {
  return one.kind === "invoices" ? one.reasons : one.reasons.slice(1);
}

/** Fields that send a suggestion as it is shown. */
function Wish({ one }: { readonly one: Suggestion }) {
  const reasons = one.reasons.map(({ code }) => (
    <input key={code} type="hidden" name="reason" value={code} />
  ));
  switch (one.kind) {
    case "reports":
      return (
        <>
          {one.lineIds.map((id) => (
            <input key={id} type="hidden" name="lineId" value={id} />
          ))}
          {one.paymentIds.map((id) => (
            <input key={id} type="hidden" name="paymentId" value={id} />
          ))}
          {reasons}
        </>
      );
    case "payout":
      return (
        <>
          {one.payoutIds.map((id) => (
            <input key={id} type="hidden" name="payoutId" value={id} />
          ))}
          {reasons}
        </>
      );
    case "entry":
      return (
        <>
          {one.entryIds.map((id) => (
            <input key={id} type="hidden" name="entryId" value={id} />
          ))}
          {reasons}
        </>
      );
    case "remittance":
      return (
        <>
          {one.remittanceIds.map((id) => (
            <input key={id} type="hidden" name="remittanceId" value={id} />
          ))}
          {reasons}
        </>
      );
    case "return":
      return (
        <>
          <input type="hidden" name="payoutId" value={one.payoutId} />
          {reasons}
        </>
      );
    case "proceeds":
      return (
        <>
          <input type="hidden" name="proceedsId" value={one.proceedsId} />
          {reasons}
        </>
      );
    case "differs":
      return <input type="hidden" name="paymentId" value={one.paymentId} />;
    case "invoices":
      return (
        <>
          {one.payments.map((payment, at) => (
            <span key={payment.buyerId}>
              <input type="hidden" name={`payments[${at}].buyerId`} value={payment.buyerId} />
              <input
                type="hidden"
                name={`payments[${at}].depositRupiah`}
                value={payment.depositRupiah.toString()}
              />
              <input
                type="hidden"
                name={`payments[${at}].withheldRupiah`}
                value={payment.withheldRupiah.toString()}
              />
              <input
                type="hidden"
                name={`payments[${at}].vatKeptRupiah`}
                value={payment.vatKeptRupiah.toString()}
              />
              {payment.parts.map((part, index) => (
                <span key={part.invoiceId}>
                  <input
                    type="hidden"
                    name={`payments[${at}].allocations[${index}].invoiceId`}
                    value={part.invoiceId}
                  />
                  <input
                    type="hidden"
                    name={`payments[${at}].allocations[${index}].amountRupiah`}
                    value={part.amountRupiah.toString()}
                  />
                </span>
              ))}
              {payment.withheldRupiah + payment.vatKeptRupiah > 0n ? (
                <TextInput
                  name={`payments[${at}].withholdingSlip`}
                  label={m.payments_bank_slip()}
                  maxLength={60}
                />
              ) : null}
            </span>
          ))}
          {reasons}
        </>
      );
  }
}

function deedOf(one: Suggestion): { readonly intent: string; readonly label: string } {
  switch (one.kind) {
    case "reports":
      return {
        intent: "reports",
        label: one.reasons.some(({ code }) => code === "booked")
          ? m.payments_bank_accept_booked()
          : m.payments_bank_accept_report(),
      };
    case "payout":
      return {
        intent: "payout",
        label: one.reasons.some(({ code }) => code === "booked" || code === "batchBooked")
          ? m.payments_bank_accept_booked()
          : m.payments_bank_accept_payout(),
      };
    case "proceeds":
      return {
        intent: "proceeds",
        label: one.reasons.some(({ code }) => code === "booked")
          ? m.payments_bank_accept_booked()
          : m.payments_bank_accept_proceeds(),
      };
    case "entry":
      return { intent: "entry", label: m.payments_bank_accept_booked() };
    case "remittance":
      return { intent: "remittance", label: m.payments_bank_accept_remittance() };
    case "return":
      return { intent: "return", label: m.payments_bank_accept_return() };
    case "differs":
      return { intent: "came", label: m.payments_bank_propose_came() };
    case "invoices":
      return { intent: "propose", label: m.payments_bank_propose() };
  }
}

/** One thing that a line may be: what it would pay, every reason, and one button. */
export function SuggestionCard({
  one,
  buyers,
  idempotencyKey,
  mayKeep,
  asksOther,
  isLikeliest,
}: {
  readonly one: Suggestion;
  readonly buyers: BuyerNames;
  readonly idempotencyKey: string;
  readonly mayKeep: boolean;
  /** The line may be money that is in the books already: whoever takes it for something else says so. */
  readonly asksOther: boolean;
  /** Only one button of a screen asks to be pressed: two may stand for the same money. */
  readonly isLikeliest: boolean;
}) {
  const { intent, label } = deedOf(one);
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line bg-card p-4">
      {one.kind === "invoices"
        ? one.payments.map((payment) => (
            <div key={payment.buyerId} className="flex flex-col gap-1">
              <span className="font-bold">{buyers[payment.buyerId] ?? ""}</span>
              {payment.parts.map((part) => (
                <span key={part.invoiceId} className="flex justify-between gap-3">
                  <span className="min-w-0 break-words">{part.number}</span>
                  <span className="tabular whitespace-nowrap">{rupiah(part.amountRupiah)}</span>
                </span>
              ))}
              {payment.depositRupiah > 0n ? (
                <span>{m.payments_bank_to_deposit({ amount: rupiah(payment.depositRupiah) })}</span>
              ) : null}
              {payment.withheldRupiah > 0n ? (
                <span>{m.payments_bank_withheld_amount({ amount: rupiah(payment.withheldRupiah) })}</span>
              ) : null}
              {payment.vatKeptRupiah > 0n ? (
                <span>{m.payments_vat_kept_amount({ amount: rupiah(payment.vatKeptRupiah) })}</span>
              ) : null}
            </div>
          ))
        : null}
      <ul className="flex flex-col gap-1">
        {one.reasons.map((reason) => (
          <li key={reason.code} className="flex items-start gap-2 text-ink-soft">
            <Icon name="check" size={18} />
            <span className="min-w-0">{reasonText(reason)}</span>
          </li>
        ))}
      </ul>
      {mayKeep ? (
        <Form idempotencyKey={idempotencyKey}>
          <Wish one={one} />
          {asksOther && (one.kind === "invoices" || one.kind === "differs") ? <OtherMoney /> : null}
          <FormActions>
            <SubmitButton
              icon="check"
              variant={isLikeliest ? "primary" : "secondary"}
              name="intent"
              value={intent}
            >
              {label}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </li>
  );
}
