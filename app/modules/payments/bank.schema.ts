import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { words } from "#app/kernel/words-text.ts";
import { bankBookings, lineStates } from "./bank-line.ts";
import { reasonCodes } from "./bank-suggestion.ts";
import { BATCH_MAX } from "./payment.schema.ts";
import { statementLayouts } from "./statement-layouts.ts";

/** The number of an account, with or without dots and spaces. */
const AccountText = z
  .string()
  .transform((said) => said.replaceAll(/\D/g, ""))
  .pipe(z.string().regex(/^\d{4,30}$/, { error: "payments.accountNumber" }));

export const BringStatement = z.object({
  account: AccountText,
  layout: z.enum(statementLayouts),
  fileName: words(1, 120),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" }),
});

/** Said when a line is as much as what is in the books already, or will be, and is other money all the same. */
export const OtherMoney = z.stringbool().or(z.boolean()).default(false);

const Reasons = z.array(z.enum(reasonCodes)).max(20).default([]);

/** What a line pays, said by whoever looks at it: invoices of one or several buyers, and what is kept or was withheld. */
export const ProposeMatch = z.object({
  lineId: idOf("bankLine"),
  payments: z
    .array(
      z.object({
        buyerId: idOf("organisation"),
        allocations: z
          .array(z.object({ invoiceId: idOf("invoice"), amountRupiah: PositiveRupiahText }))
          .max(100),
        depositRupiah: RupiahText.default(0n),
        withheldRupiah: RupiahText.default(0n),
        vatKeptRupiah: RupiahText.default(0n),
        withholdingSlip: words(3, 60).optional(),
      }),
    )
    .min(1)
    .max(20),
  /** A report of another sum than came, which this one takes the place of. */
  replacesPaymentId: idOf("payment").optional(),
  isOtherMoney: OtherMoney,
  reasons: Reasons,
});
export type ProposeMatch = z.output<typeof ProposeMatch>;

/** Reports, or payments that were booked before, that lines are the money of: one line of several, or several lines of one. */
export const MatchReports = z.object({
  lineIds: z.array(idOf("bankLine")).min(1).max(10),
  paymentIds: z.array(idOf("payment")).min(1).max(20),
  reasons: Reasons,
});
/** One payout that a line is, or all of those that a bank sent in one sum. */
export const MatchPayout = z.object({
  lineId: idOf("bankLine"),
  payoutIds: z.array(idOf("payout")).min(1).max(BATCH_MAX),
  reasons: Reasons,
});
/** A payout that a line brought back. */
export const MatchReturn = z.object({ lineId: idOf("bankLine"), payoutId: idOf("payout"), reasons: Reasons });
/** Cash that the own books moved already, by one deed or by several that the bank wrote as one sum. */
export const MatchEntries = z.object({
  lineId: idOf("bankLine"),
  entryIds: z.array(idOf("entry")).min(1).max(20),
  reasons: Reasons,
});
/** Tax or levies that wait for a second person, who finds them on a line. */
export const MatchRemittances = z.object({
  lineId: idOf("bankLine"),
  remittanceIds: z
    .array(z.union([idOf("taxRemittance"), idOf("remittance")]))
    .min(1)
    .max(20),
  reasons: Reasons,
});
export const MatchProceeds = z.object({
  lineId: idOf("bankLine"),
  proceedsId: idOf("assignmentProceeds"),
  reasons: Reasons,
});
export const AcknowledgeProceeds = z.object({
  proceedsId: idOf("assignmentProceeds"),
  isOtherMoney: OtherMoney,
});
/** A line that shows the card provider's money, or what the bank did by itself. */
export const MatchShare = z.object({ lineId: idOf("bankLine"), cardShareId: idOf("cardShare") });
export const BookLine = z.object({
  lineId: idOf("bankLine"),
  as: z.enum(bankBookings),
  isOtherMoney: OtherMoney,
});
/** A line is not what it was matched with: money that went between seller and assignee. */
export const PartProceeds = z.object({ matchId: idOf("bankMatch"), reason: words(5, 500) });
/** A line is not the payout or the entry of the own books that it was matched with. */
export const PartLine = z.object({ matchId: idOf("bankMatch"), reason: words(5, 500) });
export const UndoBooking = z.object({ matchId: idOf("bankMatch"), reason: words(5, 500) });
export const SetLineAside = z.object({ lineId: idOf("bankLine"), reason: words(5, 200) });
export const TakeLineBack = z.object({ lineId: idOf("bankLine") });
export const ReversePayment = z.object({ paymentId: idOf("payment"), reason: words(5, 500) });
export const UseDeposit = z.object({ invoiceId: idOf("invoice"), amountRupiah: PositiveRupiahText });

export const LineFilter = PageRequest.extend({ state: z.enum(lineStates).default("open") });
export type LineFilter = z.output<typeof LineFilter>;
