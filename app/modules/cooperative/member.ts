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

/** The terms from a day on. */
export type DatedTerms = SavingsTerms & { readonly validFrom: BusinessDay };

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

/**
 * What a member still has to bring by a day: the principal, as the articles of the day of joining ask it (or the first that were written
 * down after it), and the mandatory savings of every month begun, each as the articles ask on its first day of membership. A month
 * before any articles asks for nothing, and articles that come to hold change no month before. Never below nothing.
 *
 * @param articles all of them, the oldest first; of several from one day the last counts
 */
export function savingsDue(
  member: { readonly joinedOn: BusinessDay; readonly leftOn: BusinessDay | null },
  paid: Paid,
  articles: readonly DatedTerms[],
  day: BusinessDay,
): Paid {
  const until = member.leftOn !== null && member.leftOn <= day ? addDays(member.leftOn, -1) : day;
  const isMember = until >= member.joinedOn;
  const atJoining = articles.findLast(({ validFrom }) => validFrom <= member.joinedOn) ?? articles[0];
  const monthsBefore = (limit: BusinessDay | undefined) => {
    const last = limit === undefined || limit > until ? until : addDays(limit, -1);
    return BigInt(monthsBegun(member.joinedOn, last));
  };
  const mandatory = articles.reduce((sum, { validFrom, mandatoryRupiah }, at) => {
    const months = monthsBefore(articles[at + 1]?.validFrom) - monthsBefore(validFrom);
    return sum + months * mandatoryRupiah;
  }, 0n);
  const open = (asked: Rupiah, brought: Rupiah) => (asked > brought ? asked - brought : 0n);
  return {
    principalRupiah: isMember ? open(atJoining?.principalRupiah ?? 0n, paid.principalRupiah) : 0n,
    mandatoryRupiah: open(mandatory, paid.mandatoryRupiah),
  };
}

/** One thing that a member still has to bring. */
export type DueLine = {
  readonly memberId: string;
  readonly serial: number;
  readonly fullName: string;
  readonly kind: SavingsKind;
  readonly amountRupiah: Rupiah;
};

type Saver = Paid & {
  readonly id: string;
  readonly serial: number;
  readonly fullName: string;
  readonly joinedOn: BusinessDay;
  readonly leftOn: BusinessDay | null;
};

/** Everything that is still to be brought by a day, in the order of the members. */
export function dueLines(
  members: readonly Saver[],
  articles: readonly DatedTerms[],
  day: BusinessDay,
): DueLine[] {
  return members.flatMap((member) => {
    const due = savingsDue(member, member, articles, day);
    const { id: memberId, serial, fullName } = member;
    return [
      { memberId, serial, fullName, kind: "principal" as const, amountRupiah: due.principalRupiah },
      { memberId, serial, fullName, kind: "mandatory" as const, amountRupiah: due.mandatoryRupiah },
    ].filter(({ amountRupiah }) => amountRupiah > 0n);
  });
}
