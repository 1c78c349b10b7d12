import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { proceedsDirections } from "./assignment-proceeds.ts";

const text = (min: number, max: number) =>
  z.string().trim().min(min, { error: "kernel.tooShort" }).max(max, { error: "kernel.tooLong" });
const reason = text(5, 500);

export const VerifyReceivable = z.object({ invoiceId: idOf("invoice") });
export const WithdrawReceivable = z.object({ receivableId: idOf("receivable"), reason });

/** To an organisation of the house, whose account is its own, or to an institution outside of it, whose account is written here. */
export const ProposeAssignment = z
  .object({
    receivableId: idOf("receivable"),
    basis: text(5, 160),
    holderId: idOf("organisation").optional(),
    institution: text(3, 120).optional(),
    bankName: text(2, 80).optional(),
    bankAccount: text(4, 60)
      .regex(/^[0-9 .-]+$/, { error: "invoicing.accountDigits" })
      .optional(),
    bankHolder: text(3, 120).optional(),
  })
  .superRefine((input, context) => {
    if ((input.holderId === undefined) === (input.institution === undefined))
      context.addIssue({ code: "custom", message: "invoicing.oneAssignee", path: ["holderId"] });
    if (input.institution !== undefined)
      for (const field of ["bankName", "bankAccount", "bankHolder"] as const)
        if (input[field] === undefined)
          context.addIssue({ code: "custom", message: "kernel.tooShort", path: [field] });
  });
export type ProposeAssignment = z.output<typeof ProposeAssignment>;

export const AnswerAssignment = z.object({ assignmentId: idOf("receivableAssignment") });
export const EndAssignment = z.object({ assignmentId: idOf("receivableAssignment"), reason });

/** Money that went between seller and assignee for the claim, as whoever paid it says. */
export const StateProceeds = z.object({
  assignmentId: idOf("receivableAssignment"),
  direction: z.enum(proceedsDirections),
  moneyRupiah: PositiveRupiahText,
  feeRupiah: RupiahText.refine((fee) => fee >= 0n, { error: "kernel.notRupiah" }).default(0n),
  paidOn: BusinessDayText,
  bankReference: text(3, 60),
  proofId: idOf("file", "invoicing.proofNeeded"),
});
export type StateProceeds = z.output<typeof StateProceeds>;
export const EndProceeds = z.object({ proceedsId: idOf("assignmentProceeds"), reason });

/** Receivables that one sold, owes or holds. */
export const receivableSides = ["sold", "held", "owed"] as const;
export type ReceivableSide = (typeof receivableSides)[number];
export const ReceivableFilter = PageRequest.extend({ side: z.enum(receivableSides).default("owed") });
export type ReceivableFilter = z.output<typeof ReceivableFilter>;
