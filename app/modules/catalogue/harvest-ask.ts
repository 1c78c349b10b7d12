import { Conflict, type Refusal, RuleBroken } from "#app/kernel/errors.ts";
import { eventsFrom, type Lifecycle } from "#app/kernel/lifecycle.ts";
import { isWholeIn } from "./commodity.ts";

/**
 * An ask is a seller's question to one of its producers: can you bring so much of these goods by that hour, at that price?
 * The producer answers all, a part or no, by a link or by telephone, and may change it until the hour has come. Once the
 * goods are brought and weighed, or the question is taken back, nothing about it changes any more.
 */
export type HarvestAskState = "asked" | "promised" | "declined" | "withdrawn" | "brought";
export type HarvestAskEvent = "promise" | "decline" | "withdraw" | "bring";

const OPEN = { promise: "promised", decline: "declined", withdraw: "withdrawn", bring: "brought" } as const;

export const harvestAskLifecycle = {
  asked: OPEN,
  promised: OPEN,
  declined: OPEN,
  withdrawn: {},
  brought: {},
} as const satisfies Lifecycle<HarvestAskState, HarvestAskEvent>;

/** Whether the producer may still answer, or answer anew. */
export function isAskOpen(
  ask: { readonly state: HarvestAskState; readonly bringBy: Date },
  at: Date,
): boolean {
  return at <= ask.bringBy && eventsFrom(harvestAskLifecycle, ask.state).includes("promise");
}

type Asked = {
  readonly state: HarvestAskState;
  readonly quantityBase: bigint;
  readonly bringBy: Date;
  readonly unit: string;
  readonly basePerUnit: bigint;
};

/**
 * Why this cannot be the answer, or null when it can: `promisedBase` of what was asked, 0 for no. More than was asked is no
 * answer, because nobody has said yet that the rest can be sold.
 */
export function answerRefusal(ask: Asked, promisedBase: bigint, at: Date): Refusal | null {
  if (!eventsFrom(harvestAskLifecycle, ask.state).includes("promise"))
    return new Conflict("catalogue.askOver", { state: ask.state });
  if (at > ask.bringBy) return new RuleBroken("catalogue.askLate");
  if (promisedBase > ask.quantityBase)
    return new RuleBroken("catalogue.askMore", {
      field: "promisedBase",
      askedBase: ask.quantityBase.toString(),
    });
  if (!isWholeIn(ask.unit, ask.basePerUnit, promisedBase))
    return new RuleBroken("catalogue.askWholePacks", { field: "promisedBase" });
  return null;
}

/** Why a part of what was brought is given straight back at the scale. */
export const refuseReasons = ["grade", "rotten", "wilted", "size", "dirty", "too_much"] as const;
export type RefuseReason = (typeof refuseReasons)[number];
