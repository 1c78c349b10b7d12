import { z } from "zod";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import type { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import type { lineObjections } from "#db/schema/invoicing-objections.ts";
import { vatOnPaper } from "../catalogue/vat.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { handoversOfLines } from "./line-handover-reads.server.ts";
import { vatRulesOfLines } from "./line-vat-reads.server.ts";
import type { TaxedSum } from "./objection.ts";

/** Everything that the credit note of a granted objection says, as JSON. */
export async function objectionCreditFacts(
  on: Executor,
  credit: {
    readonly invoice: typeof invoices.$inferSelect;
    readonly line: typeof invoiceLines.$inferSelect;
    readonly objection: typeof lineObjections.$inferSelect;
    readonly granted: TaxedSum;
    readonly on: BusinessDay;
  },
  issuedBy: string | null,
): Promise<Record<string, unknown>> {
  const { invoice, line, objection, granted } = credit;
  const parties = await paperPartiesOf([invoice.sellerId, invoice.buyerId], on);
  const [seller, buyer] = [parties.get(invoice.sellerId), parties.get(invoice.buyerId)];
  invariant(seller && buyer && invoice.number && invoice.issuedAt, "only an issued invoice is objected to");
  const rule = (await vatRulesOfLines([invoice.id], on)).get(line.id);
  const tax = rule ? vatOnPaper(granted.taxRupiah, granted.goodsRupiah, rule) : null;
  return z.encode(CreditNoteFacts, {
    issuer: seller.party,
    place: seller.place,
    issuedOn: credit.on,
    buyer: buyer.party,
    invoiceNumber: invoice.number,
    invoiceIssuedOn: dayOf(invoice.issuedAt, seller.timeZone),
    reason: `sanggahan atas baris ${line.position + 1} diterima: ${objection.note}. Jawaban penjual: ${objection.answer ?? ""}`,
    lines: [
      {
        description: line.description,
        specification: null,
        handover: (await handoversOfLines([invoice.id], on)).get(line.id) ?? null,
        unit: { name: "bagian", base: "piece" as const, size: 1n },
        quantityBase: 1n,
        priceRupiah: granted.goodsRupiah,
        amountRupiah: granted.goodsRupiah,
      },
    ],
    goodsRupiah: granted.goodsRupiah,
    charges: [],
    taxes: tax ? [tax] : [],
    totalRupiah: granted.goodsRupiah + granted.taxRupiah,
    note: null,
    issuedBy: { name: await signatoryName(issuedBy, on), role: "Penjual" },
  });
}
