// One event after another in a market of about one million pairs and in one of about five: how long until the optimum
// is proven anew, in processor time, beside a cold solve of the same market in the same process. Ends by solving what the
// market has become and comparing every assignment. `--seed N` (repeatable) draws other markets.

import { isDeepStrictEqual, parseArgs } from "node:util";
import type { ArrangedMarket } from "#app/modules/matching/arrange.ts";
import { idsInOrder, packIds } from "#app/modules/matching/id-column.ts";
import { applyEvent } from "#app/modules/matching/live/apply-event.ts";
import { assertProven } from "#app/modules/matching/live/assert-proven.ts";
import type { LiveMarket, Side } from "#app/modules/matching/live/live-market.ts";
import type { MarketEvent } from "#app/modules/matching/live/market-event.ts";
import { openMarket } from "#app/modules/matching/live/open-market.ts";
import type { Settler } from "#app/modules/matching/live/settle.ts";
import { whatIf } from "#app/modules/matching/live/what-if.ts";
import { arcStore } from "#app/modules/matching/simplex/transport.ts";
import { type SolvedMarket, solveArranged } from "#app/modules/matching/solve-arranged.ts";
import { seeded } from "#tests/support/markets.ts";
import { geometricMarket, type Island } from "./geometric-market.ts";
import { report } from "./load.ts";

const EVENTS = 60;
const MARKETS: readonly Omit<Island, "seed">[] = [
  { lines: 9_000, offers: 9_000, degree: 125, supply: 1.25 },
  { lines: 15_000, offers: 15_000, degree: 370, supply: 1.25 },
];

const { values } = parseArgs({
  options: { seed: { type: "string", multiple: true, default: ["1"] }, json: { type: "boolean" } },
});

/** Arrivals are places of the drawn market that were kept back; everybody else is on the market from the start. */
function eventsOf({ market }: Settler, random: () => number) {
  const { lines, offers } = market;
  const anyOf = (side: Side) => {
    const ids = [...side.places.keys()];
    return ids[Math.floor(random() * ids.length)] as string;
  };
  const quantityOf = (side: Side, id: string) => side.quantity.at[side.places.get(id) as number] as number;
  const partnersLike = (side: Side, other: Side, id: string) => {
    const partners: { id: string; cost: number }[] = [];
    side.pairs.eachPair(side.places.get(id) as number, (partner, cost) =>
      partners.push({ id: other.ids[partner] as string, cost: cost + Math.floor(random() * 200) }),
    );
    return partners;
  };
  const scaled = (side: Side, id: string, by: number) =>
    1000 * Math.round((quantityOf(side, id) * by) / 1000);
  return {
    "line arrives": (turn: number): MarketEvent => {
      const like = anyOf(lines);
      const urgency = market.lineClass.at[lines.places.get(like) as number] as number;
      const quantity = quantityOf(lines, like);
      return {
        kind: "lineArrives",
        id: `new-${turn}`,
        class: urgency,
        quantity,
        offers: partnersLike(lines, offers, like),
      };
    },
    "line withdrawn": (): MarketEvent => ({ kind: "lineWithdrawn", id: anyOf(lines) }),
    "line asks half as much again": (): MarketEvent => {
      const id = anyOf(lines);
      return { kind: "lineQuantity", id, quantity: scaled(lines, id, 1.5) };
    },
    "offer arrives": (turn: number): MarketEvent => {
      const like = anyOf(offers);
      const quantity = quantityOf(offers, like);
      return { kind: "offerArrives", id: `new-${turn}`, quantity, lines: partnersLike(offers, lines, like) };
    },
    "offer drops out": (): MarketEvent => ({ kind: "offerWithdrawn", id: anyOf(offers) }),
    "offer has a third less": (): MarketEvent => {
      const id = anyOf(offers);
      return { kind: "offerQuantity", id, quantity: scaled(offers, id, 0.67) };
    },
    "offer changes its price": (): MarketEvent => {
      const change = Math.floor(random() * 1001) - 500;
      return { kind: "offerPrice", id: anyOf(offers), change };
    },
    "seller declines a line": (): MarketEvent => {
      let line = anyOf(lines);
      while (lines.chain.first.at[lines.places.get(line) as number] === -1) line = anyOf(lines);
      const trade = lines.chain.first.at[lines.places.get(line) as number] as number;
      const offer = offers.ids[offers.chain.party.at[trade] as number] as string;
      return { kind: "pairForbidden", line, offer };
    },
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function quantile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

/** Processor time, because whatever else the machine does is not the market's doing. */
function timed<Answer>(work: () => Answer): { answer: Answer; ms: number } {
  const from = process.cpuUsage();
  const answer = work();
  const { user, system } = process.cpuUsage(from);
  return { answer, ms: (user + system) / 1000 };
}

/** The market as it is now, for a cold solve. */
function arrangedNow({ classes, lines, offers, lineClass, costMax }: LiveMarket): ArrangedMarket {
  const lineIds = packIds([...lines.places.keys()]);
  const offerIds = packIds([...offers.places.keys()]);
  const lineAt = idsInOrder(lineIds);
  const offerAt = idsInOrder(offerIds);
  const inOrder = (side: Side, order: Int32Array) => {
    const places = [...side.places.values()];
    return order.map((at) => places[at] as number);
  };
  const linePlaces = inOrder(lines, lineAt);
  const offerPlaces = inOrder(offers, offerAt);
  const rank = new Map(Array.from(offerPlaces, (place, at) => [place, at]));
  const start = new Int32Array(linePlaces.length + 1);
  for (const [at, place] of linePlaces.entries())
    start[at + 1] = (start[at] as number) + (lines.pairs.length.at[place] as number);
  const arcs = arcStore(start[linePlaces.length] as number, costMax);
  let used = 0;
  for (const place of linePlaces) {
    const row: [number, number][] = [];
    lines.pairs.eachPair(place, (offer, cost) => row.push([rank.get(offer) as number, cost]));
    for (const [offer, cost] of row.sort((a, b) => a[0] - b[0])) {
      arcs[used++] = offer;
      arcs[used++] = cost;
    }
  }
  return {
    classes,
    lineIds,
    offerIds,
    lineAt,
    offerAt,
    lineClass: linePlaces.map((place) => lineClass.at[place] as number),
    lineQuantity: Float64Array.from(linePlaces, (place) => lines.quantity.at[place] as number),
    offerQuantity: Float64Array.from(offerPlaces, (place) => offers.quantity.at[place] as number),
    start,
    arcs,
    idle: [],
    costMax,
  };
}

function sameAssignments({ lines, offers, trades }: LiveMarket, solved: SolvedMarket): boolean {
  const byLine = [...lines.places].sort(([a], [b]) => (a < b ? -1 : 1));
  const offerAt = new Map(
    [...offers.places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place], at) => [place, at]),
  );
  const live: [number, number, number][] = [];
  for (const [at, [, place]] of byLine.entries()) {
    const own: [number, number, number][] = [];
    for (
      let trade = lines.chain.first.at[place] as number;
      trade !== -1;
      trade = lines.chain.next.at[trade] as number
    ) {
      const offer = offerAt.get(offers.chain.party.at[trade] as number) as number;
      own.push([at, offer, trades.quantity.at[trade] as number]);
    }
    live.push(...own.sort((a, b) => a[1] - b[1]));
  }
  const { bought } = solved;
  const cold = Array.from(bought.quantity, (quantity, at) => [bought.line[at], bought.offer[at], quantity]);
  return isDeepStrictEqual(live, cold);
}

