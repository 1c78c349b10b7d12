import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { ProceedsDirection } from "./assignment-proceeds.ts";

type Move = {
  readonly subjectId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  /** Null where an institution outside of the house holds it: it keeps no books here. */
  readonly holderId: string | null;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
};

/**
 * A claim on a buyer that is the assignee's from now on. No money moves: what the assignee gives the seller for it is between the two.
 *
 *   seller  Dr  Receivable assigned, of buyer   amount     holder  Dr  Receivable from buyer         amount
 *               Cr  Receivable from buyer           amount             Cr  Owed for receivables of seller   amount
 *   buyer   Dr  Payable to seller               amount
 *               Cr  Payable to holder               amount         (the buyer's and the holder's where the holder keeps books here)
 */
export function assignedEntries(move: Move): Entry[] {
  return entriesOf({ kind: "receivable.assigned" }, move, move.amountRupiah);
}

/** The mirror of it: so much of the claim is the seller's again, because it was given back or is credited to the buyer. */
export function returnedEntries(move: Move): Entry[] {
  return entriesOf({ kind: "receivable.returned" }, move, -move.amountRupiah);
}

function entriesOf({ kind }: { readonly kind: string }, move: Move, amount: Rupiah): Entry[] {
  const { sellerId, buyerId, holderId } = move;
  const deed = { kind, subjectId: move.subjectId, occurredOn: move.on, narration: move.narration };
  const seller = entryOf({
    ...deed,
    organisationId: sellerId,
    lines: [
      { account: "receivableAssigned", of: buyerId, ...side(amount) },
      { account: "receivable", of: buyerId, ...side(-amount) },
    ],
  });
  if (holderId === null) return [seller];
  return [
    seller,
    entryOf({
      ...deed,
      organisationId: holderId,
      lines: [
        { account: "receivable", of: buyerId, ...side(amount) },
        { account: "owedForReceivables", of: sellerId, ...side(-amount) },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: buyerId,
      lines: [
        { account: "payable", of: sellerId, ...side(amount) },
        { account: "payable", of: holderId, ...side(-amount) },
      ],
    }),
  ];
}

type Proceeds = Omit<Move, "amountRupiah"> & {
  readonly direction: ProceedsDirection;
  readonly moneyRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
};

/**
 * What the assignee gave for a claim, as both said; of what the seller gave back, the mirror.
 *
 *   seller  Dr  Cash                            money     holder  Dr  Owed for receivables of seller   money + fee
 *           Dr  Cost of assigned receivables    fee               Cr  Cash                                 money
 *               Cr  Receivable assigned, of buyer   money + fee       Cr  Income from receivables              fee
 *
 * Only the seller's where the holder keeps no books here.
 */
export function proceedsEntries(proceeds: Proceeds): Entry[] {
  const { sellerId, buyerId, holderId, moneyRupiah, feeRupiah } = proceeds;
  const deed = { subjectId: proceeds.subjectId, occurredOn: proceeds.on, narration: proceeds.narration };
  const { kind } =
    proceeds.direction === "given" ? { kind: "receivable.settled" } : { kind: "receivable.refunded" };
  const sign = proceeds.direction === "given" ? 1n : -1n;
  const seller = entryOf({
    ...deed,
    kind,
    organisationId: sellerId,
    lines: [
      { account: "cash", ...side(sign * moneyRupiah) },
      { account: "receivableCost", ...side(sign * feeRupiah) },
      { account: "receivableAssigned", of: buyerId, ...side(-sign * (moneyRupiah + feeRupiah)) },
    ],
  });
  if (holderId === null) return [seller];
  return [
    seller,
    entryOf({
      ...deed,
      kind,
      organisationId: holderId,
      lines: [
        { account: "owedForReceivables", of: sellerId, ...side(sign * (moneyRupiah + feeRupiah)) },
        { account: "cash", ...side(-sign * moneyRupiah) },
        { account: "receivableIncome", ...side(-sign * feeRupiah) },
      ],
    }),
  ];
}

const side = (amount: Rupiah) => (amount > 0n ? { debit: amount } : { credit: -amount });
