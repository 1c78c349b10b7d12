/** A market as the verifier reads it; whole numbers below 2^53 are exact as they are. */
export type ReadMarket = {
  readonly classes: number;
  readonly lineIds: readonly string[];
  readonly urgency: Int32Array;
  readonly asked: Float64Array;
  readonly offerIds: readonly string[];
  readonly has: Float64Array;
  readonly pairs: ReadPairs;
};

/** Pairs by line: those of line `at` stand at `start[at] … start[at + 1]`. */
type ReadPairs = {
  readonly start: Int32Array;
  readonly offer: Int32Array;
  readonly cost: Float64Array;
};

/** An answer by position in the market it answers. */
export type ReadAnswer = {
  /** Bought quantity by pair, in the order of `ReadPairs`. */
  readonly bought: Float64Array;
  readonly unfilled: Float64Array;
  readonly filledByClass: readonly string[];
  readonly cost: string;
  readonly unique: boolean;
  readonly penalty: bigint;
  readonly value: readonly bigint[];
  readonly rent: readonly bigint[];
};

/** What is wrong with a file, said for a person. */
export class Flaw extends Error {}

/** Stops the check at the first thing that is wrong. */
export function fail(because: string): never {
  throw new Flaw(because);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(`${what} is not an object`);
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) fail(`${what} is not a list`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string" || value === "") fail(`${what} is not a non-empty text`);
  return value as string;
}

function whole(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    fail(`${what} is not a whole number`);
  return value as number;
}

function digits(value: unknown, what: string): bigint {
  if (typeof value !== "string" || !/^(0|-?[1-9]\d*)$/.test(value))
    fail(`${what} is not an integer in digits`);
  return BigInt(value as string);
}

/** Reads a market from parsed JSON; stops at the first thing that is not as the format says. */
export function readMarket(json: unknown): ReadMarket {
  const file = record(json, "instance");
  if (file["format"] !== "lumbung-match/1") fail("instance is not in the format lumbung-match/1");
  const classes = whole(file["classes"], "classes");
  const lines = list(file["lines"], "lines").map((entry, at) => record(entry, `line ${at}`));
  const offers = list(file["offers"], "offers").map((entry, at) => record(entry, `offer ${at}`));
  const urgency = Int32Array.from(lines, (line, at) => {
    const read = whole(line["class"], `class of line ${at}`);
    if (read >= classes) fail(`class of line ${at} is out of range`);
    return read;
  });
  const market = {
    classes,
    lineIds: lines.map((line, at) => text(line["id"], `id of line ${at}`)),
    urgency,
    asked: Float64Array.from(lines, (line, at) => whole(line["quantity"], `quantity of line ${at}`)),
    offerIds: offers.map((offer, at) => text(offer["id"], `id of offer ${at}`)),
    has: Float64Array.from(offers, (offer, at) => whole(offer["quantity"], `quantity of offer ${at}`)),
  };
  return { ...market, pairs: readPairs(list(file["pairs"], "pairs"), lines.length, offers.length) };
}

function isBelow(value: unknown, limit: number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < limit;
}

/** Millions of them: no text is made for a pair that is as it should be. */
function readPairs(entries: readonly unknown[], lines: number, offers: number): ReadPairs {
  const start = new Int32Array(lines + 1);
  for (let at = 0; at < entries.length; at++) {
    const pair = list(entries[at], "a pair");
    if (pair.length !== 3 || !isBelow(pair[0], lines) || !isBelow(pair[1], offers))
      fail(`pair ${at} points nowhere`);
    if (!isBelow(pair[2], 2 ** 53)) fail(`cost of pair ${at} is not a whole number`);
    const next = (pair[0] as number) + 1;
    start[next] = (start[next] as number) + 1;
  }
  for (let line = 0; line < lines; line++)
    start[line + 1] = (start[line + 1] as number) + (start[line] as number);
  const filled = start.slice();
  const offer = new Int32Array(entries.length);
  const cost = new Float64Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    const pair = entries[at] as readonly [number, number, number];
    const place = filled[pair[0]] as number;
    filled[pair[0]] = place + 1;
    offer[place] = pair[1];
    cost[place] = pair[2];
  }
  refuseTwice(start, offer, offers);
  return { start, offer, cost };
}

function refuseTwice(start: Int32Array, offer: Int32Array, offers: number): void {
  const seenBy = new Int32Array(offers).fill(-1);
  for (let line = 0; line + 1 < start.length; line++) {
    for (let at = start[line] as number; at < (start[line + 1] as number); at++) {
      if (seenBy[offer[at] as number] === line) fail("a pair is there twice");
      seenBy[offer[at] as number] = line;
    }
  }
}

