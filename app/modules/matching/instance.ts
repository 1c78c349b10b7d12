import { z } from "zod";

export const MATCH_FORMAT = "lumbung-match/1";

// A market with more urgency classes than this is a mistake in the file, not a market.
export const CLASSES_MAX = 10_000;

const Id = z.string().min(1);
const Count = z.int().min(0);
const MatchLine = z.object({ id: Id, class: Count, quantity: Count });
const MatchOffer = z.object({ id: Id, quantity: Count });

/** `[line index, offer index, cost]`; the cost in milli-rupiah per base unit. */
export type MatchPair = readonly [line: number, offer: number, cost: number];

// Pairs are by far the longest part of a market, so they are checked by a plain loop in `checkInstance`.
const MatchPairs = z.custom<readonly MatchPair[]>(Array.isArray, "must be a list of [line, offer, cost]");

/** A market as the file format `lumbung-match/1` writes it: who asks, who offers, and which pairs are allowed. */
export const MatchInstance = z.object({
  format: z.literal(MATCH_FORMAT),
  classes: z.int().min(1).max(CLASSES_MAX),
  lines: z.array(MatchLine).readonly(),
  offers: z.array(MatchOffer).readonly(),
  pairs: MatchPairs,
});
export type MatchInstance = z.output<typeof MatchInstance>;

/** The market is not one that can be solved exactly; `where` names the first place that is wrong. */
export class InstanceRefused extends Error {
  override readonly name = "InstanceRefused";
  constructor(
    readonly where: string,
    readonly why: string,
  ) {
    super(where === "" ? why : `${where}: ${why}`);
  }
}

/** Reads parsed JSON as a market. Refuses the first thing that is wrong, in one line. */
export function readInstance(json: unknown): MatchInstance {
  const parsed = MatchInstance.safeParse(json);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new InstanceRefused(placeOf(first?.path ?? []), first?.message ?? "is not a market");
  }
  checkInstance(parsed.data);
  return parsed.data;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
}

/** Refuses what the schema cannot see: repeated ids, classes out of range, pairs that point nowhere or lose digits. */
export function checkInstance(instance: MatchInstance): void {
  const { classes, lines, offers, pairs } = instance;
  refuseRepeatedIds("lines", lines);
  refuseRepeatedIds("offers", offers);
  for (const [at, line] of lines.entries()) {
    if (line.class >= classes) throw new InstanceRefused(`lines[${at}].class`, `must be below ${classes}`);
    if (!isCount(line.quantity)) throw new InstanceRefused(`lines[${at}].quantity`, COUNT_RULE);
  }
  for (const [at, offer] of offers.entries()) {
    if (!isCount(offer.quantity)) throw new InstanceRefused(`offers[${at}].quantity`, COUNT_RULE);
  }
  for (let at = 0; at < pairs.length; at++) {
    const pair: unknown = pairs[at];
    if (!Array.isArray(pair) || pair.length !== 3)
      throw new InstanceRefused(`pairs[${at}]`, "must be [line, offer, cost]");
    if (!isIndex(pair[0], lines.length))
      throw new InstanceRefused(`pairs[${at}]`, "names a line that is not there");
    if (!isIndex(pair[1], offers.length))
      throw new InstanceRefused(`pairs[${at}]`, "names an offer that is not there");
    if (!isCount(pair[2])) throw new InstanceRefused(`pairs[${at}]`, `cost ${COUNT_RULE}`);
  }
}

const COUNT_RULE = "must be a whole number from 0 to 2^53 - 1";

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isIndex(value: unknown, length: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < length;
}

/** Half of a UTF-16 pair is no text: written as UTF-8, different ids would become the same. */
export function isText(id: string): boolean {
  return !/\p{Surrogate}/u.test(id);
}

function refuseRepeatedIds(list: string, entries: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const [at, { id }] of entries.entries()) {
    if (!isText(id)) throw new InstanceRefused(`${list}[${at}].id`, "must be well-formed text");
    if (seen.has(id)) throw new InstanceRefused(`${list}[${at}].id`, `${JSON.stringify(id)} is there twice`);
    seen.add(id);
  }
}
