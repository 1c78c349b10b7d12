import { and, asc, eq, sql } from "drizzle-orm";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { callOffs, contractLines } from "#db/schema/contracts.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { shareLots } from "#db/schema/shipments-share-lots.ts";
import { type FreeLot, freeLots } from "../catalogue/free-lots-reads.server.ts";
import { lotsToName } from "../catalogue/lots-to-name-reads.server.ts";
import { sharePicks } from "./share-picks.ts";

type NamedLot = FreeLot & { readonly shipmentId: string };

/** The lots that were named for these shares, by share, the first to expire first; `freeBase` is what was named of each. */
export async function lotsNamed(
  shipmentIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, readonly FreeLot[]>> {
  const rows: NamedLot[] = await on
    .select({
      shipmentId: shareLots.shipmentId,
      lotId: lots.id,
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      warehouseId: listings.warehouseId,
      warehouseName: warehouses.name,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
      freeBase: shareLots.namedBase,
    })
    .from(shareLots)
    .innerJoin(lots, eq(lots.id, shareLots.lotId))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .leftJoin(warehouses, eq(warehouses.id, listings.warehouseId))
    .where(and(isAmong(shareLots.shipmentId, shipmentIds), sql`${shareLots.namedBase} > 0`))
    .orderBy(asc(lots.expiresOn), asc(lots.harvestedOn), asc(lots.id));
  const named = new Map<string, FreeLot[]>();
  for (const { shipmentId, ...lot } of rows) named.set(shipmentId, [...(named.get(shipmentId) ?? []), lot]);
  return named;
}

/**
 * The lots that a share of a call-off may be brought from, for its seller, the first to expire first: `mostBase` is what may be named of
 * each, `namedBase` what was named last, or what is proposed where nothing was. Null for what is no share that may still be named.
 */
export async function lotsForShare(sellerId: string, shipmentId: string, on: Executor = db()) {
  const rows = await on
    .select({
      deliveryDay: shipments.deliveryDay,
      commodityCode: contractLines.commodityCode,
      gradeCode: contractLines.gradeCode,
      baseUnit: commodities.baseUnit,
      promisedBase: shipmentLines.promisedBase,
      basePerUnit: shipmentLines.basePerUnit,
    })
    .from(shipments)
    .innerJoin(callOffs, and(eq(callOffs.id, shipments.callOffId), eq(callOffs.state, "locked")))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .where(
      and(eq(shipments.id, shipmentId), eq(shipments.sellerId, sellerId), eq(shipments.state, "planned")),
    )
    .orderBy(asc(shipmentLines.position));
  const [share] = rows;
  if (!share) return null;
  const named = (await lotsNamed([shipmentId], on)).get(shipmentId) ?? [];
  const goods = { commodityCodes: [share.commodityCode], day: share.deliveryDay };
  const lying = (await freeLots(sellerId, goods, on)).filter((lot) => lot.gradeCode === share.gradeCode);
  const facts = await lotsToName(
    sellerId,
    lying.map((lot) => lot.lotId),
    on,
  );
  const free = lying.filter((lot) => facts.get(lot.lotId)?.isBought === false);
  const proposed = new Map<string, bigint>();
  if (named.length === 0)
    for (const { lot, base } of sharePicks(rows, free).flat())
      if (lot !== null) proposed.set(lot.lotId, (proposed.get(lot.lotId) ?? 0n) + base);
  const freeOf = new Map(free.map((lot) => [lot.lotId, lot.freeBase]));
  const others = free.filter((lot) => named.every((one) => one.lotId !== lot.lotId));
  return {
    baseUnit: share.baseUnit,
    isNamed: named.length > 0,
    promisedBase: rows.reduce((sum, row) => sum + row.promisedBase, 0n),
    lots: [
      ...named.map((lot) => ({
        ...lot,
        mostBase: lot.freeBase + (freeOf.get(lot.lotId) ?? 0n),
        namedBase: lot.freeBase,
      })),
      ...others.map((lot) => ({ ...lot, mostBase: lot.freeBase, namedBase: proposed.get(lot.lotId) ?? 0n })),
    ],
  };
}

export type LotsForShare = NonNullable<Awaited<ReturnType<typeof lotsForShare>>>;
