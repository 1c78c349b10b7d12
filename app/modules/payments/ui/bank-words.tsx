import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { deedLabel } from "../../ledger/ui/account-words.tsx";
import type { LineState } from "../bank-line.ts";
import type { Reason, ReasonCode } from "../bank-suggestion.ts";
import { layoutOf, type StatementLayoutName } from "../statement-layouts.ts";
import type { RowFault } from "../statement-sheet.ts";

const SEN = 100n;

/** "Rp 1.234.567", or with sen where the bank counts them; a minus for money that went. */
export function senText(sen: bigint): string {
  const size = sen < 0n ? -sen : sen;
  const parts = size % SEN === 0n ? "" : `,${(size % SEN).toString().padStart(2, "0")}`;
  return `${sen < 0n ? "−" : ""}${rupiah(size / SEN)}${parts}`;
}

export const lineStateWords: Readonly<Record<LineState, () => string>> = {
  open: m.payments_bank_state_open,
  proposed: m.payments_bank_state_proposed,
  matched: m.payments_bank_state_matched,
  aside: m.payments_bank_state_aside,
};

export function LineBadge({ state }: { readonly state: LineState }) {
  const tone = { open: "rice", proposed: "rice", matched: "leaf", aside: "neutral" } as const;
  return <Badge tone={tone[state]}>{lineStateWords[state]()}</Badge>;
}

export const faultWords: Readonly<Record<RowFault, () => string>> = {
  day: m.payments_bank_fault_day,
  dayNotCome: m.payments_bank_fault_dayNotCome,
  amount: m.payments_bank_fault_amount,
  bothWays: m.payments_bank_fault_bothWays,
  balance: m.payments_bank_fault_balance,
};

const layoutWords = {
  bri: m.payments_bank_layout_bri,
  bni: m.payments_bank_layout_bni,
  mandiri: m.payments_bank_layout_mandiri,
};

/** What a template is called, and of when it is. */
export function layoutLabel(name: StatementLayoutName): string {
  return name === "generic"
    ? m.payments_bank_layout_generic()
    : layoutWords[name]({ asOf: layoutOf[name].asOf });
}

type Params = Reason["params"];
const money = (params: Params, name: string) => rupiah(BigInt(params[name] ?? "0"));
const word = (params: Params, name: string) => params[name] ?? "";

const reasonWords: Readonly<Record<ReasonCode, (params: Params) => string>> = {
  report: (p) => m.payments_reason_report({ amount: money(p, "amount") }),
  reports: (p) => m.payments_reason_reports({ count: word(p, "count"), amount: money(p, "amount") }),
  booked: (p) => m.payments_reason_booked({ amount: money(p, "amount") }),
  reference: (p) => m.payments_reason_reference({ reference: word(p, "reference") }),
  number: (p) => m.payments_reason_number({ numbers: word(p, "numbers") }),
  payer: () => m.payments_reason_payer(),
  sameDay: () => m.payments_reason_sameDay(),
  exact: (p) => m.payments_reason_exact({ amount: money(p, "amount") }),
  sum: (p) => m.payments_reason_sum({ count: word(p, "count"), amount: money(p, "amount") }),
  alike: () => m.payments_reason_alike(),
  uniqueCode: (p) => m.payments_reason_uniqueCode({ code: word(p, "code") }),
  withheld: (p) =>
    m.payments_reason_withheld({ withheld: money(p, "withheld"), percent: word(p, "percent") }),
  kept: (p) => m.payments_reason_kept({ vat: money(p, "vat"), withheld: money(p, "withheld") }),
  partial: (p) => m.payments_reason_partial({ missing: money(p, "missing") }),
  oldest: (p) => m.payments_reason_oldest({ open: money(p, "open") }),
  over: (p) => m.payments_reason_over({ over: money(p, "over") }),
  deposit: (p) => m.payments_reason_deposit({ over: money(p, "over") }),
  together: (p) => m.payments_reason_together({ count: word(p, "count"), amount: money(p, "amount") }),
  differs: (p) => m.payments_reason_differs({ reported: money(p, "reported"), came: money(p, "came") }),
  payout: (p) => m.payments_reason_payout({ amount: money(p, "amount") }),
  proceeds: (p) => m.payments_reason_proceeds({ amount: money(p, "amount"), number: word(p, "number") }),
  otherMoney: () => m.payments_reason_otherMoney(),
  entry: (p) =>
    word(p, "name") === ""
      ? m.payments_reason_entry({ deed: deedLabel(word(p, "kind")), amount: money(p, "amount") })
      : m.payments_reason_entry_with({
          deed: deedLabel(word(p, "kind")),
          amount: money(p, "amount"),
          name: word(p, "name"),
        }),
  taxWaits: (p) =>
    m.payments_reason_taxWaits({ amount: money(p, "amount"), reference: word(p, "reference") }),
  taxesWait: (p) =>
    m.payments_reason_taxesWait({
      count: word(p, "count"),
      amount: money(p, "amount"),
      reference: word(p, "reference"),
    }),
  taxesBooked: (p) =>
    m.payments_reason_taxesBooked({
      count: word(p, "count"),
      amount: money(p, "amount"),
      reference: word(p, "reference"),
    }),
  levyWaits: (p) => m.payments_reason_levyWaits({ amount: money(p, "amount"), to: word(p, "to") }),
  returned: (p) => m.payments_reason_returned({ amount: money(p, "amount"), name: word(p, "name") }),
  batch: (p) => m.payments_reason_batch({ count: word(p, "count"), amount: money(p, "amount") }),
  batchBooked: (p) => m.payments_reason_batchBooked({ count: word(p, "count"), amount: money(p, "amount") }),
};

/** Why a line may be this, in a sentence without a full stop. */
export function reasonText({ code, params }: Reason): string {
  return reasonWords[code](params);
}
