import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { SavingsKind } from "./member.ts";
import { fundAccounts, type ShuShare, type SpentFund } from "./shu.ts";

/** The deeds by which members' money stands in a koperasi's books. */
export const SAVINGS_BROUGHT = "savings.brought";
export const SAVINGS_CORRECTED = "savings.corrected";
const MEMBER_LEFT = "member.left";
const MEMBER_PAID = "member.paid";
const SHU_DIVIDED = "shu.divided";

const savingsAccounts = { principal: "principalSavings", mandatory: "mandatorySavings" } as const;

type Deed = {
  readonly organisationId: string;
  readonly subjectId: string;
  readonly on: BusinessDay;
  readonly narration: string;
};

const head = ({ organisationId, subjectId, on, narration }: Deed, kind: string) => ({
  organisationId,
  subjectId,
  kind,
  occurredOn: on,
  narration,
});

/**
 * What a member brought: the koperasi's own capital from then on.
 *
 *   Dr  Cash                                  amount
 *       Cr  Principal or mandatory savings°       amount
 */
export function savingsEntry(
  deed: Deed,
  savings: { readonly memberId: string; readonly kind: SavingsKind; readonly amountRupiah: Rupiah },
): Entry {
  return entryOf({
    ...head(deed, SAVINGS_BROUGHT),
    lines: [
      { account: "cash", debit: savings.amountRupiah },
      { account: savingsAccounts[savings.kind], of: savings.memberId, credit: savings.amountRupiah },
    ],
  });
}

/**
 * A member leaves: what was capital is owed back.
 *
 *   Dr  Principal savings°            principal
 *   Dr  Mandatory savings°            mandatory
 *       Cr  Payable to member°            both
 */
export function leavingEntry(
  deed: Deed,
  left: { readonly memberId: string; readonly principalRupiah: Rupiah; readonly mandatoryRupiah: Rupiah },
): Entry {
  return entryOf({
    ...head(deed, MEMBER_LEFT),
    lines: [
      { account: "principalSavings", of: left.memberId, debit: left.principalRupiah },
      { account: "mandatorySavings", of: left.memberId, debit: left.mandatoryRupiah },
      {
        account: "payableMember",
        of: left.memberId,
        credit: left.principalRupiah + left.mandatoryRupiah,
      },
    ],
  });
}

/**
 * What was owed to a member is paid, or a fund is spent on what it is for.
 *
 *   Dr  Payable to member°, or the fund   amount
 *       Cr  Cash                              amount
 */
export function memberPaymentEntry(
  deed: Deed,
  payment: {
    readonly memberId: string | null;
    readonly fund: SpentFund | null;
    readonly amountRupiah: Rupiah;
  },
): Entry {
  const { memberId, fund, amountRupiah } = payment;
  return entryOf({
    ...head(deed, MEMBER_PAID),
    lines: [
      fund === null
        ? { account: "payableMember", of: memberId, debit: amountRupiah }
        : { account: fundAccounts[fund], debit: amountRupiah },
      { account: "cash", credit: amountRupiah },
    ],
  });
}

/**
 * SHU of a closed year as the meeting of members agreed and two officers decided: the reserve stays, all else is owed.
 *
 *   Dr  Result of closed years        SHU
 *       Cr  Reserve                       its part
 *       Cr  Payable to member j°          for trade and for capital
 *       Cr  Fund k                        its part
 */
export function shuEntry(deed: Deed, shares: readonly ShuShare[]): Entry {
  const owed = new Map<string, Rupiah>();
  for (const { memberId, amountRupiah } of shares)
    if (memberId !== null) owed.set(memberId, (owed.get(memberId) ?? 0n) + amountRupiah);
  return entryOf({
    ...head(deed, SHU_DIVIDED),
    lines: [
      { account: "closedResult", debit: sumOf(shares.map((one) => one.amountRupiah)) },
      ...shares.flatMap((one) =>
        one.memberId === null ? [{ account: fundAccounts[one.part], credit: one.amountRupiah }] : [],
      ),
      ...[...owed].map(([memberId, credit]) => ({ account: "payableMember" as const, of: memberId, credit })),
    ],
  });
}
