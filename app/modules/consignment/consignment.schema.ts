import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import {
  COMMISSION_BASIS_POINTS_MAX,
  consignedLossReasons,
  consignedReturnReasons,
  consignmentTerms,
  settlementPeriods,
} from "./consignment.ts";

/** What a maker leaves to be sold, and what was agreed: a price of their own per unit of the listing, or a commission. */
export const PlaceConsignment = z
  .object({
    listingId: idOf("listing"),
    /** A producer of the keeper's own, or another organisation. */
    consignorId: z.union([idOf("producer"), idOf("organisation")]),
    quantityBase: PositiveQuantityText,
    terms: z.enum(consignmentTerms),
    priceRupiah: PositiveRupiahText.optional(),
    commissionBasisPoints: wholeNumber(1, COMMISSION_BASIS_POINTS_MAX, "consignment.rate").optional(),
    madeOn: BusinessDayText,
    expiresOn: BusinessDayText,
    period: z.enum(settlementPeriods),
    payDays: wholeNumber(0, 60),
    photo: z.instanceof(Uint8Array).optional(),
    note: z.string().trim().max(200).optional(),
  })
  .refine((wish) => wish.terms !== "fixed" || wish.priceRupiah !== undefined, {
    path: ["priceRupiah"],
    error: "kernel.required",
  })
  .refine((wish) => wish.terms !== "commission" || wish.commissionBasisPoints !== undefined, {
    path: ["commissionBasisPoints"],
    error: "kernel.required",
  });
export type PlaceConsignment = z.output<typeof PlaceConsignment>;

export const AnswerConsignment = z.object({
  consignmentId: idOf("consignment"),
  answer: z.enum(["agree", "decline"]),
});

/** A period of one keeper and one consignor: its last day. */
export const SettleConsignment = z.object({
  keeperId: idOf("organisation"),
  consignorId: z.union([idOf("producer"), idOf("organisation")]),
  period: z.enum(settlementPeriods),
  endsOn: BusinessDayText,
});

export const CallSettlements = z.object({
  /** Losses of so many consignments are charged in one round. */
  atOnce: z.number().int().min(1).max(500).default(200),
});

export const WithdrawConsignment = z.object({ consignmentId: idOf("consignment") });

export const LoseConsigned = z.object({
  consignmentId: idOf("consignment"),
  quantityBase: PositiveQuantityText,
  reason: z.enum(consignedLossReasons),
});

export const ReturnConsigned = z.object({
  consignmentId: idOf("consignment"),
  quantityBase: PositiveQuantityText,
  reason: z.enum(consignedReturnReasons),
});
