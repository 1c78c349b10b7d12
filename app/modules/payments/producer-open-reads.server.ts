import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lotSources } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import { consignments } from "#db/schema/consignment.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { planOf } from "../ledger/chart.ts";

/** What of a producer is not settled with the seller they belong to. */
export type ProducerOpen = {
  /** Owed by the ledger, for goods sold and for goods in custody together. */
  readonly owedRupiah: Rupiah;
  /** Lots of theirs in stock or under way, and titipan that wait for a yes: what may be owed for yet. */
  readonly goods: number;
  /** Questions about a harvest whose hour has not come. */
  readonly asks: number;
};

/** What stands between a producer and the end of their part with a seller; the caller has asked whose producer it is. */
export async function openOfProducer(
  sellerId: string,
  producerId: string,
  at: Date,
  on: Executor = db(),
): Promise<ProducerOpen> {
  const owed = await on
    .select({ balance: accountBalances.balance })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, sellerId),
        inArray(accountBalances.code, [planOf("payableProducer").code, planOf("payableConsignor").code]),
        eq(accountBalances.subjectId, producerId),
      ),
    );
  const [stock] = await on
    .select({ lots: sql<number>`count(*)::int` })
    .from(lotSources)
    .where(
      and(
        eq(lotSources.producerId, producerId),
        sql`(${lotSources.quantityBase} - ${lotSources.shippedBase} - ${lotSources.lostBase} > 0 or exists (
          select 1 from ${lotMoves} m join ${shipmentLines} l on l.id = m.shipment_line_id
          join ${shipments} s on s.id = l.shipment_id
          where m.lot_id = ${lotSources.lotId} and m.producer_id = ${producerId} and s.state in ('planned', 'dispatched')))`,
      ),
    );
  const [custody] = await on
    .select({ open: sql<number>`count(*)::int` })
    .from(consignments)
    .where(
      and(
        eq(consignments.keeperId, sellerId),
        eq(consignments.consignorProducerId, producerId),
        eq(consignments.state, "offered"),
      ),
    );
  const [asked] = await on
    .select({ open: sql<number>`count(*)::int` })
    .from(harvestAsks)
    .where(
      and(
        eq(harvestAsks.sellerId, sellerId),
        eq(harvestAsks.producerId, producerId),
        inArray(harvestAsks.state, ["asked", "promised"]),
        gt(harvestAsks.bringBy, at),
      ),
    );
  return {
    // A payable is a credit balance.
    owedRupiah: owed.reduce((sum, { balance }) => (balance < 0n ? sum - balance : sum), 0n),
    goods: (stock?.lots ?? 0) + (custody?.open ?? 0),
    asks: asked?.open ?? 0,
  };
}
