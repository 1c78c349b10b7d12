import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";

/**
 * A late delivery was not at the door of a kitchen when it was due. While its goods have not left, the kitchen may let it
 * go and ask others, within the price and the money that its order has already; what is on the road still comes. Pure.
 */
export type LateLine = {
  readonly shipmentLineId: string;
  readonly commitmentId: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly deliveryDay: BusinessDay;
  readonly description: string;
  readonly commodityCode: string;
  /** Of the grade that was asked for; a better one is smaller. */
  readonly rank: number;
  readonly baseUnit: BaseUnit;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly missingBase: bigint;
  /** The most that the order pays, for a unit of `ceilingBasePerUnit`. */
  readonly ceilingRupiah: bigint;
  readonly ceilingBasePerUnit: bigint;
};

/** Somebody else who has the goods of a late line. */
export type Substitute = {
  readonly lotId: string;
  readonly listingId: string;
  readonly sellerId: string;
  readonly sellerName: string;
  readonly phone: string | null;
  readonly cityName: string;
  readonly gradeName: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly minOrderBase: bigint;
  readonly leadTimeHours: number;
  readonly availableBase: bigint;
  /** By road, as far as it is known. */
  readonly metres: number | null;
  /** Whether the lead time that it asks for still ends on the day. */
  readonly isInTime: boolean;
  /** Whether its price fits under what the order pays. */
  readonly isWithinPrice: boolean;
};

/** Whom to call first: who fits the order's price, then who is in time, then the cheaper, then the nearer. */
export function byReadiness(a: Substitute, b: Substitute): number {
  if (a.isWithinPrice !== b.isWithinPrice) return a.isWithinPrice ? -1 : 1;
  if (a.isInTime !== b.isInTime) return a.isInTime ? -1 : 1;
  const [one, other] = [a.priceRupiah * b.basePerUnit, b.priceRupiah * a.basePerUnit];
  if (one !== other) return one < other ? -1 : 1;
  const far = (metres: number | null) => metres ?? Number.MAX_SAFE_INTEGER;
  return far(a.metres) - far(b.metres) || (a.lotId < b.lotId ? -1 : 1);
}
