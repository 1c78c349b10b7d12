import { ByteReader, type ByteSource } from "./verify-bytes.ts";
import { type ReadMarket, readFormat } from "./verify-reading.ts";

/** An answer by position in the market it answers. */
export type ReadAnswer = {
  /** Bought quantity by pair, in the order of `ReadPairs`. */
  readonly bought: Float64Array;
  readonly unfilled: Float64Array;
  readonly filledByClass: readonly bigint[];
  readonly cost: bigint;
  readonly unique: boolean;
  readonly penalty: bigint;
  readonly value: readonly bigint[];
  readonly rent: readonly bigint[];
};

type Certificate = Pick<ReadAnswer, "penalty" | "value" | "rent">;

/** Reads an answer to a market, piece by piece; stops at the first thing that is not as the format says. */
export function readAnswer(market: ReadMarket, source: ByteSource): ReadAnswer {
  const json = new ByteReader("result", source);
  let answer: Omit<ReadAnswer, keyof Certificate> = {
    bought: new Float64Array(0),
    unfilled: new Float64Array(0),
    filledByClass: [],
    cost: 0n,
    unique: false,
  };
  let certificate: Certificate = { penalty: 0n, value: [], rent: [] };
  json.record(KEYS, (key) => {
    if (key === "format") readFormat(json);
    else if (key === "assignments") answer = { ...answer, bought: readAssignments(market, json) };
    else if (key === "unfilled") answer = { ...answer, unfilled: readUnfilled(market, json) };
    else if (key === "filledByClass") answer = { ...answer, filledByClass: readFilled(json) };
    else if (key === "cost") answer = { ...answer, cost: json.digits() };
    else if (key === "unique") answer = { ...answer, unique: json.flag() };
    else certificate = readCertificate(market, json);
  });
  json.finish();
  return { ...answer, ...certificate };
}

const KEYS = ["format", "assignments", "unfilled", "filledByClass", "cost", "unique", "certificate"] as const;

function readFilled(json: ByteReader): bigint[] {
  const filled: bigint[] = [];
  json.list(() => filled.push(json.digits()));
  return filled;
}

function readCertificate({ lineAt, offerAt }: ReadMarket, json: ByteReader): Certificate {
  let certificate: Certificate = { penalty: 0n, value: [], rent: [] };
  json.record(["penalty", "lineValue", "offerRent"], (key) => {
    if (key === "penalty") certificate = { ...certificate, penalty: json.digits() };
    else if (key === "lineValue") certificate = { ...certificate, value: readPrices(json, lineAt) };
    else certificate = { ...certificate, rent: readPrices(json, offerAt) };
  });
  return certificate;
}

/** A price for every id, once. */
function readPrices(json: ByteReader, positions: ReadonlyMap<string, number>): bigint[] {
  const prices = new Array<bigint>(positions.size).fill(0n);
  const isTold = new Uint8Array(positions.size);
  json.entries((id) => {
    const at = positions.get(id);
    if (at === undefined) return json.refuse("is no id of the instance");
    if (isTold[at] === 1) json.refuse("is there twice");
    isTold[at] = 1;
    prices[at] = json.digits();
  });
  for (const [id, at] of positions)
    if (isTold[at] === 0) json.refuse(`says nothing of ${JSON.stringify(id)}`);
  return prices;
}

/** Reads objects of the named ids and a quantity above zero, strictly in order of their ids. */
function readSorted<Name extends string>(
  json: ByteReader,
  names: readonly Name[],
  take: (ids: readonly string[], quantity: number) => void,
): void {
  const keys = [...names, "quantity"] as const;
  let before: readonly string[] | null = null;
  let ids: string[] = [];
  let quantity = 0;
  const read = (key: string) => {
    if (key === "quantity") quantity = json.whole();
    else ids[names.indexOf(key as Name)] = json.text();
  };
  json.list(() => {
    ids = names.map(() => "");
    json.record(keys, read);
    if (quantity === 0) json.refuse("must have a quantity above 0");
    if (before !== null && !comesBefore(before, ids)) json.refuse("is not in order of ids");
    before = ids;
    take(ids, quantity);
  });
}

function readAssignments({ lineAt, offerAt, pairs }: ReadMarket, json: ByteReader): Float64Array {
  const bought = new Float64Array(pairs.offer.length);
  // Assignments are sorted by line, so the row of one line is laid out at a time.
  const pairOf = new Int32Array(offerAt.size).fill(-1);
  let laidOut = -1;
  const layOut = (line: number, write: (at: number) => number) => {
    if (line === -1) return;
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++)
      pairOf[pairs.offer[at] as number] = write(at);
  };
  readSorted(json, ["line", "offer"], ([line = "", offer = ""], quantity) => {
    const row = lineAt.get(line) ?? -1;
    if (row !== laidOut) {
      layOut(laidOut, () => -1);
      layOut(row, (at) => at);
      laidOut = row;
    }
    const pair = row === -1 ? -1 : (pairOf[offerAt.get(offer) ?? -1] ?? -1);
    if (pair === -1)
      json.refuse(`names ${JSON.stringify(line)} and ${JSON.stringify(offer)}, which are no allowed pair`);
    bought[pair] = quantity;
  });
  return bought;
}

function readUnfilled({ lineAt }: ReadMarket, json: ByteReader): Float64Array {
  const unfilled = new Float64Array(lineAt.size);
  readSorted(json, ["line"], ([line = ""], quantity) => {
    const row = lineAt.get(line);
    if (row === undefined) return json.refuse(`names ${JSON.stringify(line)}, which is no line`);
    unfilled[row] = quantity;
  });
  return unfilled;
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
