import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { words } from "#app/kernel/words-text.ts";
import { NTPN, taxKinds } from "./tax-remittance.ts";

/** A month of a tax, "2026-07". */
const TaxMonthText = z
  .string()
  .trim()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: "payments.notTaxMonth" });

/** As people copy it from a receipt: in groups, in small letters. */
const NtpnText = z
  .string()
  .transform((text) => text.replace(/[\s.-]/g, "").toUpperCase())
  .pipe(z.string().regex(NTPN, { error: "payments.notNtpn" }));

/** Tax that was paid to the state, as its receipt (BPN) shows it. */
export const ReportTaxRemittance = z.object({
  kind: z.enum(taxKinds),
  month: TaxMonthText,
  amountRupiah: PositiveRupiahText,
  paidOn: BusinessDayText,
  ntpn: NtpnText,
  /** The account that it was paid from, where somebody wrote that down. */
  paidFrom: words(3, 60).optional(),
  proofId: idOf("file").optional(),
});

export const ConfirmTaxRemittance = z.object({ taxRemittanceId: idOf("taxRemittance") });
export const RejectTaxRemittance = z.object({
  taxRemittanceId: idOf("taxRemittance"),
  reason: words(5, 500),
});
export const DoubtTaxRemittance = z.object({ taxRemittanceId: idOf("taxRemittance"), reason: words(5, 500) });
export const SettleTaxDoubt = z.object({ taxRemittanceId: idOf("taxRemittance") });
