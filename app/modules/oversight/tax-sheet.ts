import { m } from "#app/i18n/paraglide/messages.js";
import type { OwedTax, RemittedTax } from "../payments/tax-remittance.ts";
import { checkedStateLabel } from "../payments/ui/checked-words.ts";
import { taxKindLabel } from "../payments/ui/tax-words.ts";
import { day, month, rupiah, type Sheet, text } from "./sheet.ts";

/** What is owed of each tax and month, until when, and what was remitted of it. */
export function owedTaxSheet(rows: readonly OwedTax[]): Sheet {
  return {
    name: m.payments_taxes_owed(),
    head: [
      m.payments_taxes_kind(),
      m.payments_taxes_month(),
      m.payments_taxes_due(),
      m.payments_taxes_collected(),
      m.payments_taxes_brought(),
      m.payments_taxes_paid(),
      m.payments_taxes_waiting(),
      m.payments_taxes_open(),
    ],
    rows: rows.map((row) => [
      text(taxKindLabel(row.kind)),
      month(row.month),
      day(row.dueOn),
      rupiah(row.collectedRupiah),
      rupiah(row.broughtRupiah),
      rupiah(row.paidRupiah),
      rupiah(row.waitingRupiah),
      rupiah(row.openRupiah),
    ]),
  };
}

/** Every remittance that somebody wrote down, also what was refused or taken out of the books again. */
export function taxRemittanceSheet(rows: readonly RemittedTax[]): Sheet {
  return {
    name: m.payments_taxes_list(),
    head: [
      m.payments_taxes_paid_on(),
      m.payments_taxes_kind(),
      m.payments_taxes_month(),
      m.payments_taxes_ntpn(),
      m.payments_amount(),
      m.payments_taxes_paid_from(),
      m.payments_taxes_state(),
    ],
    rows: rows.map((row) => [
      day(row.paidOn),
      text(taxKindLabel(row.kind)),
      month(row.month.slice(0, 7)),
      text(row.ntpn),
      rupiah(row.amountRupiah),
      text(row.paidFrom ?? ""),
      text(checkedStateLabel(row.state)),
    ]),
  };
}
