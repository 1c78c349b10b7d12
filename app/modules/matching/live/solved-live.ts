import { invariant } from "#app/kernel/errors.ts";
import type { ArrangedMarket } from "../arrange.ts";
import { type Component, splitMarket } from "../components.ts";
import { type Basis, bareBasis, threadBasis } from "../simplex/basis.ts";
import { faceOf, isOnlyPoint } from "../simplex/face.ts";
import { leastValues } from "../simplex/least-values.ts";
import type { TieBreak } from "../simplex/settle-ties.ts";
import { solveTransport, type TransportAnswer } from "../simplex/solve-transport.ts";
import { type SolvedMarket, tieBreaks, wholeMarket } from "../solve-arranged.ts";
import { provenComponent } from "../solve-component.ts";
import type { LiveMarket } from "./live-market.ts";

/** Where the lines and offers of an arranged market stand in a live one, by position. */
export type Places = { readonly lines: Int32Array; readonly offers: Int32Array };

/**
 * What a cold solve of `arranged` would answer, read from a live market that holds the same lines, offers and pairs and
 * whose choice is decided (`isChoiceDecided`): the same sales, the smallest values, and whether it is the only optimum.
 * Every component is proven like any other answer. Uses up `arranged.arcs`.
 */
export function solvedLive(market: LiveMarket, arranged: ArrangedMarket, places: Places): SolvedMarket {
  const positions = new Int32Array(market.offers.ids.length);
  const tieBreak = tieBreaks(arranged);
  const components = splitMarket(arranged).map((component) => {
    for (const [local, offer] of component.offers.entries())
      positions[places.offers[offer] as number] = local;
    const read = new ComponentReader(market, places, component, positions).answer();
    return provenComponent(component, withBasis(read, component, tieBreak(component)));
  });
  return wholeMarket(arranged, components);
}

/**
 * Where a solve of its own would have ended decides how a plan within limits goes on from there, so that a plan does
 * not show how its optimum came about. Few components need one: theirs is solved when it is asked for.
 */
function withBasis(
  read: Omit<TransportAnswer, "basis">,
  component: Component,
  tie: TieBreak,
): TransportAnswer {
  let basis: Basis | null = null;
  return {
    ...read,
    get basis() {
      basis ??= solveTransport(component.transport, tie).basis;
      return basis;
    },
  };
}

const NO_EFFORT: TransportAnswer["effort"] = { pivots: 0, rounds: 0 };

class ComponentReader {
  private readonly basis: Basis;
  private readonly line: number[] = [];
  private readonly offer: number[] = [];
  private readonly quantity: number[] = [];

  constructor(
    private readonly market: LiveMarket,
    private readonly places: Places,
    private readonly component: Component,
    /** By place of an offer its position in the component; only those of its own offers mean anything. */
    private readonly positionOf: Int32Array,
  ) {
    this.basis = bareBasis(component.transport);
  }

  answer(): Omit<TransportAnswer, "basis"> {
    this.readTrades();
    this.hangTrades();
    const unique = this.readValues();
    return {
      line: Int32Array.from(this.line),
      offer: Int32Array.from(this.offer),
      quantity: Float64Array.from(this.quantity),
      unfilled: Float64Array.from(
        this.component.lines,
        (_, line) => this.market.lines.loose.at[this.lineAt(line)] as number,
      ),
      value: this.ownValues(),
      unique,
      effort: NO_EFFORT,
    };
  }

  private lineAt(local: number): number {
    return this.places.lines[this.component.lines[local] as number] as number;
  }

  private offerAt(local: number): number {
    return this.places.offers[this.component.offers[local] as number] as number;
  }

  private readTrades(): void {
    const { lines, offers, trades } = this.market;
    for (const local of this.component.lines.keys()) {
      const { first, next } = lines.chain;
      for (let at = first.at[this.lineAt(local)] as number; at !== -1; at = next.at[at] as number) {
        this.line.push(local);
        this.offer.push(this.positionOf[offers.chain.party.at[at] as number] as number);
        this.quantity.push(trades.quantity.at[at] as number);
      }
    }
  }

