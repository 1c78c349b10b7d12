import { type Column, intColumn, wideColumn } from "./column.ts";
import type { Journal } from "./journal.ts";

/** The trades of one side: a chain per line (or per offer) through the trades it takes part in; -1 ends a chain. */
export type Chain = {
  readonly first: Column<Int32Array>;
  readonly next: Column<Int32Array>;
  readonly before: Column<Int32Array>;
  /** Who of this side takes part in a trade. */
  readonly party: Column<Int32Array>;
};

/** What flows: each trade is one line buying a quantity above zero from one offer. At most one trade per pair. */
export class Trades {
  readonly quantity: Column<Float64Array>;
  readonly ofLine: Chain;
  readonly ofOffer: Chain;
  /** Positions below this have been used; given up ones are chained through `ofLine.next` from `spare`. */
  count = 0;
  spare = -1;

  constructor(private readonly journal: Journal) {
    this.quantity = wideColumn(journal);
    const chain = () => ({
      first: intColumn(journal),
      next: intColumn(journal),
      before: intColumn(journal),
      party: intColumn(journal),
    });
    this.ofLine = chain();
    this.ofOffer = chain();
  }

  /** The trade of a pair, -1 when there is none. The line's chain is walked: lines buy from few, offers sell to many. */
  find(line: number, offer: number): number {
    let at = this.ofLine.first.at[line] as number;
    while (at !== -1 && this.ofOffer.party.at[at] !== offer) at = this.ofLine.next.at[at] as number;
    return at;
  }

  /** Adds to what a line buys from an offer. */
  buy(line: number, offer: number, amount: number): void {
    const found = this.find(line, offer);
    if (found !== -1) {
      this.quantity.add(found, amount);
      return;
    }
    const trade = this.newPlace();
    this.quantity.set(trade, amount);
    link(this.ofLine, trade, line);
    link(this.ofOffer, trade, offer);
  }

  /** Takes an amount off a trade; one that comes to nothing is given up. */
  giveBack(trade: number, amount: number): void {
    this.quantity.add(trade, -amount);
    if (this.quantity.at[trade] !== 0) return;
    unlink(this.ofLine, trade);
    unlink(this.ofOffer, trade);
    this.ofLine.next.set(trade, this.spare);
    this.setSpare(trade);
  }

  private newPlace(): number {
    if (this.spare !== -1) {
      const trade = this.spare;
      this.setSpare(this.ofLine.next.at[trade] as number);
      return trade;
    }
    const trade = this.count++;
    this.journal.noteChange(() => {
      this.count = trade;
    });
    this.quantity.makeRoom(this.count);
    for (const chain of [this.ofLine, this.ofOffer])
      for (const column of [chain.next, chain.before, chain.party]) column.makeRoom(this.count);
    return trade;
  }

  private setSpare(trade: number): void {
    const before = this.spare;
    this.spare = trade;
    this.journal.noteChange(() => {
      this.spare = before;
    });
  }
}

function link({ first, next, before, party }: Chain, trade: number, who: number): void {
  const head = first.at[who] as number;
  party.set(trade, who);
  next.set(trade, head);
  before.set(trade, -1);
  if (head !== -1) before.set(head, trade);
  first.set(who, trade);
}

function unlink({ first, next, before, party }: Chain, trade: number): void {
  const after = next.at[trade] as number;
  const above = before.at[trade] as number;
  if (above === -1) first.set(party.at[trade] as number, after);
  else next.set(above, after);
  if (after !== -1) before.set(after, above);
}
