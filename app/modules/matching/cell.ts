import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { MatchTrigger } from "./match.schema.ts";

/**
 * A cell is what can compete for the same goods on one delivery day: one commodity, in every city. Lots of another
 * commodity never serve its lines, and whatever joins two groups of buyers (a lot that reaches both) lies inside it, so
 * a clearing that takes the lock of its cell never meets another that wants its goods.
 */
export type Cell = { readonly commodityCode: string; readonly deliveryDay: BusinessDay };

/**
 * Whose lines a clearing of a cell is about. At a cut-off: the cities of its night. Otherwise: what is still open in
 * cities whose own clearing lies behind them, and in `cityCode`, whose buyer could not wait for it.
 */
export type CellScope =
  | { readonly trigger: "cut_off"; readonly nightId: string }
  | { readonly trigger: Exclude<MatchTrigger, "cut_off">; readonly cityCode: string };

/** What is locked while the answer to a cell takes effect. */
export function lockNameOf({ commodityCode, deliveryDay }: Cell): string {
  return `cell ${commodityCode} ${deliveryDay}`;
}

/**
 * Packs cells into jobs: the largest first, each into the lightest pack, so that packs end at about the same time. As
 * many packs as make each about `weightPerPack`; a cell heavier than that has a pack of its own. Returns the pack of
 * each cell, numbered from 0, by position. Ties go to the earlier cell and the earlier pack.
 */
export function packCells(weights: readonly number[], weightPerPack: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const loads = Array.from({ length: Math.max(1, Math.ceil(total / weightPerPack)) }, () => 0);
  const packs = weights.map(() => 0);
  const heaviestFirst = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
  for (const cell of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    packs[cell] = lightest;
    loads[lightest] = (loads[lightest] ?? 0) + (weights[cell] ?? 0);
  }
  const used = [...new Set(packs)].sort((a, b) => a - b);
  return packs.map((pack) => used.indexOf(pack));
}
