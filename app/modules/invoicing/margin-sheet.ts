import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type GoodsClass, goodsClasses } from "#app/kernel/goods-class.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";

/**
 * The margin sheet of a koperasi, as its treasurer keeps one: what kitchens are asked to pay for goods, less what those whose
 * goods they are get for them, and less what goods had cost that the koperasi bought itself. Both sides are what the books say, so a sale that was taken back is in neither. Other people's goods in
 * custody are not in it: of those the koperasi earns a commission, not a margin.
 */
export type SheetDay = {
  /** The day on which the invoices were issued, or taken back. */
  readonly onDay: BusinessDay;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly sellRupiah: Rupiah;
  readonly buyRupiah: Rupiah;
};

/** What one producer gets for the goods of the period. */
export type SheetSupplier = {
  readonly producerId: string;
  readonly name: string;
  readonly buyRupiah: Rupiah;
};

export type SheetTotal = {
  readonly sellRupiah: Rupiah;
  readonly buyRupiah: Rupiah;
  readonly earnedRupiah: Rupiah;
  /** Basis points of what was sold, and of what it cost, each rounded half up; null of nothing. */
  readonly ofSales: bigint | null;
  readonly onCost: bigint | null;
};

function basisPoints(part: Rupiah, whole: Rupiah): bigint | null {
  return whole <= 0n ? null : divideHalfUp(part * 10_000n, whole);
}

/** Adds rows up; the earned is always sold − bought, to the rupiah. */
export function sheetTotal(rows: readonly Pick<SheetDay, "sellRupiah" | "buyRupiah">[]): SheetTotal {
  const sellRupiah = sumOf(rows.map((row) => row.sellRupiah));
  const buyRupiah = sumOf(rows.map((row) => row.buyRupiah));
  const earnedRupiah = sellRupiah - buyRupiah;
  return {
    sellRupiah,
    buyRupiah,
    earnedRupiah,
    ofSales: basisPoints(earnedRupiah, sellRupiah),
    onCost: basisPoints(earnedRupiah, buyRupiah),
  };
}

export type SheetClass = { readonly goodsClass: GoodsClass } & Pick<SheetDay, "sellRupiah" | "buyRupiah">;

/** What the books say of one sale, or of taking it back, and what each of its lines weighs in it. */
export type BookedSale = {
  readonly sellRupiah: Rupiah;
  /** To producers, and the cost of goods that were bought. */
  readonly owedRupiah: Rupiah;
  readonly costRupiah: Rupiah;
  readonly lines: readonly {
    readonly goodsClass: GoodsClass;
    readonly saleRupiah: Rupiah;
    readonly owedRupiah: Rupiah;
    readonly costRupiah: Rupiah;
  }[];
};

/**
 * Sums by class of goods, in the order of the classes; those of which nothing was sold are left out. No rupiah is lost: every booked amount
 * is divided among its lines, equally where nothing says how.
 */
export function classSums(sales: readonly BookedSale[]): SheetClass[] {
  const sums = new Map<GoodsClass, { sell: Rupiah; buy: Rupiah }>();
  const parts = (total: Rupiah, weights: readonly bigint[]) =>
    share(
      total,
      weights.some((weight) => weight > 0n)
        ? weights.map((weight) => (weight < 0n ? 0n : weight))
        : weights.map(() => 1n),
    );
  for (const { sellRupiah, owedRupiah, costRupiah, lines } of sales) {
    if (lines.length === 0) continue;
    const sold = parts(
      sellRupiah,
      lines.map((line) => line.saleRupiah),
    );
    const owed = parts(
      owedRupiah,
      lines.map((line) => line.owedRupiah),
    );
    const cost = parts(
      costRupiah,
      lines.map((line) => line.costRupiah),
    );
    for (const [at, { goodsClass }] of lines.entries()) {
      const sum = sums.get(goodsClass) ?? { sell: 0n, buy: 0n };
      sum.sell += sold[at] ?? 0n;
      sum.buy += (owed[at] ?? 0n) + (cost[at] ?? 0n);
      sums.set(goodsClass, sum);
    }
  }
  return goodsClasses.flatMap((goodsClass) => {
    const sum = sums.get(goodsClass);
    return sum && (sum.sell !== 0n || sum.buy !== 0n)
      ? [{ goodsClass, sellRupiah: sum.sell, buyRupiah: sum.buy }]
      : [];
  });
}

/** What was sold by whose harvest it was: of members, of other producers, and of nobody by name. */
export type MembershipSales = {
  readonly membersRupiah: Rupiah;
  readonly othersRupiah: Rupiah;
  readonly unnamedRupiah: Rupiah;
};

/**
 * Divides what was sold among members, others and nobody by name: each sale among its lines by what they were invoiced at, each line by what
 * its growers are owed for it. The three add up to what was booked, to the rupiah, also where it was booked back.
 */
export function membershipSales(
  sales: readonly {
    readonly sellRupiah: Rupiah;
    readonly lines: readonly {
      readonly saleRupiah: Rupiah;
      readonly membersRupiah: Rupiah;
      readonly othersRupiah: Rupiah;
    }[];
  }[],
): MembershipSales {
  const sum = { membersRupiah: 0n, othersRupiah: 0n, unnamedRupiah: 0n };
  for (const { sellRupiah, lines } of sales) {
    const weights = lines.map(({ saleRupiah }) => saleRupiah);
    if (!weights.some((weight) => weight > 0n)) {
      sum.unnamedRupiah += sellRupiah;
      continue;
    }
    const parts = share(sellRupiah, weights);
    for (const [at, { membersRupiah, othersRupiah }] of lines.entries()) {
      const part = parts[at] ?? 0n;
      if (membersRupiah + othersRupiah === 0n) {
        sum.unnamedRupiah += part;
        continue;
      }
      const [ofMembers = 0n, ofOthers = 0n] = share(part, [membersRupiah, othersRupiah]);
      sum.membersRupiah += ofMembers;
      sum.othersRupiah += ofOthers;
    }
  }
  return sum;
}
