import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { ceilingPerUnit } from "./price-ceiling.ts";
import type { GoodPrice, PriceFault, PriceRow } from "./price-sheet.ts";

/** A row of a file beside what is on record: new, there already word for word, or wrong for a reason. */
export type JudgedPrice = Omit<PriceRow, "outcome"> & {
  readonly outcome:
    | ({ readonly kind: "good" | "known" } & GoodPrice)
    | { readonly kind: "bad"; readonly fault: PriceFault };
};

type Figure = { readonly priceRupiah: Rupiah; readonly basePerUnit: bigint };
type Recorded = Figure & {
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
 * Holds the good rows of a file against what the survey said before: nothing that stands is written over, and a price far from
 * the last one of its goods is looked at by a person first.
 */
export function againstRecord(
  rows: readonly PriceRow[],
  recorded: readonly Recorded[],
  lastOf: (price: GoodPrice) => Figure | null,
): JudgedPrice[] {
  const written = new Map(recorded.map((row) => [goodsDayKey(row), row]));
  return rows.map((row): JudgedPrice => {
    const { outcome } = row;
    if (outcome.kind === "bad") return { ...row, outcome };
    const before = written.get(goodsDayKey(outcome));
    if (before) {
      const isSame =
        !before.annuls &&
        before.priceRupiah === outcome.priceRupiah &&
        before.basePerUnit === outcome.basePerUnit;
      return { ...row, outcome: isSame ? { ...outcome, kind: "known" } : { kind: "bad", fault: "differs" } };
    }
    const last = lastOf(outcome);
    const usual = last && ceilingPerUnit(last, outcome.basePerUnit);
    const isFarOff =
      usual !== null && (outcome.priceRupiah > usual * FAR_OFF || outcome.priceRupiah * FAR_OFF < usual);
    return { ...row, outcome: isFarOff ? { kind: "bad", fault: "farOff" } : outcome };
  });
}
