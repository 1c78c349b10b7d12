import { invariant } from "#app/kernel/errors.ts";
import { basisPointsOf, type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";

/**
 * How the money of one call-off is divided among the koperasi that shared in it. Every row is
 * gross − freight − levy − fee − claim = net, and every column adds up to the trade center's own figure.
 */
export type DeliveredShare = {
  readonly koperasiId: string;
  readonly deliveredBase: bigint;
  readonly acceptedBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  /** Kilograms × kilometres of this share's pick-up, the key by which freight is borne. */
  readonly freightWeight: bigint;
};

export type DivisionTerms = {
  /** Freight that the koperasi bear together; nothing when the buyer pays it. */
  readonly freightRupiah: Rupiah;
  readonly levyBasisPoints: number;
  readonly feeBasisPoints: number;
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

/**
 * Divides a call-off's proceeds. Gross is the value of what was delivered; the claim is what the buyer does not pay of
 * it. Levy and fee are reckoned once on the accepted value of all and shared by it, so that the columns come out exact.
 * Shares must come in a stable order (by koperasi id). Throws when the deductions of a koperasi exceed its gross.
 */
export function divisionOf(shares: readonly DeliveredShare[], terms: DivisionTerms): StatementRow[] {
  const gross = shares.map((row) => priceOf(row.deliveredBase, row.priceRupiah, row.basePerUnit));
  const accepted = shares.map((row) => priceOf(row.acceptedBase, row.priceRupiah, row.basePerUnit));
  const acceptedTotal = sumOf(accepted);
  const weights = shares.map((row) => row.freightWeight);
  const freightKeys = weights.some((weight) => weight > 0n) ? weights : accepted;
  const freight = acceptedTotal > 0n ? share(terms.freightRupiah, freightKeys) : shares.map(() => 0n);
  const levy =
    acceptedTotal > 0n
      ? share(basisPointsOf(acceptedTotal, terms.levyBasisPoints), accepted)
      : shares.map(() => 0n);
  const fee =
    acceptedTotal > 0n
      ? share(basisPointsOf(acceptedTotal, terms.feeBasisPoints), accepted)
      : shares.map(() => 0n);
  return shares.map((row, at) => {
    const grossRupiah = gross[at] ?? 0n;
    const claimRupiah = grossRupiah - (accepted[at] ?? 0n);
    const freightRupiah = freight[at] ?? 0n;
    const levyRupiah = levy[at] ?? 0n;
    const feeRupiah = fee[at] ?? 0n;
    const netRupiah = grossRupiah - freightRupiah - levyRupiah - feeRupiah - claimRupiah;
    invariant(netRupiah >= 0n, `the deductions of ${row.koperasiId} fit into its gross`);
    return {
      koperasiId: row.koperasiId,
      acceptedBase: row.acceptedBase,
      grossRupiah,
      freightRupiah,
      levyRupiah,
      feeRupiah,
      claimRupiah,
      netRupiah,
    };
  });
}
