import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";
import type { AccountName } from "../ledger/chart.ts";

/**
 * SHU is what a closed year left over. The articles say in hundredths of a percent what becomes of it; a meeting of members
 * agrees, and two officers book it. Two parts go to members: for what they sold through the koperasi in that year (jasa usaha),
 * and for what they have put into it (jasa modal). The rest are funds.
 */
export const shuParts = [
  "reserve",
  "usage",
  "capital",
  "officers",
  "education",
  "social",
  "development",
  "village",
] as const;
export type ShuPart = (typeof shuParts)[number];

const memberParts = ["usage", "capital"] as const satisfies readonly ShuPart[];
type MemberPart = (typeof memberParts)[number];
type FundPart = Exclude<ShuPart, MemberPart>;

/** Hundredths of a percent for each part; together ten thousand. */
export type ShuRule = Readonly<Record<ShuPart, number>>;
export const WHOLE_BASIS_POINTS = 10_000;

/** Where each fund stands in the books once it is decided. */
export const fundAccounts = {
  reserve: "reserveFund",
  officers: "shuOfficers",
  education: "shuEducation",
  social: "shuSocial",
  development: "shuDevelopment",
  village: "shuVillage",
} as const satisfies Readonly<Record<FundPart, AccountName>>;

/** The funds that are spent on what they are for; the reserve stays. */
export const spentFunds = ["officers", "education", "social", "development", "village"] as const;
export type SpentFund = (typeof spentFunds)[number];

export const distributionStates = ["proposed", "decided", "refused"] as const;

/** What a member's share is reckoned from, in rupiah. */
export type MemberBase = {
  readonly memberId: string;
  /** What the koperasi bought from them, or sold for them, in the year. */
  readonly usageRupiah: Rupiah;
  /** Principal and mandatory savings at the end of the year. */
  readonly capitalRupiah: Rupiah;
};

export type ShuShare =
  | {
      readonly part: FundPart;
      readonly memberId: null;
      readonly baseRupiah: null;
      readonly amountRupiah: Rupiah;
    }
  | {
      readonly part: MemberPart;
      readonly memberId: string;
      readonly baseRupiah: Rupiah;
      readonly amountRupiah: Rupiah;
    };

/**
 * Divides a surplus by the rule, to the rupiah. First the parts: each is floored, and the rupiah left over go to the largest
 * remainders, the earlier part first. Then each member part among members by their base, in the order of their ids, so that it
 * matters nothing in which order they are given. A part that no member has a base for stays in the reserve.
 *
 * Always true: the shares add up to the surplus; whoever has more of a base has no smaller share of that part; equal bases
 * differ by a rupiah at most. Refuses a surplus below nothing, a base below nothing and a rule that is not whole.
 */
export function divideShu(surplus: Rupiah, rule: ShuRule, members: readonly MemberBase[]): ShuShare[] {
  invariant(surplus >= 0n, "a loss is not divided");
  invariant(
    shuParts.reduce((sum, part) => sum + rule[part], 0) === WHOLE_BASIS_POINTS,
    "the parts of a rule are the whole",
  );
  const cut = share(
    surplus,
    shuParts.map((part) => BigInt(rule[part])),
  );
  const amounts = new Map<ShuPart, Rupiah>(shuParts.map((part, at) => [part, cut[at] ?? 0n]));
  const ordered = [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const shares = memberParts.flatMap((part): ShuShare[] => {
    const amount = amounts.get(part) ?? 0n;
    const bases = ordered.map((member) => baseOf(member, part));
    if (sumOf(bases) === 0n) {
      amounts.set("reserve", (amounts.get("reserve") ?? 0n) + amount);
      return [];
    }
    const parts = share(amount, bases);
    return ordered.flatMap(({ memberId }, at) => {
      const baseRupiah = bases[at] ?? 0n;
      return baseRupiah === 0n ? [] : [{ part, memberId, baseRupiah, amountRupiah: parts[at] ?? 0n }];
    });
  });
  const funds = (Object.keys(fundAccounts) as FundPart[]).map((part) => ({
    part,
    memberId: null,
    baseRupiah: null,
    amountRupiah: amounts.get(part) ?? 0n,
  }));
  const divided = [...funds, ...shares];
  invariant(
    sumOf(divided.map((one) => one.amountRupiah)) === surplus,
    "the shares of a surplus are the surplus",
  );
  return divided;
}

function baseOf(member: MemberBase, part: MemberPart): Rupiah {
  return part === "usage" ? member.usageRupiah : member.capitalRupiah;
}
