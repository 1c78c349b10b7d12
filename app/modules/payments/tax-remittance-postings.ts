import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import { type TaxKind, taxAccounts } from "./tax-remittance.ts";

/** The deeds by which tax leaves an organisation's books: as it was paid, and the mirror of what was wrong. */
export const TAX_REMITTED = "tax.remitted";
export const TAX_REMITTED_REVERSED = "tax.remitted-reversed";

/**
 * Tax that was paid to the state.
 *
 *   Dr  VAT collected, Tax withheld or VAT kept    amount
 *       Cr  Cash                                       amount
 */
export function taxRemittanceEntry(remittance: {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: TaxKind;
  readonly amountRupiah: Rupiah;
  readonly paidOn: BusinessDay;
  readonly ntpn: string;
}): Entry {
  return entryOf({
    organisationId: remittance.organisationId,
    kind: TAX_REMITTED,
    subjectId: remittance.id,
    occurredOn: remittance.paidOn,
    narration: remittance.ntpn,
    lines: [
      { account: taxAccounts[remittance.kind], debit: remittance.amountRupiah },
      { account: "cash", credit: remittance.amountRupiah },
    ],
  });
}
