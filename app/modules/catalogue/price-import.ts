import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { ceilingPerUnit } from "./price-ceiling.ts";
import type { GoodPrice, PriceFault, PriceRow } from "./price-sheet.ts";

/** A row of a file beside what is on record: new, there already word for word, otherwise than there, or wrong for a reason. */
export type JudgedPrice = Omit<PriceRow, "outcome"> & {
  readonly outcome:
    | ({ readonly kind: "good" | "known" } & GoodPrice)
    | ({
        readonly kind: "corrects";
        readonly before: { readonly id: string; readonly priceRupiah: Rupiah; readonly basePerUnit: bigint };
      } & GoodPrice)
    | { readonly kind: "bad"; readonly fault: PriceFault };
};

type Figure = { readonly priceRupiah: Rupiah; readonly basePerUnit: bigint };
type Recorded = Figure & {
  readonly id: string;
  readonly commodityCode: string;
  readonly gradeCode: string | null;
  readonly onDay: BusinessDay;
  readonly annuls: boolean;
};

/** A price so many times the last one, or less than that part of it, is a slip of the unit or the keyboard. */
const FAR_OFF = 4n;

export function goodsDayKey(price: Pick<Recorded, "commodityCode" | "gradeCode" | "onDay">): string {
  return `${price.commodityCode}/${price.gradeCode ?? ""}/${price.onDay}`;
}

/**
 * Holds the good rows of a file against what the survey said before. What stands is never written over: another figure of the same
 * goods and day corrects it, unless that was struck out or the file `mayCorrect` no more. A price far from the last one of its
 * goods is looked at by a person first.
 */
export function againstRecord(
  rows: readonly PriceRow[],
  recorded: readonly Recorded[],
  lastOf: (price: GoodPrice) => (Figure & { readonly id: string }) | null,
  mayCorrect: boolean,
): JudgedPrice[] {
  const written = new Map(recorded.map((row) => [goodsDayKey(row), row]));
  return rows.map((row): JudgedPrice => {
    const { outcome } = row;
    if (outcome.kind === "bad") return { ...row, outcome };
    const before = written.get(goodsDayKey(outcome));
    if (before && !before.annuls && isSame(before, outcome))
      return { ...row, outcome: { ...outcome, kind: "known" } };
    if (before && (before.annuls || !mayCorrect))
      return { ...row, outcome: { kind: "bad", fault: "differs" } };
    const last = lastOf(outcome);
    // The price that is corrected says nothing about the one that corrects it.
    if (last !== null && last.id !== before?.id && isFarOff(outcome, last))
      return { ...row, outcome: { kind: "bad", fault: "farOff" } };
    return { ...row, outcome: before ? { ...outcome, kind: "corrects", before } : outcome };
  });
}

function isSame(one: Figure, other: Figure): boolean {
  return one.priceRupiah === other.priceRupiah && one.basePerUnit === other.basePerUnit;
}

function isFarOff(price: GoodPrice, last: Figure): boolean {
  const usual = ceilingPerUnit(last, price.basePerUnit);
  return price.priceRupiah > usual * FAR_OFF || price.priceRupiah * FAR_OFF < usual;
}
