import { createHash } from "node:crypto";

/**
 * Somebody who has the two public files of a cell, SHA-256, and the description of a seal (`seal-cell.ts`), and nothing
 * of ours. Written from the description alone; imports no code of the house.
 */
type Instance = {
  readonly lines: readonly { readonly id: string; readonly class: number; readonly quantity: number }[];
  readonly offers: readonly { readonly id: string; readonly quantity: number }[];
  readonly pairs: readonly (readonly [line: number, offer: number, cost: number])[];
};
type Result = {
  readonly assignments: readonly {
    readonly line: string;
    readonly offer: string;
    readonly quantity: number;
  }[];
  readonly unfilled: readonly { readonly line: string; readonly quantity: number }[];
  readonly certificate: {
    readonly penalty: string;
    readonly lineValue: Readonly<Record<string, string>>;
    readonly offerRent: Readonly<Record<string, string>>;
  };
};

/** The leaves of a cell: one for each component, and one for the rest. */
export function leavesOf(instance: Instance, result: Result): string[] {
  const group = components(instance);
  const roots = [...new Set(instance.pairs.map(([line]) => group(line)))];
  const isRest = (node: number) => !roots.includes(group(node));
  const record = new Records(instance, result);
  const lineCount = instance.lines.length;
  const sealed = roots.map((root) => {
    const lines = [...instance.lines.keys()].filter((line) => group(line) === root);
    const offers = [...instance.offers.keys()].filter((offer) => group(lineCount + offer) === root);
    return leaf(record.component(lines, offers));
  });
  const lines = [...instance.lines.keys()].filter(isRest);
  const offers = [...instance.offers.keys()].filter((offer) => isRest(lineCount + offer));
  const rest = ["lumbung-night/1 rest\n", ...lines.map(record.line), ...offers.map(record.offer)];
  return [...sealed, leaf([Buffer.from(rest.join(""))])];
}

/** The root of a night over the leaves of all its cells (RFC 6962, section 2.1). */
export function rootOf(leaves: readonly string[]): string {
  const tree = (hashes: readonly Buffer[]): Buffer => {
    const [only] = hashes;
    if (only === undefined) return sha256();
    if (hashes.length === 1) return only;
    let half = 1;
    while (2 * half < hashes.length) half *= 2;
    return sha256(Buffer.of(1), tree(hashes.slice(0, half)), tree(hashes.slice(half)));
  };
  return tree([...leaves].sort().map((hash) => Buffer.from(hash, "hex"))).toString("hex");
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function leaf(record: readonly Uint8Array[]): string {
  return sha256(Buffer.of(0), ...record).toString("hex");
}

function components({ lines, offers, pairs }: Instance): (node: number) => number {
  const parent = Array.from({ length: lines.length + offers.length }, (_, node) => node);
  const top = (node: number): number => (parent[node] === node ? node : top(parent[node] as number));
  for (const [line, offer] of pairs) parent[top(lines.length + offer)] = top(line);
  return top;
}

class Records {
  constructor(
    private readonly instance: Instance,
    private readonly result: Result,
  ) {}

  readonly line = (at: number): string => {
    const { id, class: urgency, quantity } = this.instance.lines[at] as Instance["lines"][number];
    const missing = this.result.unfilled.find(({ line }) => line === id)?.quantity ?? 0;
    const pairs = this.instance.pairs.filter(([line]) => line === at).length;
    const price = this.price(this.result.certificate.lineValue[id]);
    return `L${Buffer.byteLength(id)}:${id} ${urgency} ${quantity} ${missing} ${price} ${pairs}\n`;
  };

  readonly offer = (at: number): string => {
    const { id, quantity } = this.instance.offers[at] as Instance["offers"][number];
    const rent = this.price(this.result.certificate.offerRent[id]);
    return `O${Buffer.byteLength(id)}:${id} ${quantity} ${rent}\n`;
  };

  component(lines: readonly number[], offers: readonly number[]): Uint8Array[] {
    const pairs = this.instance.pairs
      .filter(([line]) => lines.includes(line))
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const sales = this.result.assignments.map(({ line, offer, quantity }) => {
      const from = this.instance.lines.findIndex(({ id }) => id === line);
      const to = this.instance.offers.findIndex(({ id }) => id === offer);
      const cost = pairs.find((pair) => pair[0] === from && pair[1] === to)?.[2];
      return { line: lines.indexOf(from), lot: offers.indexOf(to), quantity, cost };
    });
    const sold = sales
      .filter(({ line }) => line !== -1)
      .sort((a, b) => a.line - b.line || a.lot - b.lot)
      .map(({ line, lot, quantity, cost }) => `A${line} ${lot} ${quantity} ${cost}\n`);
    const least = Math.min(...pairs.map(([, , cost]) => cost));
    const text = [
      "lumbung-night/1 component\n",
      ...lines.map(this.line),
      ...offers.map(this.offer),
      ...sold,
      `P${pairs.length} ${least}\n`,
    ];
    const numbers = pairs.flatMap(([, offer, cost]) => [lines.length + offers.indexOf(offer), cost - least]);
    const isWide = this.instance.pairs.some(([, , cost]) => cost > 0x7fffffff);
    const bytes = Buffer.alloc(numbers.length * (isWide ? 8 : 4));
    for (const [at, number] of numbers.entries())
      if (isWide) bytes.writeDoubleLE(number, at * 8);
      else bytes.writeInt32LE(number, at * 4);
    return [Buffer.from(text.join("")), bytes];
  }

  /** Steps and milli of a price: whole penalties, and what is left of it on either side of zero. */
  private price(digits: string | undefined): string {
    const penalty = BigInt(this.result.certificate.penalty);
    const value = BigInt(digits ?? NaN);
    const half = penalty / 2n;
    const above = value + half;
    const steps = above >= 0n ? above / penalty : -((penalty - 1n - above) / penalty);
    return `${steps} ${value - steps * penalty}`;
  }
}
