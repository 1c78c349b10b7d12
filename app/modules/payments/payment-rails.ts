import type { AccountName } from "../ledger/chart.ts";
import { type PaymentRail, type ProviderRail, providerRails } from "./payment-lifecycle.ts";

/**
 * A way in which money comes: what a payment by it needs, beside invoices and a sum, to be the same payment as any other. Whatever
 * differs between ways of paying is said here; reporting, booking, rejecting and reversing ask this table and no name.
 */
export type RailRule = {
  /**
   * Who says that the money came: somebody of the payee who did not report it, or the provider by a signed word, or both
   * parties by agreeing to it before it is written.
   */
  readonly confirmedBy: "secondPerson" | "provider" | "bothParties";
  /** Where the payee has it, and what the payer has less: an account of its own, or one kept for the other side. */
  readonly arrivesIn: AccountName;
  readonly leaves: AccountName;
  /** True where a line of the bank can be its money. */
  readonly isInStatements: boolean;
};

const MINUTE_MS = 60_000;

export const railRules = {
  transfer: { confirmedBy: "secondPerson", arrivesIn: "cash", leaves: "cash", isInStatements: true },
  card: { confirmedBy: "provider", arrivesIn: "heldByProvider", leaves: "cash", isInStatements: false },
  virtualAccount: {
    confirmedBy: "provider",
    arrivesIn: "heldByProvider",
    leaves: "cash",
    isInStatements: false,
  },
  qris: { confirmedBy: "provider", arrivesIn: "heldByProvider", leaves: "cash", isInStatements: false },
  deposit: {
    confirmedBy: "secondPerson",
    arrivesIn: "customerDeposit",
    leaves: "depositPaid",
    isInStatements: false,
  },
  netting: { confirmedBy: "bothParties", arrivesIn: "netted", leaves: "netted", isInStatements: false },
} as const satisfies Readonly<Record<PaymentRail, RailRule>>;

/**
 * How long a payer has by a provider. All that time the money counts as reported, so that nobody pays it a second time: hours for
 * a number of a bank, never days, although banks would keep one that long. Who needs longer asks again, and who wants to pay otherwise
 * lets it end. A card's page lives half an hour at least.
 */
export const openMs = {
  card: 45 * MINUTE_MS,
  virtualAccount: 180 * MINUTE_MS,
  qris: 30 * MINUTE_MS,
} as const satisfies Readonly<Record<ProviderRail, number>>;

/** The rails on which a person of the payee confirms. */
export const confirmedByPeople = (Object.keys(railRules) as PaymentRail[]).filter(
  (rail) => railRules[rail].confirmedBy === "secondPerson",
);

export function isProviderRail(rail: PaymentRail): rail is ProviderRail {
  return (providerRails as readonly PaymentRail[]).includes(rail);
}
