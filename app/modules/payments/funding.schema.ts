import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { words } from "#app/kernel/words-text.ts";
import { fundingSources } from "./funding.ts";

/** Money that came into a kitchen's account, for one of its budgets, as the bank shows it. */
export const ReportFunding = z.object({
  budgetId: idOf("budget"),
  amountRupiah: PositiveRupiahText,
  receivedOn: BusinessDayText,
  source: z.enum(fundingSources),
  /** Number of the SP2D, or the bank's own reference. */
  reference: words(3, 60),
  proofId: idOf("file", "payments.proofNeeded"),
});

export const ConfirmFunding = z.object({ fundingId: idOf("funding") });
export const RejectFunding = z.object({ fundingId: idOf("funding"), reason: words(5, 500) });
export const DoubtFunding = z.object({ fundingId: idOf("funding"), reason: words(5, 500) });
export const SettleFundingDoubt = z.object({ fundingId: idOf("funding") });
