/** What a trade center's board shows, as plain figures: drawn on the page, and written into the cells of its file. */

export type RealisedMonth = {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly buyerName: string;
  readonly goods: string;
  readonly isWeighed: boolean;
  readonly month: string;
  /** What the parties agreed for a month, what was called off, and what the buyer accepted. */
  readonly agreedBase: bigint;
  readonly drawnBase: bigint;
  readonly acceptedBase: bigint;
};

/** One koperasi in one month: what it was offered, and what was due to it by the agreed keys, in rupiah of the call-offs. */
export type FairMonth = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly month: string;
  readonly dueRupiah: bigint;
  readonly offeredRupiah: bigint;
  readonly takenRupiah: bigint;
};

export type LevyMonth = {
  readonly month: string;
  readonly takenRupiah: bigint;
  readonly paidInRupiah: bigint;
};

/** The last price that each region's surveys reported for goods under contract, per kilogram, litre or piece. */
export type RegionPrice = {
  readonly commodityCode: string;
  readonly goods: string;
  readonly regionName: string;
  readonly source: string;
  readonly onDay: string;
  readonly priceRupiah: bigint;
};

export type LateCallOff = {
  readonly callOffId: string;
  readonly number: string;
  readonly goods: string;
  readonly buyerName: string;
  readonly deliveryDay: string;
  /** Koperasi have not answered in time, or goods have not arrived by their day. */
  readonly late: "answer" | "delivery";
  readonly days: number;
};

/** A claim that nobody has settled yet: found at the door and not divided by an invoice, or made after the handover. */
export type OpenClaim = {
  readonly callOffId: string;
  /** The claim after the handover; null for what was found at the door. */
  readonly disputeId: string | null;
  readonly callOffNumber: string;
  readonly koperasiName: string;
  readonly claimedBase: bigint;
  readonly isWeighed: boolean;
  readonly amountRupiah: bigint;
  readonly raisedAt: Date;
};

export type Owed = {
  readonly side: "buyer" | "koperasi" | "treasury";
  readonly name: string;
  readonly amountRupiah: bigint;
  /** The oldest day on which some of it was due; null where no day is agreed. */
  readonly since: string | null;
};

export type TradeBoard = {
  readonly realised: readonly RealisedMonth[];
  readonly fair: readonly FairMonth[];
  readonly levies: readonly LevyMonth[];
  readonly prices: readonly RegionPrice[];
  readonly late: readonly LateCallOff[];
  readonly claims: readonly OpenClaim[];
  readonly owed: readonly Owed[];
};

type Offered = {
  readonly callOffId: string;
  readonly month: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly weight: number;
  readonly offeredPacks: number;
  readonly takenPacks: number;
  readonly priceRupiahPerPack: bigint;
};

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/**
 * What was due to each koperasi month by month: of everything that a call-off offered, its part by the agreed weights, cut to
 * whole rupiah. Rupiah, because crates of eggs and sacks of shallots do not add up.
 */
export function fairMonths(rows: readonly Offered[]): FairMonth[] {
  const byCallOff = groupedBy(rows, (row) => row.callOffId);
  const months = new Map<string, FairMonth>();
  for (const sharers of byCallOff.values()) {
    const weights = sharers.reduce((sum, one) => sum + BigInt(one.weight), 0n);
    const offered = sharers.reduce((sum, one) => sum + BigInt(one.offeredPacks) * one.priceRupiahPerPack, 0n);
    for (const one of sharers) {
      const key = `${one.koperasiId} ${one.month}`;
      const before = months.get(key);
      months.set(key, {
        koperasiId: one.koperasiId,
        koperasiName: one.koperasiName,
        month: one.month,
        dueRupiah:
          (before?.dueRupiah ?? 0n) + (weights === 0n ? 0n : (offered * BigInt(one.weight)) / weights),
        offeredRupiah: (before?.offeredRupiah ?? 0n) + BigInt(one.offeredPacks) * one.priceRupiahPerPack,
        takenRupiah: (before?.takenRupiah ?? 0n) + BigInt(one.takenPacks) * one.priceRupiahPerPack,
      });
    }
  }
  return [...months.values()].sort((a, b) =>
    a.month !== b.month ? (a.month < b.month ? -1 : 1) : a.koperasiName < b.koperasiName ? -1 : 1,
  );
}

export type FairTotal = Omit<FairMonth, "month">;

/** The same over all months, the one who got the smallest part of its due first. */
export function fairTotals(months: readonly FairMonth[]): FairTotal[] {
  const totals = [...groupedBy(months, (row) => row.koperasiId).values()].flatMap((own): FairTotal[] => {
    const [first] = own;
    if (!first) return [];
    const sum = (of: (row: FairMonth) => bigint) => own.reduce((all, row) => all + of(row), 0n);
    return [
      {
        koperasiId: first.koperasiId,
        koperasiName: first.koperasiName,
        dueRupiah: sum((row) => row.dueRupiah),
        offeredRupiah: sum((row) => row.offeredRupiah),
        takenRupiah: sum((row) => row.takenRupiah),
      },
    ];
  });
  return totals.sort((a, b) => partOfDue(a) - partOfDue(b) || (a.koperasiId < b.koperasiId ? -1 : 1));
}

/** What was offered of what was due, in percent and cut; 100 where nothing was due. */
export function partOfDue(row: Pick<FairMonth, "dueRupiah" | "offeredRupiah">): number {
  return row.dueRupiah === 0n ? 100 : Number((row.offeredRupiah * 100n) / row.dueRupiah);
}

/** Of each commodity, the dearest region's price less the cheapest's; those with one region only are left out. */
export function priceSpreads(prices: readonly RegionPrice[]) {
  return [...groupedBy(prices, (row) => row.commodityCode).values()].flatMap((rows) => {
    const sorted = [...rows].sort((a, b) => Number(a.priceRupiah - b.priceRupiah));
    const [lowest, highest] = [sorted[0], sorted.at(-1)];
    if (!lowest || !highest || lowest.regionName === highest.regionName) return [];
    return [{ lowest, highest, spreadRupiah: highest.priceRupiah - lowest.priceRupiah }];
  });
}
