import { priceOf } from "#app/kernel/quantity.ts";
import type { OpenDemand, OpenLine } from "./open-line.ts";

/** What a seller could offer by hand for one open line out of one of its listings, as the form begins. */
export type OfferDraft = OpenDemand & {
  /** Lots of the listing that would do, the first to expire first. */
  readonly lots: readonly { readonly lotId: string; readonly availableBase: bigint }[];
  /** As much as the line lacks and the first lot has. */
  readonly usualBase: bigint;
  /** The most the buyer pays for one unit of the listing. */
  readonly mostRupiah: bigint;
  /** The listing's price, or the most that the buyer pays when that is less. */
  readonly usualRupiah: bigint;
};

/** Pairs of line and lot, as the reads give them, gathered per line and listing; their order is kept. */
export function offersFor(pairs: readonly OpenDemand[]): OfferDraft[] {
  const gathered = new Map<string, OpenDemand[]>();
  for (const pair of pairs) {
    const key = `${pair.orderLineId} ${pair.listingId}`;
    gathered.set(key, [...(gathered.get(key) ?? []), pair]);
  }
  return [...gathered.values()].flatMap((group) => {
    const [first] = group;
    return first ? [offerFrom(first, group)] : [];
  });
}

function offerFrom(first: OpenDemand, group: readonly OpenDemand[]): OfferDraft {
  const mostRupiah = mostPerUnit(first);
  return {
    ...first,
    lots: group.map(({ lotId, availableBase }) => ({ lotId, availableBase })),
    usualBase: wholePacks(first),
    mostRupiah,
    usualRupiah: first.priceRupiah < mostRupiah ? first.priceRupiah : mostRupiah,
  };
}

/** The buyer's ceiling for one unit of the seller, never a rupiah above it: rounding up would be refused. */
function mostPerUnit(line: OpenLine): bigint {
  const rounded = priceOf(line.basePerUnit, line.ceilingRupiah, line.lineBasePerUnit);
  const isAbove = rounded * line.lineBasePerUnit > line.ceilingRupiah * line.basePerUnit;
  return isAbove ? rounded - 1n : rounded;
}

/** What the line lacks, as far as the lot has it, in whole units where there is at least one. */
export function wholePacks({
  missingBase,
  availableBase,
  basePerUnit,
}: Pick<OpenLine, "missingBase" | "availableBase" | "basePerUnit">): bigint {
  const base = missingBase < availableBase ? missingBase : availableBase;
  return base < basePerUnit ? base : base - (base % basePerUnit);
}
