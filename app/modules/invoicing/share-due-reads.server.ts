import { and, asc, eq, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { listings, lotSources, lots } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { shareLots } from "#db/schema/shipments-share-lots.ts";
import { duesOfLine } from "../catalogue/attribution.ts";
import { acceptedOf } from "../shipments/share-lots.ts";
import type { ProducerDue } from "./invoice-postings.ts";
import { summedUp } from "./producer-due-reads.server.ts";

/**
 * What growers are owed for the shares of a delivered call-off, by koperasi: of what was accepted of a share, the part that came out of
 * named lots, at the price agreed with each grower, or at what the listing costs its seller. What came straight from growers is in no
 * lot, and nobody is named for it here; koperasi that owe nobody are left out.
 */
export async function shareDuesOf(
  callOffId: string,
  on: Executor,
): Promise<ReadonlyMap<string, readonly ProducerDue[]>> {
  const ofShare = (column: typeof shipmentLines.acceptedBase | typeof shipmentLines.loadedBase) =>
    sql<bigint>`(select coalesce(sum(${column}), 0) from ${shipmentLines} where ${shipmentLines.shipmentId} = ${shareLots.shipmentId})`.mapWith(
      column,
    );
  const kept =
    sql<bigint>`(select coalesce(sum(case ${lotMoves.kind} when 'shipped' then ${lotMoves.quantityBase} else -${lotMoves.quantityBase} end), 0)
    from ${lotMoves} where ${lotMoves.lotId} = ${shareLots.lotId} and ${lotMoves.shipmentLineId} = ${shareLots.shipmentLineId}
      and ${lotMoves.producerId} = ${lotSources.producerId} and ${lotMoves.kind} in ('shipped', 'back'))`.mapWith(
      lotMoves.quantityBase,
    );
  const rows = await on
    .select({
      koperasiId: shipments.sellerId,
      lotId: shareLots.lotId,
      awayBase: sql<bigint>`${shareLots.namedBase} - ${shareLots.homeBase} - ${shareLots.lostBase}`.mapWith(
        shareLots.namedBase,
      ),
      loadedBase: ofShare(shipmentLines.loadedBase),
      acceptedBase: ofShare(shipmentLines.acceptedBase),
      basePerUnit: listings.basePerUnit,
      costRupiah: listings.costRupiah,
      producerId: lotSources.producerId,
      priceRupiah: lotSources.priceRupiah,
      keptBase: kept,
    })
    .from(shareLots)
    .innerJoin(shipments, eq(shipments.id, shareLots.shipmentId))
    .innerJoin(lots, eq(lots.id, shareLots.lotId))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .leftJoin(lotSources, eq(lotSources.lotId, shareLots.lotId))
    .where(and(eq(shipments.callOffId, callOffId), eq(shipments.state, "received")))
    .orderBy(asc(shipments.sellerId), asc(shareLots.lotId), asc(lotSources.producerId));
  const dues = new Map<string, readonly ProducerDue[]>();
  for (const koperasiId of new Set(rows.map((row) => row.koperasiId))) {
    const own = rows.filter((row) => row.koperasiId === koperasiId);
    const [first] = own;
    if (!first) continue;
    const fromLots = [...new Map(own.map((row) => [row.lotId, row])).values()];
    const accepted = acceptedOf(
      first,
      fromLots.map((lot) => lot.awayBase),
    );
    const owed = summedUp(
      fromLots.flatMap((lot, at) =>
        duesOfLine(accepted[at] ?? 0n, growersIn(own, lot.lotId), lot.basePerUnit),
      ),
    );
    if (owed.length > 0) dues.set(koperasiId, owed);
  }
  return dues;
}

type Row = {
  readonly lotId: string;
  readonly producerId: string | null;
  readonly keptBase: bigint;
  readonly priceRupiah: bigint | null;
  readonly costRupiah: bigint | null;
};

function growersIn(rows: readonly Row[], lotId: string) {
  return rows.flatMap(({ producerId, keptBase, priceRupiah, costRupiah, ...row }) =>
    row.lotId === lotId && producerId !== null
      ? [{ producerId, keptBase, priceRupiah: priceRupiah ?? costRupiah }]
      : [],
  );
}
