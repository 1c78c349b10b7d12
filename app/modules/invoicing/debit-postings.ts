import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

type DebitDeed = {
  readonly subjectId: string;
  readonly hubId: string;
  readonly carrierId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
};

/**
 * What a trade center asks back from a carrier, in both books.
 *
 *   hub      Dr  Receivable from carrier    amount      carrier  Dr  Claims               amount
 *                Cr  Claims                     amount               Cr  Payable to hub       amount
 */
export function debitNoteEntries({
  subjectId,
  hubId,
  carrierId,
  amountRupiah,
  on,
  narration,
}: DebitDeed): Entry[] {
  const deed = { kind: "debit-note.issued", subjectId, occurredOn: on, narration };
  return [
    entryOf({
      ...deed,
      organisationId: hubId,
      lines: [
        { account: "receivable", of: carrierId, debit: amountRupiah },
        { account: "claimCost", credit: amountRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: carrierId,
      lines: [
        { account: "claimCost", debit: amountRupiah },
        { account: "payable", of: hubId, credit: amountRupiah },
      ],
    }),
  ];
}

/**
 * What of it was kept from what the trade center owed: both debts end, in both books, and no money moves.
 *
 *   hub      Dr  Payable to koperasi        amount      carrier  Dr  Payable to hub       amount
 *                Cr  Receivable from carrier    amount               Cr  Receivable from hub  amount
 */
export function debitSetOffEntries({
  subjectId,
  hubId,
  carrierId,
  amountRupiah,
  on,
  narration,
}: DebitDeed): Entry[] {
  const deed = { kind: "debit-note.set-off", subjectId, occurredOn: on, narration };
  return [[hubId, carrierId] as const, [carrierId, hubId] as const].map(([organisationId, of]) =>
    entryOf({
      ...deed,
      organisationId,
      lines: [
        { account: "payable", of, debit: amountRupiah },
        { account: "receivable", of, credit: amountRupiah },
      ],
    }),
  );
}
