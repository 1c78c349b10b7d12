import { deflateSync, inflateSync } from "node:zlib";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { LineExplanation, OfferExplanation } from "./explain.ts";
import type { ExclusionCounts } from "./market.ts";

/** Who sold a lot, and at which price, when its run read it; what was paid for it, VAT of the seller included. */
export type LotFacts = {
  readonly sellerId: string;
  readonly priceRupiah: string;
  readonly unit: string;
  readonly basePerUnit: string;
  /** Cheaper prices for more of it, as digits, from the smallest quantity up; absent where it has one price. */
  readonly tiers?: readonly { readonly fromBase: string; readonly priceRupiah: string }[];
  /** In place of the price, for buyers of a kind, as digits; absent where all pay the same. */
  readonly kindPrices?: Readonly<Record<string, string>>;
};

/** What a run keeps about one line. Its lots are named beside it, in the page. */
export type LineReason = LineExplanation & {
  readonly excluded: Partial<ExclusionCounts>;
  /** Absent in what was kept before kinds of buyers had prices of their own. */
  readonly buyerKind?: OrganisationKind;
};

/** What a run keeps about one lot; to whom it sold stands in the commitments. */
export type LotReason = Omit<OfferExplanation, "soldTo"> &
  Omit<LotFacts, "sellerId"> & {
    /** What its warehouse could still hand out of the listing that day, as digits; absent where that was no limit. */
    readonly warehouseBase?: string;
  };

/**
 * The reasons of a few hundred lines or lots of one run, as they are kept: one after another, with every lot that they
 * speak of named once. A night has a million of them and few are ever asked for, so they are written together and taken
 * apart by whoever asks.
 */
export type ReasonPage<Reason> = {
  readonly lots: Readonly<Record<string, LotFacts>>;
  readonly told: readonly (readonly [subjectId: string, because: Reason])[];
};

// Text that repeats itself this much hardly gets smaller by looking longer.
const QUICKLY = { level: 1 };

export function packReasons(page: ReasonPage<LineReason | LotReason>): Uint8Array {
  return new Uint8Array(deflateSync(JSON.stringify(page), QUICKLY));
}

/** Reads a page as it is stored; `plain` are those that were written before pages were compressed. */
export function readReasons<Reason>(kept: {
  readonly encoding: "deflate" | "plain";
  readonly bytes: Uint8Array;
}): ReasonPage<Reason> {
  const bytes = kept.encoding === "deflate" ? inflateSync(kept.bytes) : Buffer.from(kept.bytes);
  // What a run wrote, it wrote in this shape.
  return JSON.parse(bytes.toString("utf8")) as ReasonPage<Reason>;
}
