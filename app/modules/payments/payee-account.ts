import type { BusinessDay } from "#app/kernel/calendar.ts";
import { maskedAccount } from "./bank-file.ts";

/** An account as somebody wrote it down. */
type WrittenAccount = { readonly bank: string | null; readonly account: string };

/** What the second person is shown of a payee whose money goes elsewhere than the last time. */
export type AccountChange = {
  /** Bank and masked number that the last transfer went to. */
  readonly before: string;
  readonly paidOn: BusinessDay;
  /** When the payee's account was replaced; null where that was not noted, or came after the payout was asked for. */
  readonly changedAt: Date | null;
};

const digitsOf = (text: string) => text.replaceAll(/\D/g, "");
const lettersOf = (text: string) => text.toUpperCase().replaceAll(/[^A-Z]|^BANK /g, "");

/** Whether money would go elsewhere: another number, or the same one at another bank. How a number is cut into groups says nothing. */
export function isOtherAccount(now: WrittenAccount, before: WrittenAccount): boolean {
  return (
    digitsOf(now.account) !== digitsOf(before.account) ||
    lettersOf(now.bank ?? "") !== lettersOf(before.bank ?? "")
  );
}

/** "BRI ••••1234". */
export function maskedPlace({ bank, account }: WrittenAccount): string {
  return [bank, maskedAccount(account)].filter(Boolean).join(" ");
}

/**
 * Whether a levy goes to another account of a treasury than the last one that was paid in, as the accounts are printed: bank, name and
 * number in one text. Null where it is the same, or the first.
 */
export function changedTreasury<Remitted extends Treasured>(
  one: Remitted,
  all: readonly Remitted[],
): AccountChange | null {
  const before = all
    .filter((other) => other.settledOn !== null && other.requestedAt < one.requestedAt)
    .sort((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime())[0];
  if (!before?.settledOn) return null;
  const [now, then] = [one.treasury, before.treasury];
  const isSame =
    digitsOf(now) === digitsOf(then) && (digitsOf(now) !== "" || lettersOf(now) === lettersOf(then));
  if (isSame) return null;
  const words = then.replaceAll(/[\d.\- ]*\d/g, (number) =>
    digitsOf(number).length > 4 ? ` ${maskedAccount(digitsOf(number))}` : number,
  );
  return { before: words.trim(), paidOn: before.settledOn, changedAt: null };
}

type Treasured = {
  readonly treasury: string;
  readonly settledOn: BusinessDay | null;
  readonly requestedAt: Date;
};
