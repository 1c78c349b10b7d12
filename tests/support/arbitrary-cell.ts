import fc from "fast-check";
import type { DemandLine, SupplyLot } from "#app/modules/matching/market.ts";

export const CELL_NOW = new Date("2026-06-01T05:00:00Z");

/** The seller of a listing, and with it everything that its lots have in common. */
function listing(): fc.Arbitrary<Omit<SupplyLot, "lotId" | "availableBase" | "availableFrom" | "expiresOn">> {
  return fc.record({
    listingId: fc.constant(""),
    sellerId: fc.constantFrom("buyer 0", "seller 1", "seller 2", "seller 3"),
    commodityCode: fc.constantFrom("eggs", "rice"),
    gradeRank: fc.integer({ min: 0, max: 2 }),
    radiusMetres: fc.constantFrom(20_000, 60_000, 150_000, 5_000_000),
    priceMilli: fc.bigInt(22n, 32n),
    minOrderBase: fc.constantFrom(0n, 3n),
    orderBefore: fc.constantFrom(CELL_NOW, CELL_NOW, CELL_NOW, new Date(CELL_NOW.getTime() - 1)),
    isPreferred: fc.boolean(),
    isVerified: fc.constantFrom(true, true, true, false),
    licences: fc.constantFrom(0, 1, 3),
    freightMilliPer1000Km: fc.constantFrom(0, 15),
    tiers: fc.constantFrom([], [{ fromBase: 4n, priceMilli: 21n }]),
    kindLists: fc.constantFrom<NonNullable<SupplyLot["kindLists"]>>(
      {},
      { koperasi: { priceMilli: 20n } },
      { kitchen: { priceMilli: 33n, tiers: [{ fromBase: 5n, priceMilli: 21n }] } },
    ),
    lat: fc.double({ min: -8, max: -7, noNaN: true }),
    lng: fc.double({ min: 112, max: 113, noNaN: true }),
  });
}

const line = fc.record({
  buyerId: fc.constantFrom("buyer 0", "buyer 1", "buyer 2"),
  buyerKind: fc.constantFrom("kitchen", "koperasi"),
  orderId: fc.constant("order"),
  commodityCode: fc.constantFrom("eggs", "rice"),
  gradeRank: fc.integer({ min: 0, max: 2 }),
  quantityBase: fc.bigInt(0n, 9n),
  ceilingMilli: fc.constantFrom(null, 27n, 30n),
  urgencyClass: fc.integer({ min: 0, max: 2 }),
  blockedSellerIds: fc.constantFrom([], [], ["seller 1"], ["seller 2", "seller 3"]),
  licences: fc.constantFrom(0, 0, 1, 2),
  lat: fc.double({ min: -8, max: -7, noNaN: true }),
  lng: fc.double({ min: 112, max: 113, noNaN: true }),
});

export type ArbitraryCell = { readonly lines: readonly DemandLine[]; readonly lots: readonly SupplyLot[] };

/** What a unit of a lot costs a line that gets so much of it, as plainly as it can be said. */
export function milliAt(line: DemandLine, lot: SupplyLot, quantity: bigint): number {
  const list = lot.kindLists?.[line.buyerKind ?? ""] ?? lot;
  return Number(list.tiers?.findLast(({ fromBase }) => fromBase <= quantity)?.priceMilli ?? list.priceMilli);
}

/** A small cell in which every rule of the trade bites now and then; ids come in no particular order. */
export function arbitraryCell({ days = ["2026-06-03", "2026-06-04"] } = {}): fc.Arbitrary<ArbitraryCell> {
  const day = fc.constantFrom(...days);
  const ids = (prefix: string, most: number) =>
    fc.uniqueArray(
      fc.integer({ min: 0, max: 999 }).map((number) => `${prefix} ${number}`),
      { maxLength: most },
    );
  const lotOf = fc.record({
    availableBase: fc.bigInt(0n, 12n),
    availableFrom: fc.constantFrom("2026-06-01", ...days),
    expiresOn: fc.constantFrom("2026-06-10", ...days),
    of: fc.nat(),
  });
  return fc
    .record({
      lineIds: ids("line", 12),
      lotIds: ids("lot", 12),
      lines: fc.array(fc.tuple(line, day), { minLength: 12, maxLength: 12 }),
      listings: fc.array(listing(), { minLength: 1, maxLength: 5 }),
      lots: fc.array(lotOf, { minLength: 12, maxLength: 12 }),
    })
    .map(({ lineIds, lotIds, lines, listings, lots }) => ({
      lines: lineIds.map((lineId, at) => {
        const [asked, deliveryDay] = lines[at] as (typeof lines)[number];
        return { ...asked, lineId, deliveryDay };
      }),
      lots: lotIds.map((lotId, at) => {
        const { of, ...goods } = lots[at] as (typeof lots)[number];
        const from = of % listings.length;
        return {
          ...(listings[from] as (typeof listings)[number]),
          ...goods,
          lotId,
          listingId: `listing ${from}`,
        };
      }),
    }));
}
