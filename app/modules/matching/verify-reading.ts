/** A market as the verifier reads it: quantities and costs without a limit. */
export type ReadMarket = {
  readonly classes: number;
  readonly lines: readonly { readonly id: string; readonly urgency: number; readonly asked: bigint }[];
  readonly offers: readonly { readonly id: string; readonly has: bigint }[];
  readonly pairs: readonly { readonly line: number; readonly offer: number; readonly cost: bigint }[];
};

/** An answer by position in the market it answers. */
export type ReadAnswer = {
  /** Bought quantity by pair, in the order of the market's pairs. */
  readonly bought: readonly bigint[];
  readonly unfilled: readonly bigint[];
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
  const lines = list(file["lines"], "lines").map((entry, at) => {
    const line = record(entry, `line ${at}`);
    const urgency = whole(line["class"], `class of line ${at}`);
    if (urgency >= classes) fail(`class of line ${at} is out of range`);
    return {
      id: text(line["id"], `id of line ${at}`),
      urgency,
      asked: BigInt(whole(line["quantity"], `quantity of line ${at}`)),
    };
  });
  const offers = list(file["offers"], "offers").map((entry, at) => {
    const offer = record(entry, `offer ${at}`);
    return {
      id: text(offer["id"], `id of offer ${at}`),
      has: BigInt(whole(offer["quantity"], `quantity of offer ${at}`)),
    };
  });
  const pairs = list(file["pairs"], "pairs").map((entry, at) => {
    const pair = list(entry, `pair ${at}`);
    const line = whole(pair[0], `line of pair ${at}`);
    const offer = whole(pair[1], `offer of pair ${at}`);
    if (pair.length !== 3 || line >= lines.length || offer >= offers.length)
      fail(`pair ${at} points nowhere`);
    return { line, offer, cost: BigInt(whole(pair[2], `cost of pair ${at}`)) };
  });
  return { classes, lines, offers, pairs };
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
    value: readPrices(market.lines, certificate["lineValue"], "lineValue"),
    rent: readPrices(market.offers, certificate["offerRent"], "offerRent"),
  };
}

function positions(entries: readonly { readonly id: string }[], what: string): Map<string, number> {
  const found = new Map(entries.map(({ id }, at) => [id, at]));
  if (found.size !== entries.length) fail(`an id of ${what} is there twice`);
  return found;
}

function readAssignments(market: ReadMarket, json: unknown): bigint[] {
  const lineAt = positions(market.lines, "lines");
  const offerAt = positions(market.offers, "offers");
  const pairAt = new Map(
    market.pairs.map(({ line, offer }, at) => [line * market.offers.length + offer, at]),
  );
  if (pairAt.size !== market.pairs.length) fail("a pair is there twice");
  const bought = market.pairs.map(() => 0n);
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
    const line = lineAt.get(here[0]);
    const offer = offerAt.get(here[1]);
    const pair =
      line === undefined || offer === undefined ? undefined : pairAt.get(line * market.offers.length + offer);
    if (pair === undefined) fail(`${here.join(" / ")} is not an allowed pair`);
    if (quantity === 0) fail(`quantity of ${here.join(" / ")} is zero`);
    bought[pair as number] = BigInt(quantity);
  }
  return bought;
}

function readUnfilled(market: ReadMarket, json: unknown): bigint[] {
  const lineAt = positions(market.lines, "lines");
  const unfilled = market.lines.map(() => 0n);
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
    unfilled[line as number] = BigInt(quantity);
  }
  return unfilled;
}

function readPrices(entries: readonly { readonly id: string }[], json: unknown, what: string): bigint[] {
  const prices = record(json, what);
  if (Object.keys(prices).length !== entries.length) fail(`${what} does not name every id exactly once`);
  return entries.map(({ id }) => {
    if (!Object.hasOwn(prices, id)) fail(`${what} says nothing of ${id}`);
    return digits(prices[id], `${what} of ${id}`);
  });
}

/** Strictly before, part by part, in code-point order. */
function comesBefore(left: readonly string[], right: readonly string[]): boolean {
  for (const [at, word] of left.entries()) {
    const a = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
    const b = Array.from(right[at] ?? "", (letter) => letter.codePointAt(0) ?? 0);
    const differs = a.findIndex((code, index) => code !== b[index]);
    if (differs !== -1) return differs < b.length && (a[differs] as number) < (b[differs] as number);
    if (a.length < b.length) return true;
  }
  return false;
}
