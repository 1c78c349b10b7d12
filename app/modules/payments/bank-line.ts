import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * What became of a line of the bank: something of it is nobody's yet, all of it waits for a second person or is booked, or it is none
 * of our trade (a fee, interest, a transfer to oneself).
 */
export const lineStates = ["open", "proposed", "matched", "aside"] as const;
export type LineState = (typeof lineStates)[number];

/** What a bank does by itself: a fee it takes, interest it pays, and the tax that it keeps of that. */
export const bankBookings = ["fee", "interest", "interestTax"] as const;
export type BankBooking = (typeof bankBookings)[number];

/** One line as a bank writes it. Money that came is above nothing, money that went below. */
export type BankLine = {
  readonly onDay: BusinessDay;
  readonly words: string;
  readonly amountSen: bigint;
  /** What the account came to after it; null where the bank does not say. */
  readonly balanceSen: bigint | null;
};

/** A line with what tells it from every other line of its account, whatever file it stands in. */
export type KeyedLine<Line extends BankLine = BankLine> = Line & { readonly key: string };

const SEN = 100n;

/** Sen as whole rupiah; null where a part of one is left. */
function wholeRupiah(sen: bigint): Rupiah | null {
  return sen % SEN === 0n ? sen / SEN : null;
}

/** Words as they are compared: without what a spreadsheet or another channel of the bank adds or takes. */
export function plainWords(words: string): string {
  return words.normalize("NFKC").toUpperCase().replaceAll(/\s+/g, " ").trim();
}

/** Whether two ways of writing an account may mean the same one: some banks print the end of a number only. */
export function isSameAccount(one: string, other: string): boolean {
  const [a, b] = [one.replaceAll(/\D/g, ""), other.replaceAll(/\D/g, "")];
  return a.endsWith(b) || b.endsWith(a);
}

function groupOf(line: BankLine): string {
  return `${line.onDay}|${line.amountSen}|${plainWords(line.words)}`;
}

/**
 * Which lines of a file the account does not know yet, each with its key: day, amount, words, and its running number among lines that
 * are equal in all three. An account has as many equal lines as the file that holds most of them, so neither the same file again nor
 * one that overlaps brings a line twice, and the second of two equal transfers is not lost. The balance is no part of the key, because
 * some files have none; among equals it says which one is new. Answers in the order of the keys, whatever order the rows have.
 */
export function linesToAdd<Line extends BankLine>(
  known: readonly BankLine[],
  file: readonly Line[],
): readonly KeyedLine<Line>[] {
  const before = grouped(known);
  const added = [...grouped(file)].flatMap(([group, lines]) => {
    const there = before.get(group) ?? [];
    const left = withoutKnown(lines, there);
    // Without balances it cannot be said which are known: as many as there are.
    return left
      .slice(0, Math.max(0, lines.length - there.length))
      .map((line, at) => ({ ...line, key: `${group}|${there.length + at + 1}` }));
  });
  return added.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}

function grouped<Line extends BankLine>(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(groupOf(line));
    if (group) group.push(line);
    else groups.set(groupOf(line), [line]);
  }
  return groups;
}

/** The lines whose balance no known line has, lowest first. */
function withoutKnown<Line extends BankLine>(lines: readonly Line[], known: readonly BankLine[]): Line[] {
  const balances = known.map((line) => line.balanceSen);
  return [...lines].sort(byBalance).filter(({ balanceSen }) => {
    const at = balances.indexOf(balanceSen);
    if (at < 0) return true;
    balances.splice(at, 1);
    return false;
  });
}

function byBalance(one: BankLine, other: BankLine): number {
  const [a, b] = [one.balanceSen ?? 0n, other.balanceSen ?? 0n];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether balances carry on from line to line. */
export type Continuity =
  | { readonly kind: "unknown" }
  | { readonly kind: "whole"; readonly openingSen: bigint; readonly closingSen: bigint }
  /** So often the account goes on from another balance than it had: lines are missing, or too many. */
  | {
      readonly kind: "broken";
      readonly breaks: number;
      readonly stoppedSen: bigint;
      readonly wentOnSen: bigint;
    };

/**
 * Holds opening + lines = closing without asking for an order: every balance after a line is the balance before another one, but for the
 * first and the last. Lines without a balance leave it unknown.
 */
export function continuityOf(lines: readonly BankLine[]): Continuity {
  const ends = new Map<bigint, number>();
  const count = (sen: bigint, by: number) => ends.set(sen, (ends.get(sen) ?? 0) + by);
  let low: bigint | null = null;
  for (const { balanceSen, amountSen } of lines) {
    if (balanceSen === null) return { kind: "unknown" };
    count(balanceSen - amountSen, 1);
    count(balanceSen, -1);
    low = low === null || balanceSen < low ? balanceSen : low;
  }
  if (low === null) return { kind: "unknown" };
  const among = (sign: number) =>
    [...ends]
      .flatMap(([sen, times]) => Array<bigint>(Math.max(0, times * sign)).fill(sen))
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [opened, closed] = [among(1), among(-1)];
  const [openingSen, closingSen] = [opened[0], closed[0]];
  // It came back to where it began: any of its balances is both.
  if (openingSen === undefined || closingSen === undefined)
    return { kind: "whole", openingSen: low, closingSen: low };
  if (opened.length === 1) return { kind: "whole", openingSen, closingSen };
  return { kind: "broken", breaks: opened.length - 1, stoppedSen: closingSen, wentOnSen: openingSen };
}

/**
 * What of a line nobody has matched yet, in whole rupiah, above nothing whichever way it went; null where sen are left. Nothing is left of
 * a line that is matched to the nearest rupiah.
 */
export function restOf(line: { readonly amountSen: bigint; readonly matchedRupiah: Rupiah }): Rupiah | null {
  const size = line.amountSen < 0n ? -line.amountSen : line.amountSen;
  if (line.matchedRupiah > 0n && line.matchedRupiah === nearestRupiah(size)) return 0n;
  const rest = size - line.matchedRupiah * SEN;
  invariant(rest >= 0n, "no more is matched of a line than it is");
  return wholeRupiah(rest);
}