  /**
   * Hangs what trades together as trees below the root: from a line with something unfilled or an offer with something
   * left where there is one, there is never more than one, and from any line otherwise.
   */
  private hangTrades(): void {
    const { parent, flow, root, lineCount } = this.basis;
    const { demand, capacity } = this.component.transport;
    const links = new Links(root, lineCount, this.line, this.offer);
    const hang = (top: number, amount: number) => {
      invariant(parent[top] === -1, "what trades together is loose in one place at the most");
      parent[top] = root;
      flow[top] = amount;
      links.hangBelow(top, parent, (node, trade) => {
        flow[node] = this.quantity[trade] as number;
      });
    };
    const { lines, offers } = this.market;
    for (let line = 0; line < lineCount; line++) {
      const loose = lines.loose.at[this.lineAt(line)] as number;
      if (loose > 0) hang(line, loose);
    }
    for (let offer = 0; offer < capacity.length; offer++) {
      const loose = offers.loose.at[this.offerAt(offer)] as number;
      if (loose > 0) hang(lineCount + offer, (capacity[offer] as number) - loose);
    }
    for (let line = 0; line < demand.length; line++) if (parent[line] === -1) hang(line, 0);
    threadBasis(this.basis);
  }

  /** Brings the live market's values in and down to the smallest ones. Returns whether nothing else costs as little. */
  private readValues(): boolean {
    const { lines, offers } = this.market;
    const { transport, costBase } = this.component;
    const { value, lineCount, root } = this.basis;
    const unfilledCost = new Float64Array(lineCount);
    for (let line = 0; line < lineCount; line++) {
      const at = this.lineAt(line);
      value[line] = (lines.value.at[at] as number) - costBase;
      unfilledCost[line] = (lines.limit.at[at] as number) - costBase;
    }
    for (let node = lineCount; node < root; node++)
      value[node] = offers.value.at[this.offerAt(node - lineCount)] as number;
    const mayReturn = new Uint8Array(transport.offerCount).fill(1);
    const face = faceOf({ columns: transport.columns, unfilledCost, mayReturn }, this.basis);
    const unique = isOnlyPoint(face, this.basis, transport);
    leastValues(transport, this.basis);
    return unique;
  }

  /** The values in the component's own steps of urgency. */
  private ownValues(): Float64Array {
    const { component, basis, market } = this;
    const levels = new Map(
      component.classOfLevel.map((urgency, level) => [level === 0 ? 0 : market.classes - urgency, level]),
    );
    const { costBase, step } = component;
    return basis.value.slice(0, basis.root).map((value, node) => {
      const isLine = node < basis.lineCount;
      const whole = isLine ? value + costBase : value;
      const steps = Math.round(whole / market.step);
      const level = levels.get(steps);
      invariant(level !== undefined, "the smallest values hang on classes that are there");
      const money = whole - steps * market.step;
      if (isLine) return level * step + (level === 0 ? money - costBase : money);
      return level * step + (level === 0 ? money : money + costBase);
    });
  }
}

/** Who trades with whom, from both ends. */
class Links {
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly to: Int32Array;

  constructor(nodes: number, lineCount: number, line: readonly number[], offer: readonly number[]) {
    this.first = new Int32Array(nodes).fill(-1);
    this.next = new Int32Array(2 * line.length);
    this.to = new Int32Array(2 * line.length);
    for (const [trade, from] of line.entries()) {
      const node = lineCount + (offer[trade] as number);
      this.add(2 * trade, from, node);
      this.add(2 * trade + 1, node, from);
    }
  }

  private add(at: number, from: number, to: number): void {
    this.to[at] = to;
    this.next[at] = this.first[from] as number;
    this.first[from] = at;
  }

  /** Writes the parent of everybody who trades with `top`, directly or over others, and tells each with its trade. */
  hangBelow(top: number, parent: Int32Array, hung: (node: number, trade: number) => void): void {
    const waiting = [top];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (let at = this.first[node] as number; at !== -1; at = this.next[at] as number) {
        const below = this.to[at] as number;
        if (below === parent[node]) continue;
        invariant(parent[below] === -1, "goods that are decided on go round in no circle");
        parent[below] = node;
        hung(below, at >> 1);
        waiting.push(below);
      }
    }
  }
}
