import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { hasTreasurer } from "../identity/organisation-reads.server.ts";
import { vatKeptOf } from "./kept-vat-reads.server.ts";
import type { OpenInvoice } from "./payment-reads.server.ts";
import { keptOfEach, vatWithin } from "./withheld.ts";

type Kept = {
  readonly withheldRupiah: Rupiah;
  readonly vatKeptRupiah: Rupiah;
  readonly withholdingSlip?: string | undefined;
  readonly allocations: readonly { readonly invoiceId: string; readonly amountRupiah: Rupiah }[];
};

/** What a payment pays of an invoice, and the VAT of it that was kept. */
export type KeptAllocation = Kept["allocations"][number] & { readonly vatKeptRupiah: Rupiah };

/** What a treasurer kept of a payment, both taxes together. */
export const keptOf = (one: Pick<Kept, "withheldRupiah" | "vatKeptRupiah">): Rupiah =>
  one.withheldRupiah + one.vatKeptRupiah;

/**
 * Refuses tax that was kept back without the paper that says so, VAT that is kept by a buyer without a treasurer of the government, and
 * more VAT than all that is paid of the invoices holds. Answers what is paid of each with the VAT that is kept of it. Income tax is bounded by what is paid alone: who withholds, and at which rate,
 * is checked by whoever verifies the payment against that paper.
 */
export async function refuseKept(
  tx: LatestTransaction,
  buyerId: string,
  kept: Kept,
  claims: readonly OpenInvoice[],
): Promise<readonly KeptAllocation[]> {
  if (keptOf(kept) > 0n && !kept.withholdingSlip)
    throw new RuleBroken("payments.slipMissing", { field: "withholdingSlip" });
  if (keptOf(kept) >= sumOf(kept.allocations.map((part) => part.amountRupiah)) && keptOf(kept) > 0n)
    throw new RuleBroken("payments.withheldTooMuch");
  if (kept.vatKeptRupiah === 0n)
    return kept.allocations.map((allocation) => ({ ...allocation, vatKeptRupiah: 0n }));
  if (!(await hasTreasurer(buyerId, tx)))
    throw new RuleBroken("payments.noTreasurer", { field: "vatKeptRupiah" });
  const before = await vatKeptOf(
    kept.allocations.map(({ invoiceId }) => invoiceId),
    tx,
  );
  const parts = kept.allocations.map(({ invoiceId, amountRupiah }) => {
    const claim = claims.find((one) => one.id === invoiceId);
    invariant(claim, "what is paid was looked up");
    return {
      taxRupiah: claim.taxRupiah,
      totalRupiah: claim.totalRupiah,
      beforeRupiah: claim.paidRupiah + claim.reportedRupiah,
      keptRupiah: before.get(invoiceId) ?? 0n,
      paysRupiah: amountRupiah,
    };
  });
  const most = vatWithin(parts);
  if (kept.vatKeptRupiah > most)
    throw new RuleBroken("payments.vatTooMuch", { field: "vatKeptRupiah", most: most.toString() });
  const ofEach = keptOfEach(kept.vatKeptRupiah, parts);
  return kept.allocations.map((allocation, at) => ({ ...allocation, vatKeptRupiah: ofEach[at] ?? 0n }));
}
