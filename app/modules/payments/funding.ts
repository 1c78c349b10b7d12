import type { Rupiah } from "#app/kernel/money.ts";

/** How it came: a disbursement of the treasury (SP2D), the automatic filling up of the virtual account, or otherwise. */
export const fundingSources = ["sp2d", "top_up", "other"] as const;
export type FundingSource = (typeof fundingSources)[number];

/** Of the account that a kitchen pays from: what it begins with, and at which balance it is filled up again. */
export type SafeBalance = { readonly initialRupiah: Rupiah; readonly thresholdRupiah: Rupiah };

/**
 * How a kitchen's cash stands: `missing` below nothing (then money came that nobody wrote down, for no bank lets anyone pay what
 * is not there), `low` at or below the threshold, else `safe`. It warns and never stops a payment that was made.
 */
export type CashStanding = "missing" | "low" | "safe";

export function cashStanding(cashRupiah: Rupiah, { thresholdRupiah }: SafeBalance): CashStanding {
  if (cashRupiah < 0n) return "missing";
  return cashRupiah <= thresholdRupiah ? "low" : "safe";
}
