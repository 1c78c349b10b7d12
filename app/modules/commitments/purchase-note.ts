import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";

type Source = {
  readonly producerId: string;
  readonly broughtBase: bigint;
  readonly leftBase: bigint;
  readonly priceRupiah: Rupiah | null;
};

/** What one producer is asked to give for a promise, in base units, and the most that comes to, in rupiah. */
export type NotedPart<Of extends Source = Source> = Of & {
  readonly partBase: bigint;
  /** Null where no price was agreed yet. */
  readonly amountRupiah: Rupiah | null;
};

/**
 * Divides what was promised out of one lot among those whose harvest it is, as the lot's own book will (decision 041): in proportion to
 * what each has left there, or brought, once nothing is left. The parts add up to `base` exactly; whoever gives nothing is left out.
 * Each amount is part × price per `basePerUnit`, rounded half up once.
 */
export function notedParts<Of extends Source>(
  base: bigint,
  sources: readonly Of[],
  basePerUnit: bigint,
): NotedPart<Of>[] {
  if (sources.length === 0) return [];
  const left = sources.map((source) => source.leftBase);
  const weights = sumOf(left) > 0n ? left : sources.map((source) => source.broughtBase);
  const parts = share(base, weights);
  return sources.flatMap((source, at) => {
    const partBase = parts[at] ?? 0n;
    const { priceRupiah } = source;
    const amountRupiah = priceRupiah === null ? null : priceOf(partBase, priceRupiah, basePerUnit);
    return partBase === 0n ? [] : [{ ...source, partBase, amountRupiah }];
  });
}
