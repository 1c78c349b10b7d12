import { type AccountName, planOf } from "../ledger/chart.ts";

/** What others owe an organisation, or what it owes them. */
export const ageingSides = ["receivable", "payable"] as const;
export type AgeingSide = (typeof ageingSides)[number];

/** The accounts of a side: everything that is followed per counterparty and is to be paid. */
const sideAccounts: Readonly<Record<AgeingSide, readonly AccountName[]>> = {
  receivable: ["receivable"],
  payable: ["payable", "payableProducer", "payableConsignor", "payableConsigningOrganisation"],
};

/** Codes of a side's accounts. */
export function codesOf(side: AgeingSide): readonly string[] {
  return sideAccounts[side].map((account) => planOf(account).code);
}

/** Days since it was booked, from and to, both counted; the last one is open at its end. */
export const ageBands = [
  { key: "week", from: 0, to: 7 },
  { key: "fortnight", from: 8, to: 14 },
  { key: "month", from: 15, to: 30 },
  { key: "older", from: 31, to: null },
] as const;
export type AgeBand = (typeof ageBands)[number]["key"];

/** What is open with one counterparty. The four ages add up to `openRupiah`. */
export type AgedAccount = {
  readonly accountId: string;
  readonly code: string;
  readonly name: string;
  readonly openRupiah: bigint;
  readonly ages: Readonly<Record<AgeBand, bigint>>;
  /** Of its invoices, open after their day. */
  readonly lateRupiah: bigint;
  /** Of its invoices, held by objections to their lines: open, and never late. */
  readonly heldRupiah: bigint;
};

export type AgedSum = Pick<AgedAccount, "openRupiah" | "ages" | "lateRupiah" | "heldRupiah"> & {
  readonly accounts: number;
};

/** Whether what is kept of the accounts is what their postings say: the first account on which they part, or none. */
export type AgeingProof = {
  readonly accounts: number;
  readonly lines: number;
  readonly flaw: { readonly name: string; readonly keptRupiah: bigint; readonly linesRupiah: bigint } | null;
};

/** The first account that one side has and the other has not, or has otherwise; both in the order of their ids. */
export function firstDifference(
  kept: readonly AgedAccount[],
  lines: readonly AgedAccount[],
): AgeingProof["flaw"] {
  const said = new Map(lines.map((one) => [one.accountId, one]));
  for (const one of kept) {
    const other = said.get(one.accountId);
    said.delete(one.accountId);
    if (other?.openRupiah !== one.openRupiah || ageBands.some(({ key }) => other.ages[key] !== one.ages[key]))
      return { name: one.name, keptRupiah: one.openRupiah, linesRupiah: other?.openRupiah ?? 0n };
  }
  const [left] = said.values();
  return left ? { name: left.name, keptRupiah: 0n, linesRupiah: left.openRupiah } : null;
}
