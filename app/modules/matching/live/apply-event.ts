import { idHash, tieHash } from "../tie-hash.ts";
import { type LiveMarket, reserveStep, type Side, whenUnfilled } from "./live-market.ts";
import {
  type MarketEvent,
  type PricedPartner,
  placeOf,
  refuseUnlessClass,
  refuseUnlessCount,
  refuseUnlessNew,
} from "./market-event.ts";
import type { Settler } from "./settle.ts";

/**
 * Lets an event happen and proves the market anew; on return everything that `LiveMarket` promises holds again. Refuses
 * what breaks the format (`InstanceRefused`) or could lose a digit (`PrecisionRefused`), and has then changed nothing.
 *
 * Whoever is touched becomes loose at a value that breaks no promise to others; what is loose is then settled. Only
 * places that can feel the change are looked at.
 */
export function applyEvent(settler: Settler, event: MarketEvent): void {
  const { market } = settler;
  const { lines, offers } = market;
  switch (event.kind) {
    case "lineArrives":
      refuseUnlessClass(market, event.class);
      arrive(settler, lines, { ...event, partners: event.offers, urgency: event.class });
      break;
    case "offerArrives":
      arrive(settler, offers, { ...event, partners: event.lines, urgency: 0 });
      break;
    case "lineWithdrawn":
      withdraw(settler, lines, event.id);
      break;
    case "offerWithdrawn":
      withdraw(settler, offers, event.id);
      break;
    case "lineQuantity":
      changeQuantity(settler, lines, event.id, event.quantity);
      break;
    case "offerQuantity":
      changeQuantity(settler, offers, event.id, event.quantity);
      break;
    case "offerPrice":
      changeOfferPrice(settler, event.id, event.change);
      break;
    case "pairPrice":
      changePairPrice(settler, placeOf(lines, event.line), placeOf(offers, event.offer), event.cost);
      break;
    case "pairForbidden":
      forbidPair(settler, placeOf(lines, event.line), placeOf(offers, event.offer));
      break;
  }
}

type Arrival = {
  readonly id: string;
  readonly quantity: number;
  readonly urgency: number;
  readonly partners: readonly PricedPartner[];
};

function otherSide({ lines, offers }: LiveMarket, side: Side): Side {
  return side === lines ? offers : lines;
}

function arrive(settler: Settler, side: Side, arrival: Arrival): void {
  const { market } = settler;
  const other = otherSide(market, side);
  const { id, quantity, partners, urgency } = arrival;
  refuseUnlessNew(side, other, arrival);
  const dearest = partners.reduce((most, { cost }) => Math.max(most, cost), 0);
  reserveStep(market, Math.min(side.ids.length + 1, other.ids.length), dearest);
  const place = takePlace(market, side, id, partners.length);
  side.hash.set(place, idHash(id, 0));
  side.quantity.set(place, quantity);
  side.loose.set(place, quantity);
  side.limit.set(place, side === market.lines ? whenUnfilled(market, urgency) : 0);
  if (side === market.lines) market.lineClass.set(place, urgency);
  for (const { id: partner, cost } of partners) {
    const at = placeOf(other, partner);
    side.pairs.append(place, at, cost);
    other.pairs.append(at, place, cost);
  }
  valueAnew(side, other, place);
  settler.settle(side, place);
}

function takePlace(market: LiveMarket, side: Side, id: string, pairs: number): number {
  const place = side.ids.length;
  side.ids.push(id);
  side.places.set(id, place);
  market.journal.noteChange(() => {
    side.ids.pop();
    side.places.delete(id);
  });
  for (const column of [
    side.hash,
    side.quantity,
    side.loose,
    side.value,
    side.tie,
    side.limit,
    side.chain.first,
  ])
    column.makeRoom(place + 1);
  if (side === market.lines) market.lineClass.makeRoom(place + 1);
  side.chain.first.set(place, -1);
  side.pairs.addRow(place, pairs);
  return place;
}

function withdraw(settler: Settler, side: Side, id: string): void {
  const { market } = settler;
  const other = otherSide(market, side);
  const place = placeOf(side, id);
  const partners = loosen(market, side, place);
  side.quantity.set(place, 0);
  side.loose.set(place, 0);
  side.places.delete(id);
  market.journal.noteChange(() => side.places.set(id, place));
  side.pairs.eachPair(place, (partner) => other.pairs.remove(partner, place));
  side.pairs.clear(place);
  for (const partner of partners) settler.settle(other, partner);
}

function changeQuantity(settler: Settler, side: Side, id: string, quantity: number): void {
  const { market } = settler;
  const place = placeOf(side, id);
  refuseUnlessCount(`quantity of ${JSON.stringify(id)}`, quantity);
  const more = quantity - (side.quantity.at[place] as number);
  side.quantity.set(place, quantity);
  if (more >= 0) {
    side.loose.add(place, more);
    settler.settle(side, place);
    return;
  }
  const fromLoose = Math.min(-more, side.loose.at[place] as number);
  const partners = loosen(market, side, place, -more - fromLoose);
  side.loose.add(place, more);
  for (const partner of partners) settler.settle(otherSide(market, side), partner);
}

/**
 * Every pair of a sold-out offer becomes dearer by what its rent comes down: then nothing moves, and nothing is
 * searched. Otherwise the offer is sold anew.
 */
