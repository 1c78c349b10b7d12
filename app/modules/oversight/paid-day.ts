import type { AccountName } from "../ledger/chart.ts";
import { type Band, type TracedEntry, type TraceUse, worthOf } from "./trace.ts";

/**
 * Deeds by which buyers pay, or are paid back, with what never comes to whoever is paid; and rides that neighbours settle. What an earlier day
 * claimed is paid on a later one, so these are a picture of their own beside that of claims.
 */
export const PAID_KINDS = [
  ...["payment.verified", "payment.reversed"],
  ...["card.fee", "card.refunded", "card.dispute-lost"],
  ...["ride.settled", "ride.settled.reversed"],
];

const RIDES = /^ride\.settled/;
const PARTIES: ReadonlySet<AccountName> = new Set([
  ...(["payable", "depositPaid", "receivable", "customerDeposit"] as const),
]);
const CAME: Partial<Record<AccountName, TraceUse>> = {
  cash: "bank",
  heldByProvider: "card",
  providerFeeCost: "cardFee",
  taxPrepaid: "withheld",
  // Of a payment it is the VAT that the payer's treasurer kept; what was collected with it stood in the books before.
  vatOut: "withheld",
};

/**
 * What was paid on a day, from the books that are followed: between two organisations as the payer's say, or, where those are not shown, the
 * payee's; and where it went from whoever was paid: to the bank, to the provider of cards and its fee, to what the state takes beforehand. A
 * deposit that pays an invoice is no money that moved. A passenger's part of a shared ride is freight that it bears itself. Whoever is followed
 * and paid gives on what it gets: `own` is what it adds, `kept` what its books do not say.
 */
export function paidBandsIn(entries: readonly TracedEntry[], followed: ReadonlySet<string>): Band[] {
  const owed = new Map<string, { from: string; to: string; amount: bigint }>();
  const uses = new Map<string, { from: string; to: TraceUse; amount: bigint }>();
  const use = (from: string, to: TraceUse, amount: bigint) => {
    const key = `${from} ${to}`;
    uses.set(key, { from, to, amount: (uses.get(key)?.amount ?? 0n) + amount });
  };
  for (const { organisationId: owner, kind, lines } of entries) {
    if (!followed.has(owner)) continue;
    for (const { account, subjectId, amount } of lines) {
      if (RIDES.test(kind)) {
        if (account === "freightCost") use(owner, "freight", amount);
        continue;
      }
      const came = CAME[account];
      if (came !== undefined) use(owner, came, amount);
      if (subjectId === null || !PARTIES.has(account)) continue;
      const key = `${owner} ${subjectId}`;
      owed.set(key, { from: owner, to: subjectId, amount: (owed.get(key)?.amount ?? 0n) + amount });
    }
  }
  const between = [...owed.values()].flatMap(({ from, to, amount }): Band[] => {
    const mirror = owed.get(`${to} ${from}`);
    if (amount === 0n || (amount < 0n && mirror !== undefined && mirror.amount > 0n)) return [];
    const [payer, payee, worth] = amount > 0n ? [from, to, amount] : [to, from, -amount];
    return [{ from: payer, to: payee, amount: worth, entryIds: [] }];
  });
  const into = new Set(between.map((band) => band.to));
  const spent = [...uses.values()].filter(({ amount }) => amount > 0n);
  const bands = [...between, ...spent.map((one): Band => ({ ...one, entryIds: [] }))];
  const balanced = [...new Set([...into, ...spent.map(({ from }) => from)])].filter((id) => followed.has(id));
  const rest = balanced.flatMap((id): Band[] => {
    const left =
      worthOf(bands.filter((band) => band.to === id)) - worthOf(bands.filter((band) => band.from === id));
    if (left === 0n) return [];
    return left < 0n
      ? [{ from: "own", to: id, amount: -left, entryIds: [] }]
      : [{ from: id, to: "kept", amount: left, entryIds: [] }];
  });
  return [...bands, ...rest].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}
