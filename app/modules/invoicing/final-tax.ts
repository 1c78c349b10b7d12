import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** The final income tax of a day: its rate in basis points, and how much turnover of a year it is on. Dated rows with their source. */
export type FinalTaxRule = { readonly rateBasisPoints: number; readonly turnoverMaxRupiah: Rupiah };

/** What one month sold, and the rule of its last day. */
export type SoldMonth = {
  readonly month: string;
  readonly turnoverRupiah: Rupiah;
  readonly rule: FinalTaxRule;
};

export type FinalTaxMonth = {
  readonly month: string;
  readonly turnoverRupiah: Rupiah;
  /** What of it the tax is on: nothing beyond the turnover of a year that the rule allows, and nothing of a month that gave back more than it sold. */
  readonly taxedRupiah: Rupiah;
  /** Rounded down to whole rupiah. */
  readonly taxRupiah: Rupiah;
};

/**
 * PPh final of a seller's own turnover, month by month of one year in their order. A koperasi owes it however long it has existed; a PT,
 * BUMD or office does not (PP 20/2026 as guides tell it, *verify* text and day of effect). Null for whoever does not owe it: another kind
 * of organisation, and one whose year before was above the limit. Within a year, what was sold elsewhere comes first and counts
 * towards the limit; what lies above is taxed by the ordinary rates (*verify*: PP 55/2022 let the year run out).
 */
export function finalTaxes(
  seller: {
    readonly kind: OrganisationKind;
    /** What it sold in all of the year before. */
    readonly yearBeforeRupiah: Rupiah;
    /** What it says it sold elsewhere this year. */
    readonly elsewhereRupiah: Rupiah;
  },
  months: readonly SoldMonth[],
): FinalTaxMonth[] | null {
  const [first] = months;
  if (seller.kind !== "koperasi") return null;
  if (first && seller.yearBeforeRupiah > first.rule.turnoverMaxRupiah) return null;
  let sofar = seller.elsewhereRupiah;
  return months.map(({ month, turnoverRupiah, rule }) => {
    const room = rule.turnoverMaxRupiah - sofar;
    sofar += turnoverRupiah;
    const within = turnoverRupiah < room ? turnoverRupiah : room;
    const taxedRupiah = within > 0n ? within : 0n;
    return {
      month,
      turnoverRupiah,
      taxedRupiah,
      taxRupiah: (taxedRupiah * BigInt(rule.rateBasisPoints)) / 10_000n,
    };
  });
}
