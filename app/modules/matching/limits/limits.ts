import type { Transport } from "../simplex/transport.ts";

/**
 * What a trade may ask beyond quantities and prices: how small a part of a line a seller still delivers, from how many
 * sellers a buyer takes one line, how much of a period's needs one seller may cover. No network holds these rules, and
 * keeping them at the least cost is NP-hard; so the exact optimum without them serves as a bound, and a plan that keeps
 * them is sought close to it (`plan-within-limits.ts`). Positions are those of a transport.
 */
export type Limits = {
  /** By offer: the least it delivers to one line, in base units; 0 when any amount will do. */
  readonly leastPart: Float64Array;
  /** The least of a pair where its line can only pay for more than that (prices by quantity); null where none is so. */
  readonly leastOfPair: ((line: number, offer: number) => number) | null;
  /** By offer: whose it is. Several offers of one supplier are one source for a line. */
  readonly supplierOf: Int32Array;
  /** By line: from how many suppliers it may be served; 0 when nothing limits it. */
  readonly suppliersMax: Int32Array;
  /** By line: what one supplier more than that costs in handling, as cost × base unit; Infinity makes the limit hard. */
  readonly extraFee: Float64Array;
  readonly shares: ShareLimits | null;
};

/** How much of a buyer's needs one seller may cover: pairs of one group share the room of that group. */
export type ShareLimits = {
  /** The group of a pair; -1 when nothing limits it. */
  readonly groupOf: (line: number, offer: number) => number;
  /** By group, in base units. */
  readonly room: Float64Array;
};

/** One offer's part of one line. */
export type Part = { readonly offer: number; readonly cost: number; quantity: number };

/** Who serves whom, and what is left to give. Always within the quantities and the limits it was made for. */
export class Plan {
  readonly parts: Part[][];
  readonly missing: Float64Array;
  readonly left: Float64Array;
  readonly room: Float64Array;

  constructor(
    readonly transport: Transport,
    readonly limits: Limits,
  ) {
    this.parts = Array.from({ length: transport.lineCount }, () => []);
    this.missing = transport.demand.slice();
    this.left = transport.capacity.slice();
    this.room = limits.shares?.room.slice() ?? new Float64Array(0);
  }

  /** What an offer could still give to a line, whatever the least it delivers. */
  canTake(line: number, offer: number): number {
    const group = this.groupOf(line, offer);
    const room = group === -1 ? Number.POSITIVE_INFINITY : (this.room[group] as number);
    return Math.min(this.missing[line] as number, this.left[offer] as number, room);
  }

  add(line: number, offer: number, cost: number, quantity: number): void {
    const found = this.parts[line]?.find((part) => part.offer === offer);
    if (found) found.quantity += quantity;
    else this.parts[line]?.push({ offer, cost, quantity });
    this.book(line, offer, quantity);
  }

  /** Takes a part away; what it held can be given to others. */
  drop(line: number, part: Part): void {
    this.parts[line]?.splice(this.parts[line].indexOf(part), 1);
    this.book(line, part.offer, -part.quantity);
  }

  groupOf(line: number, offer: number): number {
    return this.limits.shares?.groupOf(line, offer) ?? -1;
  }

  private book(line: number, offer: number, quantity: number): void {
    this.missing[line] = (this.missing[line] as number) - quantity;
    this.left[offer] = (this.left[offer] as number) - quantity;
    const group = this.groupOf(line, offer);
    if (group !== -1) this.room[group] = (this.room[group] as number) - quantity;
  }
}

/** The least part of a line that an offer is bought for. */
export function leastFor({ leastPart, leastOfPair }: Limits, line: number, offer: number): number {
  const least = leastPart[offer] as number;
  return leastOfPair === null ? least : Math.max(least, leastOfPair(line, offer));
}

/** From how many suppliers a line is served. */
export function supplierCount({ supplierOf }: Limits, parts: readonly Part[]): number {
  let count = 0;
  for (const [at, { offer }] of parts.entries()) {
    const supplier = supplierOf[offer];
    let before = 0;
    while (supplierOf[parts[before]?.offer as number] !== supplier) before++;
    if (before === at) count++;
  }
  return count;
}

/** Whether a line may buy from an offer at no fee: its supplier serves the line already, or there is room for one more. */
export function mayServe({ parts, limits }: Plan, line: number, offer: number): boolean {
  const most = limits.suppliersMax[line] as number;
  const list = parts[line] as Part[];
  if (most === 0 || list.length < most) return true;
  const { supplierOf } = limits;
  return (
    list.some((part) => supplierOf[part.offer] === supplierOf[offer]) || supplierCount(limits, list) < most
  );
}

/** Whether a line must not buy from an offer, whatever it would save. */
export function isShut(plan: Plan, line: number, offer: number): boolean {
  return plan.limits.extraFee[line] === Number.POSITIVE_INFINITY && !mayServe(plan, line, offer);
}
