import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

/**
 * One passenger's part of a ride that took place, in both books.
 *
 *   carrier    Dr  Receivable from passenger   part
 *                  Cr  Freight recovered           part
 *   passenger  Dr  Freight                     part
 *                  Cr  Payable to carrier          part
 */
export function rideEntries(part: {
  readonly ridePlaceId: string;
  readonly carrierId: string;
  readonly koperasiId: string;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
}): Entry[] {
  const deed = {
    kind: "ride.settled",
    subjectId: part.ridePlaceId,
    occurredOn: part.on,
    narration: part.narration,
  };
  return [
    entryOf({
      ...deed,
      organisationId: part.carrierId,
      lines: [
        { account: "receivable", of: part.koperasiId, debit: part.amountRupiah },
        { account: "freightRecovered", credit: part.amountRupiah },
      ],
    }),
    entryOf({
      ...deed,
      organisationId: part.koperasiId,
      lines: [
        { account: "freightCost", debit: part.amountRupiah },
        { account: "payable", of: part.carrierId, credit: part.amountRupiah },
      ],
    }),
  ];
}
