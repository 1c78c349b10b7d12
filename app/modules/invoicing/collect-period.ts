import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { InvoiceDraft, InvoiceLineDraft } from "./invoice.ts";

export type CollectedDraft = { readonly shipmentId: string; readonly draft: InvoiceDraft };
export type DraftPart = {
  readonly shipmentId: string;
  readonly goodsRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
};

/** What one invoice collects: every line of its deliveries, and each delivery's part of the total. */
export type CollectedInvoice = { readonly draft: InvoiceDraft; readonly parts: readonly DraftPart[] };

/**
 * Puts deliveries onto as few invoices as their lines fit on, in the order given and none of them on two. Nothing is reckoned anew:
 * goods and tax of an invoice are the sums of its parts, and of a part those of its delivery, each line with the tax of its own day.
 */
export function collected(deliveries: readonly CollectedDraft[], linesMax: number): CollectedInvoice[] {
  const sheets: CollectedDraft[][] = [];
  let room = 0;
  for (const delivery of deliveries) {
    const { length } = delivery.draft.lines;
    if (length === 0) continue;
    const last = sheets.at(-1);
    if (last && length <= room) last.push(delivery);
    else {
      sheets.push([delivery]);
      room = linesMax;
    }
    room -= length;
  }
  return sheets.map(onOne);
}

function onOne(deliveries: readonly CollectedDraft[]): CollectedInvoice {
  const lines: readonly InvoiceLineDraft[] = deliveries.flatMap(({ draft }) => draft.lines);
  const goodsRupiah = sumOf(deliveries.map(({ draft }) => draft.goodsRupiah));
  const taxRupiah = sumOf(deliveries.map(({ draft }) => draft.taxRupiah));
  return {
    draft: { lines, goodsRupiah, taxRupiah, freightRupiah: 0n, totalRupiah: goodsRupiah + taxRupiah },
    parts: deliveries.map(({ shipmentId, draft }) => ({
      shipmentId,
      goodsRupiah: draft.goodsRupiah,
      taxRupiah: draft.taxRupiah,
    })),
  };
}
