import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

/**
 * What it means for the koperasi of a call-off that its trips cost something else than they were invoiced for. Nothing that was
 * written is changed: the whole freight is shared anew, and each koperasi's difference is an entry of its own, in both books.
 * Always true: the differences add up to what the trips cost more or less.
 */
export type BorneFreight = {
  readonly statementId: string;
  readonly koperasiId: string;
  /** Its freight as it stands, and what it is owed in all as it stands, paid or not. */
  readonly freightRupiah: Rupiah;
  readonly netRupiah: Rupiah;
};

export type FreightChange = {
  readonly statementId: string;
  readonly koperasiId: string;
  /** More than before; below nothing less than before. Never nothing. */
  readonly amountRupiah: Rupiah;
};

/**
 * Each koperasi's difference to its new part, in the order of the statements; those that nothing changes of are left out. Refuses
 * a part that is more than a koperasi has of its statement: nobody pays for having delivered.
 */
export function freightChanges(
  statements: readonly BorneFreight[],
  parts: ReadonlyMap<string, Rupiah>,
): FreightChange[] {
  return statements.flatMap(({ statementId, koperasiId, freightRupiah, netRupiah }) => {
    const amountRupiah = (parts.get(koperasiId) ?? 0n) - freightRupiah;
    if (amountRupiah > netRupiah)
      throw new RuleBroken("invoicing.deductionsExceed", {
        accepted: (netRupiah + freightRupiah).toString(),
        deducted: (freightRupiah + amountRupiah).toString(),
      });
    return amountRupiah === 0n ? [] : [{ statementId, koperasiId, amountRupiah }];
  });
}

type Corrected = {
  readonly correctionId: string;
  readonly hubId: string;
  readonly narration: string;
  readonly on: BusinessDay;
};

const side = (amount: Rupiah) => (amount > 0n ? { debit: amount } : { credit: -amount });

/**
 * The trade center's entry; the other way round for what a koperasi bears less.
 *
 *   Dr  Payable to koperasi i      difference i
 *       Cr  Freight recovered          Σ differences
 */
export function freightHubEntry(corrected: Corrected, changes: readonly FreightChange[]): Entry {
  return entryOf({
    organisationId: corrected.hubId,
    kind: "freight.corrected",
    subjectId: corrected.correctionId,
    occurredOn: corrected.on,
    narration: corrected.narration,
    lines: [
      ...changes.map((one) => ({
        account: "payable" as const,
        of: one.koperasiId,
        ...side(one.amountRupiah),
      })),
      { account: "freightRecovered", ...side(-sumOf(changes.map((one) => one.amountRupiah))) },
    ],
  });
}

/**
 * The same in one koperasi's books.
 *
 *   Dr  Freight                        difference
 *       Cr  Receivable from trade center   difference
 */
export function freightKoperasiEntry(corrected: Corrected, change: FreightChange): Entry {
  return entryOf({
    organisationId: change.koperasiId,
    kind: "freight.corrected",
    subjectId: corrected.correctionId,
    occurredOn: corrected.on,
    narration: corrected.narration,
    lines: [
      { account: "freightCost", ...side(change.amountRupiah) },
      { account: "receivable", of: corrected.hubId, ...side(-change.amountRupiah) },
    ],
  });
}
