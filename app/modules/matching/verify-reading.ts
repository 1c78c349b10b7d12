import { ByteReader, type ByteSource } from "./verify-bytes.ts";
import { fail } from "./verify-flaw.ts";

/** A market as the verifier reads it; whole numbers below 2^53 are exact as they are. */
export type ReadMarket = {
  readonly classes: number;
  readonly lineIds: readonly string[];
  readonly lineAt: ReadonlyMap<string, number>;
  readonly urgency: Int32Array;
  readonly asked: Float64Array;
  readonly offerIds: readonly string[];
  readonly offerAt: ReadonlyMap<string, number>;
  readonly has: Float64Array;
  readonly pairs: ReadPairs;
};

/** Pairs by line: those of line `at` stand at `start[at] … start[at + 1]`. */
type ReadPairs = {
  readonly start: Int32Array;
  readonly offer: Int32Array;
  readonly cost: Float64Array;
};

// Positions are 32-bit.
const MOST = 0x7fffffff;

/** Reads a market, piece by piece; stops at the first thing that is not as the format says. */
export function readMarket(source: ByteSource): ReadMarket {
  const json = new ByteReader("instance", source);
  let classes = 0;
  let lines: Lines = { ids: [], quantity: new Float64Array(0), urgency: new Int32Array(0) };
  let offers: Entries = { ids: [], quantity: new Float64Array(0) };
  let pairs: Pairs = { line: new Int32Array(0), offer: new Int32Array(0), cost: new Float64Array(0) };
  json.record(["format", "classes", "lines", "offers", "pairs"], (key) => {
    if (key === "format") readFormat(json);
    else if (key === "classes") classes = json.whole();
    else if (key === "lines") lines = readLines(json);
    else if (key === "offers") offers = readEntries(json, ["id", "quantity"], null);
    else pairs = readPairs(json);
  });
  json.finish();
  if (classes < 1) fail("instance: classes must be at least 1");
  for (const [at, urgency] of lines.urgency.entries())
    if (urgency >= classes) fail(`instance: lines[${at}].class must be below ${classes}`);
  const read = {
    classes,
    lineIds: lines.ids,
    lineAt: positions(lines.ids, "lines"),
    urgency: lines.urgency,
    asked: lines.quantity,
    offerIds: offers.ids,
    offerAt: positions(offers.ids, "offers"),
    has: offers.quantity,
  };
  return { ...read, pairs: byLine(pairs, lines.ids, offers.ids) };
}

/** Both files say which format they are in. */
export function readFormat(json: ByteReader): void {
  if (json.text() !== "lumbung-match/1") json.refuse("must be lumbung-match/1");
}

function positions(ids: readonly string[], list: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, id] of ids.entries()) {
    if (found.has(id)) fail(`instance: ${list}[${at}].id ${JSON.stringify(id)} is there twice`);
    found.set(id, at);
  }
  return found;
}

type Entries = { readonly ids: readonly string[]; readonly quantity: Float64Array };
type Lines = Entries & { readonly urgency: Int32Array };

function readLines(json: ByteReader): Lines {
  const urgency: number[] = [];
  const entries = readEntries(json, ["id", "class", "quantity"], urgency);
  return { ...entries, urgency: Int32Array.from(urgency) };
}

/** Reads objects that have each of the named keys once. */
function readEntries(
  json: ByteReader,
  keys: readonly ("id" | "class" | "quantity")[],
  urgency: number[] | null,
): Entries {
  const ids: string[] = [];
  const quantity: number[] = [];
  const read = (key: "id" | "class" | "quantity") => {
    if (key === "id") ids.push(readId(json));
    else if (key === "quantity") quantity.push(json.whole());
    else urgency?.push(Math.min(json.whole(), MOST));
  };
  json.list(() => json.record(keys, read));
  return { ids, quantity: Float64Array.from(quantity) };
}

function readId(json: ByteReader): string {
  const id = json.text();
  if (id === "") json.refuse("must not be empty");
  if (/\p{Surrogate}/u.test(id)) json.refuse("must be well-formed text");
  return id;
}

/** As they stand in the file. */
type Pairs = { readonly line: Int32Array; readonly offer: Int32Array; readonly cost: Float64Array };

function readPairs(json: ByteReader): Pairs {
  let room = 1 << 16;
  let line = new Int32Array(room);
  let offer = new Int32Array(room);
  let cost = new Float64Array(room);
  let count = 0;
  json.triples((position, first, second, third) => {
    if (first > MOST || second > MOST) json.refuse("points nowhere");
    if (position === room) {
      room *= 2;
      const [narrowLine, narrowOffer, narrowCost] = [line, offer, cost];
      line = new Int32Array(room);
      offer = new Int32Array(room);
      cost = new Float64Array(room);
      line.set(narrowLine);
      offer.set(narrowOffer);
      cost.set(narrowCost);
    }
    line[position] = first;
    offer[position] = second;
    cost[position] = third;
    count = position + 1;
  });
  return { line: line.subarray(0, count), offer: offer.subarray(0, count), cost: cost.subarray(0, count) };
}

/** The pairs in order of their line; in place when the file has them so. */
function byLine(
  { line, offer, cost }: Pairs,
  lineIds: readonly string[],
  offerIds: readonly string[],
): ReadPairs {
  const start = new Int32Array(lineIds.length + 1);
  let isInOrder = true;
  for (let at = 0; at < line.length; at++) {
    const of = line[at] as number;
    if (of >= lineIds.length || (offer[at] as number) >= offerIds.length)
      fail(`instance: pairs[${at}] points nowhere`);
    if (at > 0 && of < (line[at - 1] as number)) isInOrder = false;
    start[of + 1] = (start[of + 1] as number) + 1;
  }
  for (let at = 0; at < lineIds.length; at++)
    start[at + 1] = (start[at + 1] as number) + (start[at] as number);
  const pairs = isInOrder ? { start, offer, cost } : { start, ...sorted({ line, offer, cost }, start) };
  refuseTwice(pairs, lineIds, offerIds);
  return pairs;
}

function sorted({ line, offer, cost }: Pairs, start: Int32Array): Omit<ReadPairs, "start"> {
  const filled = start.slice();
  const offerByLine = new Int32Array(offer.length);
  const costByLine = new Float64Array(cost.length);
  for (let at = 0; at < line.length; at++) {
    const place = filled[line[at] as number] as number;
    filled[line[at] as number] = place + 1;
    offerByLine[place] = offer[at] as number;
    costByLine[place] = cost[at] as number;
  }
  return { offer: offerByLine, cost: costByLine };
}

function refuseTwice(
  { start, offer }: ReadPairs,
  lineIds: readonly string[],
  offerIds: readonly string[],
): void {
  const seenBy = new Int32Array(offerIds.length).fill(-1);
  for (let line = 0; line + 1 < start.length; line++) {
    for (let at = start[line] as number; at < (start[line + 1] as number); at++) {
      const to = offer[at] as number;
      if (seenBy[to] === line)
        fail(
          `instance: pairs: ${JSON.stringify(lineIds[line])} and ${JSON.stringify(offerIds[to])} are paired twice`,
        );
      seenBy[to] = line;
    }
  }
}
