import type { SupplyLot } from "./supply-row.ts";

type Lot = Pick<SupplyLot, "lotId" | "listingId" | "expiresOn" | "availableBase" | "roomBase" | "warehouse">;

/**
 * What the listing of each lot can still send that day, by position, when all that leaves one warehouse together may not weigh more than
 * it can hand out: what expires first leaves first, then by id, as somebody in the store would take it from the shelf.
 *
 * A market knows a limit of a listing's day and none of a warehouse, so what a warehouse can hand out is divided among its listings
 * beforehand. Whatever is promised within these rooms is within that of every warehouse; a listing that does not sell its part leaves it
 * unused in this clearing, and the next one divides what is left. Listings without a limited warehouse keep their own room.
 */
export function roomsWithinWarehouses(lots: readonly Lot[]): bigint[] {
  const limited = lots.filter(({ warehouse }) => warehouse?.roomMg != null);
  if (limited.length === 0) return lots.map(({ roomBase }) => roomBase);
  const leftMg = new Map<string, bigint>();
  const given = new Map<string, bigint>();
  const held = new Set<string>();
  for (const lot of [...limited].sort(byExpiry)) {
    const { id, mgPerBase, roomMg } = lot.warehouse as NonNullable<Lot["warehouse"]>;
    const left = leftMg.get(id) ?? roomMg ?? 0n;
    const before = given.get(lot.listingId) ?? 0n;
    const wanted = least(lot.availableBase, lot.roomBase - before);
    const base = least(wanted, left / mgPerBase);
    if (base < wanted) held.add(lot.listingId);
    given.set(lot.listingId, before + base);
    leftMg.set(id, left - base * mgPerBase);
  }
  return lots.map((lot) => (held.has(lot.listingId) ? (given.get(lot.listingId) ?? 0n) : lot.roomBase));
}

function byExpiry(a: Lot, b: Lot): number {
  if (a.expiresOn !== b.expiresOn) return a.expiresOn < b.expiresOn ? -1 : 1;
  return a.lotId < b.lotId ? -1 : 1;
}

function least(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((low, each) => (each < low ? each : low));
}
