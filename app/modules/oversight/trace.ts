import type { Rupiah } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";
import type { AccountName } from "../ledger/chart.ts";

/**
 * The trace of money: from the buyers' budgets to the people who grew the food, freight, levy and tax. It is read from the
 * books and from nothing else, so that every band is worth what was booked and names the entries that say so.
 */

/** What the trace needs of an entry; a `BookedEntry` is one. */
export type TracedEntry = {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly lines: readonly {
    readonly account: AccountName;
    readonly subjectId: string | null;
    /** Debit positive. */
    readonly amount: bigint;
  }[];
};

/**
 * How far an organisation's books may be followed: all of it; only what a trade center's division says to a koperasi; or only
 * the tax that its invoice prints.
 */
export type Sight = "whole" | "division" | "printed";

/** Where money ends that is no party's: what the state takes, what carrying cost, and what stays with whoever sold. */
export const traceUses = [
  "tax",
  "bank",
  "card",
  "withheld",
  "levy",
  "freight",
  "fee",
  "cardFee",
  "lateFee",
  "stock",
  "goods",
  "kept",
  "own",
  "unbilled",
  "unbudgeted",
] as const;
export type TraceUse = (typeof traceUses)[number];

export type Band = {
  /** An organisation, or a budget; `own`, where a seller owes more than it was paid, or `unbudgeted`, where a buyer does. */
  readonly from: string;
  /** An organisation, a producer, or a use. */
  readonly to: string;
  readonly amount: Rupiah;
  /** The entries that say so, in the books that were shown. */
  readonly entryIds: readonly string[];
};

/** Deeds that say what is owed for goods. What was paid since moves money, and changes nothing of who it is for. */
export const TRACED_KINDS = [
  "invoice.issued",
  "producers.due",
  "goods.sold",
  "goods.granted",
  "statement.made",
  "statement.corrected",
  "claim.credited",
  "freight.corrected",
].flatMap((kind) => [kind, `${kind}.reversed`]);

/**
 * Beside those, what belongs to one trade and is said on another day: what neighbours pay each other for a ride, what a carrier is asked
 * back, and what of a payment never comes to whoever is paid. Of payments nothing else is read.
 */
export const TRADE_KINDS = [
  ...TRACED_KINDS,
  ...["ride.settled", "debit-note.issued"].flatMap((kind) => [kind, `${kind}.reversed`]),
  ...["payment.verified", "payment.reversed", "card.fee"],
];

const SETTLING_KINDS = /^(payment\.(verified|reversed)|card\.fee)/;
const DIVISION_KINDS = /^(statement\.(made|corrected)|freight\.corrected)(\.reversed)?$/;
const PARTIES: ReadonlySet<AccountName> = new Set([
  ...(["receivable", "advanceReceived"] as const),
  ...(["payable", "payableConsigningOrganisation", "advancePaid"] as const),
]);
const MAKERS: ReadonlySet<AccountName> = new Set(["payableProducer", "payableConsignor"]);
const GIVEN_ON: Partial<Record<AccountName, TraceUse>> = {
  vatOut: "tax",
  levyPayable: "levy",
  freightRecovered: "freight",
  inventory: "stock",
  lateFeeIncome: "lateFee",
};
/** What an invoice prints, so its buyer sees it even where it sees nothing else of its seller's books. */
const PRINTED: ReadonlySet<TraceUse> = new Set(["tax", "lateFee"]);
const NEVER_CAME: Partial<Record<AccountName, TraceUse>> = {
  taxPrepaid: "withheld",
  providerFeeCost: "cardFee",
};
const DEDUCTED: Partial<Record<AccountName, TraceUse>> = {
  freightCost: "freight",
  levyCost: "levy",
  serviceFeeCost: "fee",
};

/** What of an entry belongs to one of several, by weights: each line split alike, so that together they are the entry. */
export function partOfEntry<Entry extends TracedEntry>(
  entry: Entry,
  { weights, at }: { readonly weights: readonly bigint[]; readonly at: number },
): Entry {
  const lines = entry.lines.map((line) => ({ ...line, amount: share(line.amount, weights)[at] ?? 0n }));
  return { ...entry, lines };
}

/** Sums by pair of ends, with the entries that they came from. */
class Sums {
  readonly #sums = new Map<string, { from: string; to: string; amount: bigint; entryIds: Set<string> }>();

  add(from: string, to: string, amount: bigint, entryId: string): void {
    const key = `${from} ${to}`;
    const sum = this.#sums.get(key) ?? { from, to, amount: 0n, entryIds: new Set<string>() };
    sum.amount += amount;
    sum.entryIds.add(entryId);
    this.#sums.set(key, sum);
  }

  get(from: string, to: string) {
    return this.#sums.get(`${from} ${to}`);
  }

