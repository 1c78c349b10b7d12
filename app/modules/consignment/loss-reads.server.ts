import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { consignmentLines, consignments } from "#db/schema/consignment.ts";
import { shipmentLines } from "#db/schema/shipments.ts";

export type UnchargedLoss = {
  readonly lostBase: bigint;
  readonly lotMoveId: string | null;
  readonly shipmentLineId: string | null;
  /** When it was written down; null for what never arrived. */
  readonly lostAt: Date | null;
};

/** What of a consigned lot was lost and no line of its consignment says: in the store, at a buyer's door, or on the way there. */
export async function unchargedLosses(lotId: string, on: Executor = db()): Promise<UnchargedLoss[]> {
  return [...(await lostOfLot(lotId, on)), ...(await lostOnTheWay(lotId, on))];
}

/**
 * Held consignments of which something was lost that no line says, at most so many, in id order: few of all that are held. What charges
 * them looks again (`unchargedLosses`) once it holds them.
 */
export async function consignmentsWithLosses(limit: number, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ id: consignments.id })
    .from(consignments)
    .where(
      and(
        eq(consignments.state, "held"),
        or(
          sql`exists (select 1 from ${lotMoves} m where m.lot_id = ${consignments.lotId} and m.kind = 'lost'
            and not exists (select 1 from ${consignmentLines} l where l.lot_move_id = m.id))`,
          sql`exists (select 1 from ${shipmentLines} s join ${lotMoves} m on m.shipment_line_id = s.id
            where s.lot_id = ${consignments.lotId} and s.accepted_base is not null
              and not exists (select 1 from ${consignmentLines} l where l.shipment_line_id = s.id and l.kind = 'lost')
            group by s.id
            having coalesce(sum(case m.kind when 'shipped' then m.quantity_base when 'back' then -m.quantity_base else 0 end), 0)
              - s.accepted_base + s.granted_base > 0)`,
        ),
      ),
    )
    .orderBy(asc(consignments.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

async function lostOfLot(lotId: string, on: Executor): Promise<UnchargedLoss[]> {
  const rows = await on
    .select({ lotMoveId: lotMoves.id, lostBase: lotMoves.quantityBase, lostAt: lotMoves.recordedAt })
    .from(lotMoves)
    .leftJoin(consignmentLines, eq(consignmentLines.lotMoveId, lotMoves.id))
    .where(and(eq(lotMoves.lotId, lotId), eq(lotMoves.kind, "lost"), isNull(consignmentLines.id)))
    .orderBy(lotMoves.id);
  return rows.map((row) => ({ ...row, shipmentLineId: null }));
}

/**
 * What left with a line that was received, was neither accepted nor came back, and so never arrived or was kept unpaid: as it was
 * weighed, for what an appeal brought besides does not make the loss undone (`recovered-losses.server.ts`).
 */
async function lostOnTheWay(lotId: string, on: Executor): Promise<UnchargedLoss[]> {
  const missing = sql<string>`coalesce(sum(case ${lotMoves.kind} when 'shipped' then ${lotMoves.quantityBase} when 'back' then -${lotMoves.quantityBase} else 0 end), 0) - ${shipmentLines.acceptedBase} + ${shipmentLines.grantedBase}`;
  const rows = await on
    .select({ shipmentLineId: shipmentLines.id, missing })
    .from(shipmentLines)
    .innerJoin(lotMoves, eq(lotMoves.shipmentLineId, shipmentLines.id))
    .where(
      and(
        eq(shipmentLines.lotId, lotId),
        isNotNull(shipmentLines.acceptedBase),
        sql`not exists (select 1 from consignment_lines l where l.shipment_line_id = ${shipmentLines.id} and l.kind = 'lost')`,
      ),
    )
    .groupBy(shipmentLines.id)
    .having(sql`${missing} > 0`)
    .orderBy(shipmentLines.id);
  return rows.map((row) => ({
    shipmentLineId: row.shipmentLineId,
    lostBase: BigInt(row.missing),
    lotMoveId: null,
    lostAt: null,
  }));
}
