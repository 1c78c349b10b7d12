import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { commitmentLifecycle } from "./commitment-lifecycle.ts";

/** All of it, a part, or nothing (0): what the seller takes on, in base units. */
export const AnswerCommitment = z.object({
  commitmentId: idOf("commitment"),
  acceptedBase: QuantityText,
  reason: z.string().trim().max(300).optional(),
});
export type AnswerCommitment = z.output<typeof AnswerCommitment>;

/** A seller's own offer for a line that lacks goods, out of one of its lots; price per trading unit, delivered. */
export const OfferByHand = z.object({
  orderLineId: idOf("orderLine"),
  lotId: idOf("lot"),
  quantityBase: PositiveQuantityText,
  priceRupiah: PositiveRupiahText,
});
export type OfferByHand = z.output<typeof OfferByHand>;

/** The notes of one promise, to all whose harvest it is. */
export const WritePurchaseNotes = z.object({ commitmentId: idOf("commitment") });

export const LapseCommitments = z.object({});
export const RemindOfOffers = z.object({});
export const CancelOrderCommitments = z.object({ orderId: idOf("order") });

export const CommitmentFilter = PageRequest.extend({
  state: z.enum(statesOf(commitmentLifecycle)).optional(),
  deliveryDay: BusinessDayText.optional(),
});
export type CommitmentFilter = z.output<typeof CommitmentFilter>;