function changeOfferPrice(settler: Settler, id: string, change: number): void {
  const { market } = settler;
  const { offers, lines } = market;
  const place = placeOf(offers, id);
  let dearest = 0;
  offers.pairs.eachPair(place, (partner, cost) => {
    refuseUnlessCount(
      `cost of ${JSON.stringify(lines.ids[partner])} and ${JSON.stringify(id)}`,
      cost + change,
    );
    dearest = Math.max(dearest, cost + change);
  });
  reserveStep(market, 0, dearest);
  const rent = (offers.value.at[place] as number) - change;
  const isOnlyRent =
    offers.loose.at[place] === 0 && (rent > 0 || (rent === 0 && (offers.tie.at[place] as number) >= 0));
  const partners = isOnlyRent ? [] : loosen(market, offers, place);
  offers.pairs.eachPair(place, (partner, cost) => {
    lines.pairs.setCost(partner, place, cost + change);
    offers.pairs.setCost(place, partner, cost + change);
  });
  if (isOnlyRent) {
    offers.value.set(place, rent);
    return;
  }
  valueAnew(offers, lines, place);
  settleAll(settler, offers, place, partners);
}

function changePairPrice(settler: Settler, line: number, offer: number, cost: number): void {
  const { market } = settler;
  const { lines, offers } = market;
  refuseUnlessCount("cost", cost);
  reserveStep(market, 0, cost);
  const gain = beyondValues(market, line, offer, cost);
  const trade = market.trades.find(line, offer);
  const isHeld = gain.money > 0 || (gain.money === 0 && gain.tie >= 0);
  if (!isHeld) {
    const partners = loosen(market, lines, line);
    setPair(market, line, offer, cost);
    valueAnew(lines, offers, line);
    settleAll(settler, lines, line, partners);
    return;
  }
  if (trade !== -1) loosenTrade(market, trade, market.trades.quantity.at[trade] as number);
  setPair(market, line, offer, cost);
  if (trade !== -1) settleAll(settler, lines, line, [offer]);
}

function setPair({ lines, offers }: LiveMarket, line: number, offer: number, cost: number): void {
  if (lines.pairs.find(line, offer) === -1) {
    lines.pairs.append(line, offer, cost);
    offers.pairs.append(offer, line, cost);
    return;
  }
  lines.pairs.setCost(line, offer, cost);
  offers.pairs.setCost(offer, line, cost);
}

function forbidPair(settler: Settler, line: number, offer: number): void {
  const { market } = settler;
  const { lines, offers, trades } = market;
  lines.pairs.remove(line, offer);
  offers.pairs.remove(offer, line);
  const trade = trades.find(line, offer);
  if (trade === -1) return;
  loosenTrade(market, trade, trades.quantity.at[trade] as number);
  settleAll(settler, lines, line, [offer]);
}

function settleAll(settler: Settler, side: Side, place: number, partners: readonly number[]): void {
  settler.settle(side, place);
  for (const partner of partners) settler.settle(otherSide(settler.market, side), partner);
}

/** Ends trades of a place, the newest first, up to an amount; what was traded is loose at both ends. Returns the partners. */
function loosen(market: LiveMarket, side: Side, place: number, most = Number.POSITIVE_INFINITY): number[] {
  const { first } = side.chain;
  const { party } = otherSide(market, side).chain;
  const partners: number[] = [];
  let left = most;
  while (left > 0 && first.at[place] !== -1) {
    const trade = first.at[place] as number;
    const amount = Math.min(left, market.trades.quantity.at[trade] as number);
    partners.push(party.at[trade] as number);
    loosenTrade(market, trade, amount);
    left -= amount;
  }
  return partners;
}

function loosenTrade({ lines, offers, trades }: LiveMarket, trade: number, amount: number): void {
  lines.loose.add(lines.chain.party.at[trade] as number, amount);
  offers.loose.add(offers.chain.party.at[trade] as number, amount);
  trades.giveBack(trade, amount);
}

/** Gives a place that trades nothing the value nearest to trading that no pair and no limit forbids. */
function valueAnew(side: Side, other: Side, place: number): void {
  const { sign } = side;
  let money = sign * (side.limit.at[place] as number);
  let tie = 0;
  side.pairs.eachPair(place, (partner, cost) => {
    const reach = cost + sign * (other.value.at[partner] as number);
    if (reach > money) return;
    const reachTie = pairTie(side, other, place, partner) + sign * (other.tie.at[partner] as number);
    if (reach === money && reachTie >= tie) return;
    money = reach;
    tie = reachTie;
  });
  side.value.set(place, sign * money);
  side.tie.set(place, sign * tie);
}

/** What a pair costs beyond the values of its two ends. */
function beyondValues({ lines, offers }: LiveMarket, line: number, offer: number, cost: number) {
  return {
    money: cost + (offers.value.at[offer] as number) - (lines.value.at[line] as number),
    tie:
      pairTie(lines, offers, line, offer) + (offers.tie.at[offer] as number) - (lines.tie.at[line] as number),
  };
}

function pairTie(side: Side, other: Side, place: number, partner: number): number {
  const own = side.hash.at[place] as number;
  const others = other.hash.at[partner] as number;
  return side.sign === 1 ? tieHash(own, others) : tieHash(others, own);
}
