import { RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { hasTreasurer } from "../identity/organisation-reads.server.ts";
import type { OpenInvoice } from "./payment-reads.server.ts";
import { vatWithin } from "./withheld.ts";

type Kept = {
  readonly withheldRupiah: Rupiah;
  readonly vatKeptRupiah: Rupiah;
  readonly withholdingSlip?: string | undefined;
  readonly allocations: readonly { readonly invoiceId: string; readonly amountRupiah: Rupiah }[];
};

/** What a treasurer kept of a payment, both taxes together. */
export const keptOf = (one: Pick<Kept, "withheldRupiah" | "vatKeptRupiah">): Rupiah =>
  one.withheldRupiah + one.vatKeptRupiah;

/**
 * Refuses tax that was kept back without the paper that says so, VAT that is kept by a buyer without a treasurer of the government, and
 * more VAT than what is paid of the invoices holds. Income tax is bounded by what is paid alone: who withholds, and at which rate,
 * is checked by whoever verifies the payment against that paper.
 */
export async function refuseKept(
  tx: LatestTransaction,
  buyerId: string,
  kept: Kept,
  claims: readonly OpenInvoice[],
): Promise<void> {
  if (keptOf(kept) > 0n && !kept.withholdingSlip)
    throw new RuleBroken("payments.slipMissing", { field: "withholdingSlip" });
  if (keptOf(kept) >= sumOf(kept.allocations.map((part) => part.amountRupiah)) && keptOf(kept) > 0n)
    throw new RuleBroken("payments.withheldTooMuch");
  if (kept.vatKeptRupiah === 0n) return;
  if (!(await hasTreasurer(buyerId, tx)))
    throw new RuleBroken("payments.noTreasurer", { field: "vatKeptRupiah" });
  const most = vatWithin(
    kept.allocations.flatMap(({ invoiceId, amountRupiah }) => {
      const claim = claims.find((one) => one.id === invoiceId);
      return claim
        ? [{ taxRupiah: claim.taxRupiah, totalRupiah: claim.totalRupiah, paysRupiah: amountRupiah }]
        : [];
    }),
  );
  if (kept.vatKeptRupiah > most)
    throw new RuleBroken("payments.vatTooMuch", { field: "vatKeptRupiah", most: most.toString() });
}
