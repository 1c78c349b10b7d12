import { InstanceRefused } from "../instance.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/** Who could trade with whom, and what it costs: milli-rupiah per base unit, a whole number from zero up. */
export type PricedPartner = { readonly id: string; readonly cost: number };

/** What can happen to a market between two nights. Quantities are base units; ids are those of lines and lots. */
export type MarketEvent =
  | {
      readonly kind: "lineArrives";
      readonly id: string;
      readonly class: number;
      readonly quantity: number;
      readonly offers: readonly PricedPartner[];
    }
  | {
      readonly kind: "offerArrives";
      readonly id: string;
      readonly quantity: number;
      readonly lines: readonly PricedPartner[];
    }
  | { readonly kind: "lineWithdrawn"; readonly id: string }
  | { readonly kind: "offerWithdrawn"; readonly id: string }
  | { readonly kind: "lineQuantity"; readonly id: string; readonly quantity: number }
  | { readonly kind: "offerQuantity"; readonly id: string; readonly quantity: number }
  /** Every pair of the offer costs this much more, or less when it is below zero. */
  | { readonly kind: "offerPrice"; readonly id: string; readonly change: number }
  /** The pair costs this from now on; it becomes allowed if it was not. */
  | { readonly kind: "pairPrice"; readonly line: string; readonly offer: string; readonly cost: number }
  /** A seller declined, or a buyer shut a seller out. Nothing happens when the pair was not allowed. */
  | { readonly kind: "pairForbidden"; readonly line: string; readonly offer: string };

/** Refuses a number that is not a whole one from zero to 2^53 - 1, naming where it was said. */
export function refuseUnlessCount(where: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InstanceRefused(where, "must be a whole number from 0 to 2^53 - 1");
}

/** Where an id stands. Refuses one that is not on the market. */
export function placeOf(side: Side, id: string): number {
  const place = side.places.get(id);
  if (place === undefined) throw new InstanceRefused(JSON.stringify(id), "is not on this market");
  return place;
}

/** Refuses an arrival that breaks the format: an id that is there already, a class out of range, a repeated partner. */
export function refuseUnlessNew(
  side: Side,
  other: Side,
  arrival: { readonly id: string; readonly quantity: number; readonly partners: readonly PricedPartner[] },
): void {
  const name = JSON.stringify(arrival.id);
  if (arrival.id === "") throw new InstanceRefused("id", "must not be empty");
  if (side.places.has(arrival.id)) throw new InstanceRefused(name, "is there already");
  refuseUnlessCount(`${name}.quantity`, arrival.quantity);
  const partners = new Set<string>();
  for (const { id, cost } of arrival.partners) {
    placeOf(other, id);
    refuseUnlessCount(`cost of ${name} and ${JSON.stringify(id)}`, cost);
    if (partners.has(id)) throw new InstanceRefused(name, `is paired twice with ${JSON.stringify(id)}`);
    partners.add(id);
  }
}

/** Refuses a class that the market does not have. */
export function refuseUnlessClass({ classes }: LiveMarket, urgency: number): void {
  if (!Number.isInteger(urgency) || urgency < 0 || urgency >= classes)
    throw new InstanceRefused("class", `must be from 0 to ${classes - 1}`);
}
