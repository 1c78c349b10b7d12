import { RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { type Rate, rateAmount } from "../contracts/contract-rate.ts";
import { controlledRounding } from "./controlled-rounding.ts";
import { takenNow } from "./stream.ts";

/**
 * How the money of one call-off is divided among the koperasi that shared in it. Every row is
 * gross − freight − levy − fee − claim = net, and every column adds up to the trade center's own figure.
 */
export type DeliveredLine = {
  readonly koperasiId: string;
  readonly deliveredBase: bigint;
  readonly acceptedBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  /** Kilograms × kilometres of this line's pick-up, the key by which freight is borne. */
  readonly freightWeight: bigint;
};

/** What a rate took of a contract so far, and of how much: rupiah for a part of the value, base units for one per kilogram. */
export type TakenBefore = { readonly amount: bigint; readonly takenRupiah: Rupiah };
const NOTHING: TakenBefore = { amount: 0n, takenRupiah: 0n };

export type DivisionTerms = {
  /** Freight that the koperasi bear together; nothing when the buyer pays it. */
  readonly freightRupiah: Rupiah;
  readonly levy: Rate;
  readonly fee: Rate;
  /** What each rate took before of the same contract, and of how much. */
  readonly before?: { readonly levy: TakenBefore; readonly fee: TakenBefore };
  /** How many base units the rates are per: a kilogram or a litre is a thousand. */
  readonly perUnit: bigint;
};

export type StatementRow = {
  readonly koperasiId: string;
  readonly acceptedBase: bigint;
  readonly grossRupiah: Rupiah;
  readonly freightRupiah: Rupiah;
  readonly levyRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
  readonly claimRupiah: Rupiah;
  readonly netRupiah: Rupiah;
};

type Proceeds = {
  readonly koperasiId: string;
  readonly acceptedBase: bigint;
  readonly gross: Rupiah;
  readonly accepted: Rupiah;
  readonly freightWeight: bigint;
};

/** What each koperasi brought in, over all its lines (one per round it shared in), by koperasi id. */
function proceedsOf(lines: readonly DeliveredLine[]): Proceeds[] {
  const byKoperasi = new Map<string, Proceeds>();
  for (const line of lines) {
    const before = byKoperasi.get(line.koperasiId);
    byKoperasi.set(line.koperasiId, {
      koperasiId: line.koperasiId,
      acceptedBase: (before?.acceptedBase ?? 0n) + line.acceptedBase,
      gross: (before?.gross ?? 0n) + priceOf(line.deliveredBase, line.priceRupiah, line.basePerUnit),
      accepted: (before?.accepted ?? 0n) + priceOf(line.acceptedBase, line.priceRupiah, line.basePerUnit),
      freightWeight: (before?.freightWeight ?? 0n) + line.freightWeight,
    });
  }
  return [...byKoperasi.values()].sort((a, b) => (a.koperasiId < b.koperasiId ? -1 : 1));
}

/** What a rate takes of this call-off: it is reckoned over everything so far, so that no call-off rounds for itself. */
function taken(rate: Rate, before: TakenBefore, goods: Parameters<typeof rateAmount>[1]): Rupiah {
  return rate.rupiahPerUnit > 0n
    ? takenNow(before, goods.base, (base) => rateAmount(rate, { ...goods, base }))
    : takenNow(before, goods.valueRupiah, (valueRupiah) => rateAmount(rate, { ...goods, valueRupiah }));
}

/** By what freight is shared: kg·km, or the accepted value where no way is known. */
function freightKeys(proceeds: readonly Proceeds[]): bigint[] {
  const carried = proceeds.map((row) => row.freightWeight);
  return sumOf(carried) > 0n ? carried : proceeds.map((row) => row.accepted);
}

/**
 * Each koperasi's part of a freight, exact to the rupiah, by koperasi: what it bears once trips are known to have cost so much. It
 * depends on the whole and on the goods, not on what was said to be the cost before.
 */
export function freightShares(
  lines: readonly DeliveredLine[],
  freightRupiah: Rupiah,
): ReadonlyMap<string, Rupiah> {
  const proceeds = proceedsOf(lines);
  const parts = share(freightRupiah, freightKeys(proceeds));
  return new Map(proceeds.map((row, at) => [row.koperasiId, parts[at] ?? 0n]));
}

/**
 * Freight, levy and fee of each koperasi, as rows of three: each column adds up to its amount, and both a cell and what a
 * koperasi is deducted in all are at most a rupiah from their exact shares.
 */
function deductionsOf(
  proceeds: readonly Proceeds[],
  amounts: { readonly freight: Rupiah; readonly levy: Rupiah; readonly fee: Rupiah },
): bigint[][] {
  const accepted = proceeds.map((row) => row.accepted);
  const value = sumOf(accepted);
  if (value === 0n) return proceeds.map(() => [0n, 0n, 0n]);
  const byWay = freightKeys(proceeds);
  const way = sumOf(byWay);
  return controlledRounding({
    denominator: value * way,
    cells: proceeds.map((row, at) => [
      amounts.freight * (byWay[at] ?? 0n) * value,
      amounts.levy * row.accepted * way,
      amounts.fee * row.accepted * way,
    ]),
  });
}

/**
 * Divides a call-off's proceeds, one row per koperasi in id order. Gross is the value of what was delivered; the claim
 * is what the buyer does not pay of it. Levy and fee are reckoned once on the accepted value of all, so that over the
 * call-offs of a contract they come to the rate of the whole, and shared by it; rows and columns come out exact. Refuses
 * deductions that exceed what a koperasi brought in: nobody pays for having delivered.
 */
export function divisionOf(lines: readonly DeliveredLine[], terms: DivisionTerms): StatementRow[] {
  const proceeds = proceedsOf(lines);
  const goods = {
    valueRupiah: sumOf(proceeds.map((row) => row.accepted)),
    base: proceeds.reduce((sum, row) => sum + row.acceptedBase, 0n),
    perUnit: terms.perUnit,
  };
  const deductions = deductionsOf(proceeds, {
    freight: terms.freightRupiah,
    levy: taken(terms.levy, terms.before?.levy ?? NOTHING, goods),
    fee: taken(terms.fee, terms.before?.fee ?? NOTHING, goods),
  });
  return proceeds.map((row, at) => {
    const [freightRupiah = 0n, levyRupiah = 0n, feeRupiah = 0n] = deductions[at] ?? [];
    const claimRupiah = row.gross - row.accepted;
    const netRupiah = row.gross - freightRupiah - levyRupiah - feeRupiah - claimRupiah;
    if (netRupiah < 0n)
      throw new RuleBroken("invoicing.deductionsExceed", {
        accepted: row.accepted.toString(),
        deducted: (freightRupiah + levyRupiah + feeRupiah).toString(),
      });
    return {
      koperasiId: row.koperasiId,
      acceptedBase: row.acceptedBase,
      grossRupiah: row.gross,
      freightRupiah,
      levyRupiah,
      feeRupiah,
      claimRupiah,
      netRupiah,
    };
  });
}
