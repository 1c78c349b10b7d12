import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import {
  cardDisputeLifecycle,
  cardMoveKinds,
  cardPayoutLifecycle,
  cardRefundLifecycle,
  earlyMatters,
} from "#app/modules/payments/card-account.ts";
import { day, id, moment, oneOf, rupiah, sen, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { refunds } from "./invoicing.ts";
import { payments } from "./payments.ts";

const refundStates = statesOf(cardRefundLifecycle);
const disputeStates = statesOf(cardDisputeLifecycle);
const payoutStates = statesOf(cardPayoutLifecycle);

/** Money on its way back to the card that it was paid with. */
export const cardRefunds = pgTable(
  "card_refunds",
  {
    id: id().primaryKey(),
    paymentId: id()
      .notNull()
      .references(() => payments.id),
    /** What a credit note owes the payer, where that is given back; else the invoice is open again by so much. */
    refundId: id().references(() => refunds.id),
    amountRupiah: rupiah().notNull(),
    reason: text().notNull(),
    state: word(refundStates).notNull(),
    /** Null where nobody here asked: it was given back in the provider's own dashboard, and booked at its word. */
    askedBy: id().references(() => persons.id),
    askedAt: moment().notNull(),
    /** Who agreed, or of what nobody asked for, who saw it. */
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    /** The provider's name for it; none while it has not answered. */
    providerRefund: text(),
    bookedOn: day(),
    /** Why it was refused here, or what the provider said. */
    failure: text(),
  },
  (t) => [
    // One at a time: what the first one leaves is known before the next one is asked for.
    uniqueIndex("card_refunds_one").on(t.paymentId).where(sql`state in ('asked', 'approved')`),
    uniqueIndex("card_refunds_provider").on(t.providerRefund),
    index("card_refunds_payment").on(t.paymentId),
    index("card_refunds_refund").on(t.refundId),
    check("card_refunds_state", oneOf(t.state, refundStates)),
    check("card_refunds_amount", sql`${t.amountRupiah} > 0`),
    index("card_refunds_unseen").on(t.askedAt).where(sql`asked_by is null and decided_by is null`),
    check("card_refunds_two_people", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.askedBy}`),
    check(
      "card_refunds_decided",
      sql`(${t.askedBy} is null or (${t.state} = 'asked') = (${t.decidedBy} is null)) and (${t.decidedBy} is null) = (${t.decidedAt} is null) and (${t.askedBy} is not null or ${t.state} = 'booked')`,
    ),
    check(
      "card_refunds_booked",
      sql`(${t.state} = 'booked') = (${t.bookedOn} is not null) and (${t.state} <> 'booked' or ${t.providerRefund} is not null)`,
    ),
  ],
);

/** A payer's bank that asks its money back, under the provider's name for it. */
export const cardDisputes = pgTable(
  "card_disputes",
  {
    id: text().primaryKey(),
    paymentId: id()
      .notNull()
      .references(() => payments.id),
    amountRupiah: rupiah().notNull(),
    state: word(disputeStates).notNull(),
    /** What the payer's bank gives as the reason, in the provider's word. */
    cause: text().notNull(),
    /** Until when the provider takes an answer. */
    answerBy: moment(),
    openedAt: moment().notNull(),
    closedAt: moment(),
  },
  (t) => [
    uniqueIndex("card_disputes_one").on(t.paymentId).where(sql`state = 'opened'`),
    index("card_disputes_payment").on(t.paymentId),
    check("card_disputes_state", oneOf(t.state, disputeStates)),
    check("card_disputes_amount", sql`${t.amountRupiah} > 0`),
    check("card_disputes_closed", sql`(${t.state} = 'opened') = (${t.closedAt} is null)`),
  ],
);

/**
 * What a word said of money that goes back or is disputed, of a payment that was not known yet; `checkout_words` tells whether it still waits.
 * Nothing of the payer is kept.
 */
export const cardEarlyWords = pgTable(
  "card_early_words",
  {
    /** The provider's id of what it told. */
    id: text().primaryKey(),
    matter: word(earlyMatters).notNull(),
    /** The provider's names for the refund or dispute, and for the payment behind it. */
    subjectRef: text().notNull(),
    paymentRef: text().notNull(),
    /** Which refund we said that it is. */
    cardRefundId: text(),
    said: text().notNull(),
    amountRupiah: rupiah(),
    /** Why the money is asked back, or why it does not go. */
    cause: text(),
    answerBy: moment(),
  },
  (t) => [
    index("card_early_words_payment").on(t.paymentRef),
    check("card_early_words_matter", oneOf(t.matter, earlyMatters)),
  ],
);

/** Money that the provider sent to a bank, under its name for it. */
export const cardPayouts = pgTable(
  "card_payouts",
  {
    id: text().primaryKey(),
    state: word(payoutStates).notNull(),
    amountSen: sen().notNull(),
    arrivesOn: day().notNull(),
    toldAt: moment().notNull(),
    bookedAt: moment(),
  },
  (t) => [
    index("card_payouts_unread").on(t.toldAt).where(sql`state = 'told'`),
    check("card_payouts_state", oneOf(t.state, payoutStates)),
    check("card_payouts_booked", sql`${t.state} <> 'booked' or ${t.bookedAt} is not null`),
  ],
);

/** A line of the provider's account, once. What it is about is found out later, when the deed that it belongs to is known here. */
export const cardMoves = pgTable(
  "card_moves",
  {
    id: text().primaryKey(),
    kind: word(cardMoveKinds).notNull(),
    /** False for another currency: no deed here is in one. */
    isRupiah: boolean().notNull(),
    /** What came (above nothing) or went, before the provider's fee. */
    amountSen: sen().notNull(),
    feeSen: sen().notNull(),
    /** The provider's names for what it is about, and for the payment behind that. */
    sourceRef: text().notNull(),
    paymentRef: text(),
    happenedAt: moment().notNull(),
    /** The payout that it was sent with. */
    payoutId: text().references(() => cardPayouts.id),
    /** Whose money, and of which payment; none while no deed of ours fits. */
    payeeId: id().references(() => organisations.id),
    paymentId: id().references(() => payments.id),
    /** The fee as it was booked, whole. */
    feeRupiah: rupiah(),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("card_moves_latest").on(t.happenedAt),
    index("card_moves_payee").on(t.payeeId, t.happenedAt, t.id),
    index("card_moves_payout").on(t.payoutId),
    index("card_moves_payment").on(t.paymentId),
    // One deed is one line of the account.
    uniqueIndex("card_moves_once").on(t.kind, t.sourceRef).where(sql`payee_id is not null`),
    index("card_moves_open").on(t.recordedAt).where(sql`payee_id is null`),
    check("card_moves_kind", oneOf(t.kind, cardMoveKinds)),
    check(
      "card_moves_matched",
      sql`(${t.payeeId} is null) = (${t.feeRupiah} is null) and (${t.payeeId} is null) = (${t.paymentId} is null) and (${t.payeeId} is null or (${t.isRupiah} and ${t.amountSen} % 100 = 0))`,
    ),
  ],
);

/** What of a payout of the provider is whose: on its way to its bank until a line there says that it came. */
export const cardShares = pgTable(
  "card_shares",
  {
    id: id().primaryKey(),
    payoutId: text()
      .notNull()
      .references(() => cardPayouts.id),
    payeeId: id()
      .notNull()
      .references(() => organisations.id),
    amountRupiah: rupiah().notNull(),
    /** The payout that took it along again, where this one failed. */
    takenBy: text().references(() => cardPayouts.id),
  },
  (t) => [
    unique("card_shares_one").on(t.payoutId, t.payeeId),
    index("card_shares_payee").on(t.payeeId, t.payoutId),
    index("card_shares_taken").on(t.takenBy),
    check("card_shares_amount", sql`${t.amountRupiah} <> 0`),
  ],
);
