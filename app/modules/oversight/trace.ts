import type { Rupiah } from "#app/kernel/money.ts";

/**
 * The trace of one purchase: where its rupiah came from and where they went, from the kitchen's budget to the people
 * who grew the food. Every figure is read from the papers and the ledger; each viewer sees the part that is theirs.
 */
export type TraceStage = "budget" | "seller" | "use";

export type TraceNode = {
  readonly id: string;
  readonly stage: TraceStage;
  readonly label: TraceLabel;
  readonly amount: Rupiah;
};

/** What a node is, for the screen to name: an organisation or producer by name, or one of our own words. */
export type TraceLabel =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "word"; readonly word: "budget" | "margin" | "tax" | "uninvoiced" };

export type TraceLink = { readonly from: string; readonly to: string; readonly amount: Rupiah };

export type TracedSale = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly invoicedRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  readonly producers: readonly {
    readonly producerId: string;
    readonly name: string;
    readonly amountRupiah: Rupiah;
  }[];
};

/**
 * Draws the flow of one purchase: budget → sellers → producers, tax and what stays with the seller. What flows into a
 * seller flows out of it again, to the rupiah.
 */
export function flowOf(sales: readonly TracedSale[]): {
  readonly nodes: TraceNode[];
  readonly links: TraceLink[];
} {
  const total = sales.reduce((sum, sale) => sum + sale.invoicedRupiah, 0n);
  const nodes: TraceNode[] = [
    { id: "budget", stage: "budget", label: { kind: "word", word: "budget" }, amount: total },
  ];
  const links: TraceLink[] = [];
  let tax = 0n;
  let margin = 0n;
  for (const sale of sales) {
    nodes.push({
      id: sale.sellerId,
      stage: "seller",
      label: { kind: "named", name: sale.sellerName },
      amount: sale.invoicedRupiah,
    });
    links.push({ from: "budget", to: sale.sellerId, amount: sale.invoicedRupiah });
    const toProducers = sale.producers.reduce((sum, producer) => sum + producer.amountRupiah, 0n);
    for (const producer of sale.producers) {
      nodes.push({
        id: producer.producerId,
        stage: "use",
        label: { kind: "named", name: producer.name },
        amount: producer.amountRupiah,
      });
      links.push({ from: sale.sellerId, to: producer.producerId, amount: producer.amountRupiah });
    }
    const kept = sale.invoicedRupiah - sale.taxRupiah - toProducers;
    if (sale.taxRupiah > 0n) links.push({ from: sale.sellerId, to: "tax", amount: sale.taxRupiah });
    if (kept > 0n) links.push({ from: sale.sellerId, to: "margin", amount: kept });
    tax += sale.taxRupiah;
    margin += kept > 0n ? kept : 0n;
  }
  if (tax > 0n) nodes.push({ id: "tax", stage: "use", label: { kind: "word", word: "tax" }, amount: tax });
  if (margin > 0n)
    nodes.push({ id: "margin", stage: "use", label: { kind: "word", word: "margin" }, amount: margin });
  return { nodes, links };
}
