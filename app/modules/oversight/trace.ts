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
  | { readonly kind: "word"; readonly word: "budget" | "own" | "margin" | "tax" | "goods" };

export type TraceLink = { readonly from: string; readonly to: string; readonly amount: Rupiah };

export type TracedSale = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly invoicedRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  /** Whom the seller pays out of it; null when that is not for this viewer to know. */
  readonly producers:
    | readonly { readonly producerId: string; readonly name: string; readonly amountRupiah: Rupiah }[]
    | null;
};

type Sums = {
  invoiced: Rupiah;
  tax: Rupiah;
  readonly producers: Map<string, Rupiah>;
  isWhole: boolean;
};

/** The invoices of one seller together: two shipments of one purchase flow as one. */
function bySeller(sales: readonly TracedSale[]): Map<string, Sums> {
  const sellers = new Map<string, Sums>();
  for (const sale of sales) {
    const sums = sellers.get(sale.sellerId) ?? { invoiced: 0n, tax: 0n, producers: new Map(), isWhole: true };
    sums.invoiced += sale.invoicedRupiah;
    sums.tax += sale.taxRupiah;
    sums.isWhole &&= sale.producers !== null;
    for (const { producerId, amountRupiah } of sale.producers ?? [])
      sums.producers.set(producerId, (sums.producers.get(producerId) ?? 0n) + amountRupiah);
    sellers.set(sale.sellerId, sums);
  }
  return sellers;
}

/**
 * Draws the flow of one purchase: budget → sellers → producers, tax and what stays with the seller. For a viewer who may
 * not see whom a seller pays, all but the tax flows into one node, the goods: it tells neither a price nor a margin. Where a seller owes
 * its producers more than it was paid, the rest comes out of its own money. What flows into a seller flows out of
 * it again, to the rupiah, and every node is worth what its links carry.
 */
export function flowOf(sales: readonly TracedSale[]): {
  readonly nodes: TraceNode[];
  readonly links: TraceLink[];
} {
  const links: TraceLink[] = [];
  const link = (from: string, to: string, amount: Rupiah) => {
    if (amount > 0n) links.push({ from, to, amount });
  };
  const sellers = bySeller(sales);
  for (const [sellerId, { invoiced, tax, producers, isWhole }] of sellers) {
    if (!isWhole) {
      link("budget", sellerId, invoiced);
      link(sellerId, "tax", tax);
      link(sellerId, "goods", invoiced - tax);
      continue;
    }
    const toProducers = [...producers.values()].reduce((sum, amount) => sum + amount, 0n);
    const kept = invoiced - tax - toProducers;
    link("budget", sellerId, invoiced);
    link("own", sellerId, -kept);
    for (const [producerId, amount] of producers) link(sellerId, producerId, amount);
    link(sellerId, "tax", tax);
    link(sellerId, "margin", kept);
  }
  const into = (id: string) => worth(links.filter((one) => one.to === id));
  const outOf = (id: string) => worth(links.filter((one) => one.from === id));
  const producers = new Map(
    sales.flatMap((sale) =>
      (sale.producers ?? []).map(({ producerId, name }) => [producerId, name] as const),
    ),
  );
  const names = new Map(sales.map((sale) => [sale.sellerId, sale.sellerName]));
  const nodes: TraceNode[] = [
    { id: "budget", stage: "budget", label: { kind: "word", word: "budget" }, amount: outOf("budget") },
    { id: "own", stage: "budget", label: { kind: "word", word: "own" }, amount: outOf("own") },
    ...[...names].map(([id, name]): TraceNode => named(id, "seller", name, into(id))),
    ...[...producers].map(([id, name]): TraceNode => named(id, "use", name, into(id))),
    { id: "goods", stage: "use", label: { kind: "word", word: "goods" }, amount: into("goods") },
    { id: "tax", stage: "use", label: { kind: "word", word: "tax" }, amount: into("tax") },
    { id: "margin", stage: "use", label: { kind: "word", word: "margin" }, amount: into("margin") },
  ];
  return { nodes: nodes.filter((node) => node.amount > 0n), links };
}

function worth(links: readonly TraceLink[]): Rupiah {
  return links.reduce((sum, link) => sum + link.amount, 0n);
}

function named(id: string, stage: TraceStage, name: string, amount: Rupiah): TraceNode {
  return { id, stage, label: { kind: "named", name }, amount };
}
