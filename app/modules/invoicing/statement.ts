import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { type Rate, rateAmount } from "../contracts/contract-rate.ts";

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

export type DivisionTerms = {
  /** Freight that the koperasi bear together; nothing when the buyer pays it. */
  readonly freightRupiah: Rupiah;
  readonly levy: Rate;
  readonly fee: Rate;
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

/**
 * Divides a call-off's proceeds, one row per koperasi in id order. Gross is the value of what was delivered; the claim
 * is what the buyer does not pay of it. Levy and fee are reckoned once on the accepted value of all and shared by it,
 * so that the columns come out exact. Throws when the deductions of a koperasi exceed its gross.
 */
export function divisionOf(lines: readonly DeliveredLine[], terms: DivisionTerms): StatementRow[] {
  const proceeds = proceedsOf(lines);
  const accepted = proceeds.map((row) => row.accepted);
  const total = sumOf(accepted);
  const weights = proceeds.map((row) => row.freightWeight);
  const divide = (amount: Rupiah, keys: readonly bigint[]) =>
    total > 0n ? share(amount, keys) : keys.map(() => 0n);
  const freight = divide(terms.freightRupiah, weights.some((weight) => weight > 0n) ? weights : accepted);
  const goods = {
    valueRupiah: total,
    base: proceeds.reduce((sum, row) => sum + row.acceptedBase, 0n),
    perUnit: terms.perUnit,
  };
  const levy = divide(rateAmount(terms.levy, goods), accepted);
  const fee = divide(rateAmount(terms.fee, goods), accepted);
  return proceeds.map((row, at) => {
    const claimRupiah = row.gross - row.accepted;
    const freightRupiah = freight[at] ?? 0n;
    const levyRupiah = levy[at] ?? 0n;
    const feeRupiah = fee[at] ?? 0n;
    const netRupiah = row.gross - freightRupiah - levyRupiah - feeRupiah - claimRupiah;
    invariant(netRupiah >= 0n, `the deductions of ${row.koperasiId} fit into its gross`);
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