  all() {
    return [...this.#sums.values()];
  }
}

/**
 * The bands that these entries speak of, and whose books are followed to the end. Between two organisations money flows as
 * the payer's books say, or, where those are not shown, as the payee's do. What a trade center deducts from a koperasi is
 * shown where the koperasi bears it, so that a koperasi is given its whole share first. Organisations flow out what flows in:
 * `kept` is what is left, `own` what it adds; `goods` stands for all that may not be told apart.
 */
export function bandsIn(
  entries: readonly TracedEntry[],
  sightOf: (organisationId: string) => Sight | null,
): Band[] {
  const owed = new Sums();
  const out = new Sums();
  const deducted: { koperasi: string; from: string; use: TraceUse; amount: bigint; entryId: string }[] = [];
  const followed = new Set<string>();
  for (const entry of entries) {
    const { organisationId: owner, id } = entry;
    const sight = sightOf(owner);
    if (sight === null || (sight === "division" && !DIVISION_KINDS.test(entry.kind))) continue;
    followed.add(owner);
    const others = entry.lines.flatMap(({ account, subjectId }) =>
      PARTIES.has(account) && subjectId !== null ? [subjectId] : [],
    );
    if (SETTLING_KINDS.test(entry.kind)) {
      for (const { account, amount } of entry.lines) {
        const use = NEVER_CAME[account];
        if (use !== undefined && sight === "whole") out.add(owner, use, amount, id);
        // Its buyer withheld it, and sees it whatever it sees of its seller's books.
        if (account === "taxWithheld" && others[0] !== undefined && sightOf(others[0]) === "printed")
          out.add(others[0], "withheld", -amount, id);
      }
      continue;
    }
    for (const { account, subjectId, amount } of entry.lines) {
      // What was written off and then accepted after all left the stock as well, for the sale that its appeal brought.
      const isGranted = entry.kind === "goods.granted" && account === "stockLoss";
      const use = isGranted ? "stock" : GIVEN_ON[account];
      const cost = DEDUCTED[account];
      if (use !== undefined && PRINTED.has(use)) out.add(owner, use, -amount, id);
      if (sight === "printed") continue;
      if (subjectId !== null && PARTIES.has(account)) owed.add(owner, subjectId, -amount, id);
      if (subjectId !== null && MAKERS.has(account)) out.add(owner, subjectId, -amount, id);
      if (use !== undefined && !PRINTED.has(use)) out.add(owner, use, -amount, id);
      if (cost === undefined) continue;
      if (DIVISION_KINDS.test(entry.kind) && others[0] !== undefined)
        deducted.push({ koperasi: owner, from: others[0], use: cost, amount, entryId: id });
      // What an invoice charges for carrying stands on it, so its buyer sees it even where it sees nothing else.
      else if (others[0] !== undefined && sightOf(others[0]) === "printed")
        out.add(others[0], "freight", amount, id);
    }
  }
  const between = flowsBetween(owed);
  for (const { koperasi, from, use, amount, entryId } of deducted) {
    between.add(from, koperasi, amount, entryId);
    out.add(koperasi, use, amount, entryId);
    // Its levy and its freight are in the trade center's books once more.
    if (out.get(from, use)) out.add(from, use, -amount, entryId);
  }
  return completed([...between.all(), ...out.all()], followed, sightOf);
}

/** One band for each two organisations, from who pays: by the payer's own books, or else by the mirror in the payee's. */
function flowsBetween(owed: Sums): Sums {
  const between = new Sums();
  for (const { from, to, amount, entryIds } of owed.all()) {
    const mirror = owed.get(to, from);
    if (amount === 0n || (amount < 0n && mirror !== undefined && mirror.amount > 0n)) continue;
    const [payer, payee] = amount > 0n ? [from, to] : [to, from];
    const worth = amount > 0n ? amount : -amount;
    for (const entryId of [...entryIds, ...(mirror?.entryIds ?? [])]) between.add(payer, payee, 0n, entryId);
    between.add(payer, payee, worth, [...entryIds][0] ?? "");
  }
  return between;
}

type Summed = ReturnType<Sums["all"]>[number];

function completed(
  sums: readonly Summed[],
  followed: ReadonlySet<string>,
  sightOf: (organisationId: string) => Sight | null,
): Band[] {
  const bands = sums
    .filter((sum) => sum.amount > 0n)
    .map(({ entryIds, ...sum }): Band => ({ ...sum, entryIds: [...entryIds].sort() }));
  const rest = [...followed].sort().flatMap((owner): Band[] => {
    const into = bands.filter((band) => band.to === owner);
    const outOf = bands.filter((band) => band.from === owner);
    const left = worthOf(into) - worthOf(outOf);
    const entryIds = [...new Set([...into, ...outOf].flatMap((band) => band.entryIds))].sort();
    if (into.length === 0 || left === 0n) return [];
    if (left < 0n) return [{ from: "own", to: owner, amount: -left, entryIds }];
    return [{ from: owner, to: sightOf(owner) === "whole" ? "kept" : "goods", amount: left, entryIds }];
  });
  return [...bands, ...rest].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

export function worthOf(bands: readonly Band[]): Rupiah {
  return bands.reduce((sum, band) => sum + band.amount, 0n);
}