for (const seed of values.seed.map(Number)) {
  for (const island of MARKETS) {
    const drawn = geometricMarket({ ...island, seed });
    const pairs = drawn.arcs.length / 2;
    const before = { ...drawn, arcs: drawn.arcs.slice() };
    const settler = openMarket(drawn);
    const cold = timed(() => solveArranged(before));
    const random = seeded(seed + 1);
    const rows: Record<string, string> = {};
    const events = Object.entries(eventsOf(settler, random));
    const times = new Map<string, number[]>(events.map(([name]) => [name, []]));
    const efforts = new Map<string, number[]>(events.map(([name]) => [name, []]));
    settler.takeEffort();
    for (let turn = 0; turn < EVENTS; turn++) {
      for (const [name, draw] of events) {
        const event = draw(turn);
        times.get(name)?.push(timed(() => applyEvent(settler, event)).ms);
        efforts.get(name)?.push(settler.takeEffort().pushes);
      }
    }
    for (const [name] of events) {
      const own = times.get(name) as number[];
      const median = quantile(own, 0.5);
      rows[name] =
        `median ${round(median)} ms · p95 ${round(quantile(own, 0.95))} ms · ${quantile(efforts.get(name) as number[], 0.5)} moves · cold solve ÷ median ${Math.round(cold.ms / median)}`;
    }
    const all = [...times.values()].flat();
    const line = [...settler.market.lines.places.keys()][0] as string;
    const asked = eventsOf(settler, random)["offer arrives"](EVENTS);
    const question = timed(() => whatIf(settler, { side: "line", id: line }, [asked]));
    assertProven(settler.market);
    if (!sameAssignments(settler.market, solveArranged(arrangedNow(settler.market))))
      throw new Error("the live market and a cold solve differ");
    report("match-events", {
      seed,
      pairs,
      "cold solve, ms": Math.round(cold.ms),
      ...rows,
      "all events": `median ${round(quantile(all, 0.5))} ms · p95 ${round(quantile(all, 0.95))} ms · ${all.length} events`,
      "a what-if question, ms": round(question.ms),
      "equal to a cold solve": "yes, every assignment",
    });
  }
}