/** Reads an answer to that market from parsed JSON; stops at the first thing that is not as the format says. */
export function readAnswer(market: ReadMarket, json: unknown): ReadAnswer {
  const file = record(json, "result");
  if (file["format"] !== "lumbung-match/1") fail("result is not in the format lumbung-match/1");
  if (typeof file["unique"] !== "boolean") fail("unique is neither true nor false");
  const certificate = record(file["certificate"], "certificate");
  return {
    bought: readAssignments(market, file["assignments"]),
    unfilled: readUnfilled(market, file["unfilled"]),
    filledByClass: list(file["filledByClass"], "filledByClass").map((entry) =>
      String(digits(entry, "filledByClass")),
    ),
    cost: String(digits(file["cost"], "cost")),
    unique: file["unique"] as boolean,
    penalty: digits(certificate["penalty"], "penalty"),
    value: readPrices(market.lineIds, certificate["lineValue"], "lineValue"),
    rent: readPrices(market.offerIds, certificate["offerRent"], "offerRent"),
  };
}

function positions(ids: readonly string[], what: string): Map<string, number> {
  const found = new Map(ids.map((id, at) => [id, at]));
  if (found.size !== ids.length) fail(`an id of ${what} is there twice`);
  return found;
}

function readAssignments({ lineIds, offerIds, pairs }: ReadMarket, json: unknown): Float64Array {
  const lineAt = positions(lineIds, "lines");
  const offerAt = positions(offerIds, "offers");
  const bought = new Float64Array(pairs.offer.length);
  // Assignments are sorted by line, so the row of one line is laid out at a time.
  const pairOf = new Int32Array(offerIds.length).fill(-1);
  let laidOut = -1;
  const layOut = (line: number, write: (at: number) => number) => {
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++)
      pairOf[pairs.offer[at] as number] = write(at);
  };
  let before: readonly [string, string] | null = null;
  for (const entry of list(json, "assignments")) {
    const assignment = record(entry, "assignment");
    const here = [
      text(assignment["line"], "line of an assignment"),
      text(assignment["offer"], "offer of an assignment"),
    ] as const;
    if (before !== null && !comesBefore(before, here))
      fail(`assignments are not in order at ${here.join(" / ")}`);
    before = here;
    const quantity = whole(assignment["quantity"], `quantity of ${here.join(" / ")}`);
    const line = lineAt.get(here[0]) ?? -1;
    if (line !== laidOut) {
      if (laidOut !== -1) layOut(laidOut, () => -1);
      if (line !== -1) layOut(line, (at) => at);
      laidOut = line;
    }
    const pair = line === -1 ? -1 : (pairOf[offerAt.get(here[1]) ?? -1] ?? -1);
    if (pair === -1) fail(`${here.join(" / ")} is not an allowed pair`);
    if (quantity === 0) fail(`quantity of ${here.join(" / ")} is zero`);
    bought[pair] = quantity;
  }
  return bought;
}

function readUnfilled({ lineIds }: ReadMarket, json: unknown): Float64Array {
  const lineAt = positions(lineIds, "lines");
  const unfilled = new Float64Array(lineIds.length);
  let before: readonly [string] | null = null;
  for (const entry of list(json, "unfilled")) {
    const gap = record(entry, "unfilled entry");
    const here = [text(gap["line"], "line of an unfilled entry")] as const;
    if (before !== null && !comesBefore(before, here)) fail(`unfilled lines are not in order at ${here[0]}`);
    before = here;
    const line = lineAt.get(here[0]);
    if (line === undefined) fail(`${here[0]} is not a line`);
    const quantity = whole(gap["quantity"], `unfilled quantity of ${here[0]}`);
    if (quantity === 0) fail(`unfilled quantity of ${here[0]} is zero`);
    unfilled[line as number] = quantity;
  }
  return unfilled;
}

function readPrices(ids: readonly string[], json: unknown, what: string): bigint[] {
  const prices = record(json, what);
  if (Object.keys(prices).length !== ids.length) fail(`${what} does not name every id exactly once`);
  return ids.map((id) => {
    if (!Object.hasOwn(prices, id)) fail(`${what} says nothing of ${id}`);
    return digits(prices[id], `${what} of ${id}`);
  });
}

/** Strictly before, part by part, in code-point order. */
function comesBefore(left: readonly string[], right: readonly string[]): boolean {
  for (const [at, word] of left.entries()) {
    const order = compareWords(word, right[at] ?? "");
    if (order !== 0) return order < 0;
  }
  return false;
}

function compareWords(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  let at = 0;
  while (at < shared && left[at] === right[at]) at++;
  if (at === shared) return left.length - right.length;
  // Letters beyond the first plane may share their first half: then what differs begins one unit earlier.
  const isHalf = (unit: number, first: number) => unit >= first && unit < first + 0x400;
  const isSecond = isHalf(left.charCodeAt(at), 0xdc00) || isHalf(right.charCodeAt(at), 0xdc00);
  const from = isSecond && isHalf(left.charCodeAt(at - 1), 0xd800) ? at - 1 : at;
  return (left.codePointAt(from) ?? 0) - (right.codePointAt(from) ?? 0);
}
