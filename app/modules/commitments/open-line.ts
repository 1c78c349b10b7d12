import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { PaperFault } from "../catalogue/paper-fault.ts";

/** A line of a kitchen that lacks goods, and a lot of the seller who asks that would fit it. */
export type OpenLine = {
  readonly orderId: string;
  readonly orderLineId: string;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly commodity: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly deliveryDay: BusinessDay;
  readonly lineUnit: string;
  readonly lineBasePerUnit: bigint;
  readonly ceilingRupiah: bigint;
  readonly missingBase: bigint;
  readonly listingId: string;
  readonly lotId: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly availableBase: bigint;
};

/** The same as the seller sees it, with what keeps such goods of its from being sold on that day, if anything does. */
export type OpenDemand = OpenLine & { readonly paperFault: PaperFault | null };
