import { z } from "zod";
import { BusinessDayText, ClockText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { VillageCodeText } from "../regions/region.ts";
import { refuseReasons } from "./harvest-ask.ts";

/** Asked at once: more than a koperasi's producers of one kind of goods. */
const PRODUCERS_ASKED_MAX = 50;

/** The same question to several producers, each about a quantity of their own; the price is per unit of the listing. */
export const AskHarvest = z.object({
  listingId: idOf("listing"),
  onDay: BusinessDayText,
  bringBy: ClockText,
  priceRupiah: PositiveRupiahText,
  /** They are paid so many days after a buyer accepted their goods. */
  payDays: wholeNumber(0, 60),
  note: z.string().trim().max(200).optional(),
  asks: z
    .array(z.object({ producerId: idOf("producer"), quantityBase: PositiveQuantityText }))
    .min(1, { error: "catalogue.askNobody" })
    .max(PRODUCERS_ASKED_MAX)
    .refine((asks) => new Set(asks.map((ask) => ask.producerId)).size === asks.length, {
      error: "catalogue.producerTwice",
    }),
});
export type AskHarvest = z.output<typeof AskHarvest>;

/** All of it, a part, or 0: no. */
export const AnswerHarvest = z.object({ askId: idOf("harvestAsk"), promisedBase: QuantityText });

export const WithdrawHarvest = z.object({ askId: idOf("harvestAsk") });

/** What the scale said of one producer's goods. */
const Slip = z
  .object({
    askId: idOf("harvestAsk"),
    weighedBase: PositiveQuantityText,
    refusedBase: QuantityText.default(0n),
    refuseReason: z.enum(refuseReasons).optional(),
    photo: z.instanceof(Uint8Array).optional(),
  })
  .refine((slip) => slip.refusedBase <= slip.weighedBase, {
    path: ["refusedBase"],
    error: "catalogue.refusedMore",
  })
  .refine((slip) => slip.refusedBase === 0n || slip.refuseReason !== undefined, {
    path: ["refuseReason"],
    error: "catalogue.refusedWhy",
  });

/** Several producers' goods of one listing, weighed and put together into one lot. */
export const TakeInHarvest = z.object({
  listingId: idOf("listing"),
  originRegionCode: VillageCodeText,
  harvestedOn: BusinessDayText,
  expiresOn: BusinessDayText,
  slips: z
    .array(Slip)
    .min(1, { error: "catalogue.nothingWeighed" })
    .max(PRODUCERS_ASKED_MAX)
    .refine((slips) => new Set(slips.map((slip) => slip.askId)).size === slips.length, {
      error: "catalogue.producerTwice",
    }),
});
export type TakeInHarvest = z.output<typeof TakeInHarvest>;

/** A producer's link to their own balance: opened anew, or closed. */
export const KeepBalanceLink = z.object({ producerId: idOf("producer"), open: z.enum(["true", "false"]) });

const Word = z.string().trim().min(3).max(300);

export const SayWord = z.object({ said: Word });

export const AnswerWord = z.object({ wordId: idOf("producerWord"), answer: Word });
