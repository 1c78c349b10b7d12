import { z } from "zod";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money.ts";

/**
 * How a contract finds its price on a day, in executable form. Prices are rupiah per kilogram (or litre, or piece):
 * the base of the reference survey; the call-off turns them into a price per pack.
 */
export const PriceRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fixed"), priceRupiah: PositiveRupiahText }),
  /** A surveyed price plus a margin, never above the legal ceiling less `belowCeilingRupiah` when that is given. */
  z.object({
    kind: z.literal("reference_plus"),
    source: z.string().min(1),
    marginRupiah: RupiahText,
    belowCeilingRupiah: RupiahText.nullable(),
  }),
  /** A share of a surveyed price, in basis points: 9,800 is 2 % below. */
  z.object({ kind: z.literal("reference_share"), source: z.string().min(1), basisPoints: z.int().min(1).max(20_000) }),
  /** The legal ceiling less an amount. */
  z.object({ kind: z.literal("ceiling_less"), lessRupiah: RupiahText }),
]);
/** As stored and sent: amounts as digits. */
export type PriceRule = z.input<typeof PriceRule>;
