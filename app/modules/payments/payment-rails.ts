import type { AccountName } from "../ledger/chart.ts";
import type { PaymentRail } from "./payment-lifecycle.ts";

/**
 * A way in which money comes: what a payment by it needs, beside invoices and a sum, to be the same payment as any other. Whatever
 * differs between ways of paying is said here; reporting, booking, rejecting and reversing ask this table and no name.
 *
 * A virtual account or QRIS is a row of its own, confirmed by its provider: its words go through `heedCheckout` like those of a card. What its
 * gateway needs beside the four verbs of `CheckoutGateway` (a number or a code in the place of a page, among others) stands in decision 063.
 */
export type RailRule = {
  /** Who says that the money came: somebody of the payee who did not report it, or the provider by a signed word. */
  readonly confirmedBy: "secondPerson" | "provider";
  /** Where the payee has it, and what the payer has less: an account of its own, or one kept for the other side. */
  readonly arrivesIn: AccountName;
  readonly leaves: AccountName;
  /** True where a line of the bank can be its money. */
  readonly isInStatements: boolean;
};

export const railRules = {
  transfer: { confirmedBy: "secondPerson", arrivesIn: "cash", leaves: "cash", isInStatements: true },
  card: { confirmedBy: "provider", arrivesIn: "heldByProvider", leaves: "cash", isInStatements: false },
  deposit: {
    confirmedBy: "secondPerson",
    arrivesIn: "customerDeposit",
    leaves: "depositPaid",
    isInStatements: false,
  },
} as const satisfies Readonly<Record<PaymentRail, RailRule>>;

/** The rails on which a person of the payee confirms. */
export const confirmedByPeople = (Object.keys(railRules) as PaymentRail[]).filter(
  (rail) => railRules[rail].confirmedBy === "secondPerson",
);
