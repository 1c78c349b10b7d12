import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * A member of a koperasi is a person who owns a part of it: joins on a day, pays the principal once and the mandatory savings
 * every month, and leaves on a day. What was put in is the koperasi's own capital until then; nothing is ever lent out of it.
 */
export const savingsKinds = ["principal", "mandatory"] as const;
export type SavingsKind = (typeof savingsKinds)[number];

/** What the articles ask of every member. */
export type SavingsTerms = {
  readonly principalRupiah: Rupiah;
  readonly mandatoryRupiah: Rupiah;
};

/** What somebody asked for and a second person decides: leaving, a payment. */
export const decisionStates = ["asked", "agreed", "refused"] as const;

/** Member number as it is printed: `A-0007`. */
export function memberNumber(serial: number): string {
  return `A-${serial.toString().padStart(4, "0")}`;
}

/**
 * A number of an identity card or a telephone as somebody sees it who need not know it: its last four digits. Null stays null.
 */
export function masked(text: string | null): string | null {
  if (text === null) return null;
  const digits = text.replaceAll(/\D/g, "");
  return digits.length <= 4 ? "••••" : `•••• ${digits.slice(-4)}`;
}

/** Months of membership that have begun by `day`, the month of joining among them; nothing before it. */
export function monthsBegun(joinedOn: BusinessDay, day: BusinessDay): number {
  if (day < joinedOn) return 0;
  const [year = 0, month = 0] = joinedOn.split("-").map(Number);
  const [thenYear = 0, thenMonth = 0] = day.split("-").map(Number);
  return (thenYear - year) * 12 + (thenMonth - month) + 1;
}

export type Paid = { readonly principalRupiah: Rupiah; readonly mandatoryRupiah: Rupiah };

/** What a member still has to bring by a day: the principal, and the mandatory savings of every month begun. Never below nothing. */
export function savingsDue(
  member: { readonly joinedOn: BusinessDay; readonly leftOn: BusinessDay | null },
  paid: Paid,
  terms: SavingsTerms,
  day: BusinessDay,
): Paid {
  const until = member.leftOn !== null && member.leftOn <= day ? addDays(member.leftOn, -1) : day;
  const months = BigInt(monthsBegun(member.joinedOn, until));
  const open = (asked: Rupiah, brought: Rupiah) => (asked > brought ? asked - brought : 0n);
  return {
    principalRupiah: months === 0n ? 0n : open(terms.principalRupiah, paid.principalRupiah),
    mandatoryRupiah: open(terms.mandatoryRupiah * months, paid.mandatoryRupiah),
  };
}
