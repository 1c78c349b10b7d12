import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { LinkActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots, producers } from "#db/schema/catalogue.ts";
import { consignmentLines, consignments } from "#db/schema/consignment.ts";
import { organisations } from "#db/schema/identity.ts";
import { bookOf, type ConsignmentBook } from "./consignment.ts";

/** Shown at once: more than a koperasi has in custody. */
const SHOWN_MAX = 100;

type Row = typeof consignments.$inferSelect;

/** A consignment as it is told to both sides: no id of anybody but its own. */
export type ConsignmentShown = Pick<
  Row,
  | "id"
  | "quantityBase"
  | "terms"
  | "priceRupiah"
  | "commissionBasisPoints"
  | "madeOn"
  | "expiresOn"
  | "period"
  | "payDays"
  | "note"
  | "state"
> & {
  readonly keeper: string;
  readonly consignor: string;
  readonly phone: string | null;
  /** True for a producer, who answers by a link or at the counter. */
  readonly hasLink: boolean;
  readonly commodity: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly sellsForRupiah: bigint;
  /** Where the goods are; null until both have agreed. */
  readonly book: ConsignmentBook | null;
};

function shown(on: Executor) {
  const soldBase = sql<string>`(select coalesce(sum(case l.kind when 'sold' then l.quantity_base when 'taken_back' then -l.quantity_base else 0 end), 0)::text
    from ${consignmentLines} l where l.consignment_id = ${consignments.id})`;
  const lostOnTheWayBase = sql<string>`(select coalesce(sum(l.quantity_base), 0)::text
    from ${consignmentLines} l where l.consignment_id = ${consignments.id} and l.kind = 'lost' and l.lot_move_id is null)`;
  return on
    .select({
      row: consignments,
      lot: lots,
      keeper: organisations.name,
      consignor: sql<string>`coalesce(${producers.name}, (select o.name from organisations o where o.id = ${consignments.consignorOrganisationId}))`,
      phone: producers.phone,
      commodity: commodities.name,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      sellsForRupiah: listings.priceRupiah,
      soldBase,
      lostOnTheWayBase,
    })
    .from(consignments)
    .innerJoin(organisations, eq(organisations.id, consignments.keeperId))
    .innerJoin(listings, eq(listings.id, consignments.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .leftJoin(producers, eq(producers.id, consignments.consignorProducerId))
    .leftJoin(lots, eq(lots.id, consignments.lotId));
}

type Found = Awaited<ReturnType<typeof shown>>[number];

function told({ row, lot, soldBase, lostOnTheWayBase, ...words }: Found): ConsignmentShown {
  const { id, quantityBase, terms, priceRupiah, commissionBasisPoints } = row;
  const { madeOn, expiresOn, period, payDays, note, state } = row;
  const lines = { soldBase: BigInt(soldBase), lostOnTheWayBase: BigInt(lostOnTheWayBase) };
  return {
    id,
    quantityBase,
    terms,
    priceRupiah,
    commissionBasisPoints,
    madeOn,
    expiresOn,
    period,
    payDays,
    note,
    state,
    ...words,
    hasLink: row.consignorProducerId !== null,
    book:
      lot === null
        ? null
        : bookOf(
            {
              broughtBase: quantityBase,
              returnedBase: quantityBase - lot.quantityBase,
              shippedBase: lot.shippedBase,
              lostBase: lot.lostBase,
            },
            lines,
          ),
  };
}

/** What a keeper has in custody, was offered or has given back, the newest first. */
export async function consignmentsOf(keeperId: string, on: Executor = db()): Promise<ConsignmentShown[]> {
  const rows = await shown(on)
    .where(eq(consignments.keeperId, keeperId))
    .orderBy(desc(consignments.id))
    .limit(SHOWN_MAX);
  return rows.map(told);
}

/** One consignment of a keeper, or null: somebody else's is not known. */
export async function consignmentOf(
  keeperId: string,
  consignmentId: string,
  on: Executor = db(),
): Promise<ConsignmentShown | null> {
  const [row] = await shown(on).where(
    and(eq(consignments.id, consignmentId), eq(consignments.keeperId, keeperId)),
  );
  return row ? told(row) : null;
}

/** What an organisation left with others to be sold, or is asked to, the newest first. */
export async function consignmentsLeftBy(
  consignorId: string,
  on: Executor = db(),
): Promise<ConsignmentShown[]> {
  const rows = await shown(on)
    .where(and(eq(consignments.consignorOrganisationId, consignorId), ne(consignments.state, "withdrawn")))
    .orderBy(desc(consignments.id))
    .limit(SHOWN_MAX);
  return rows.map(told);
}

/** One consignment of an organisation's own goods, or null: somebody else's is not known. */
export async function consignmentLeftBy(
  consignorId: string,
  consignmentId: string,
  on: Executor = db(),
): Promise<ConsignmentShown | null> {
  const [row] = await shown(on).where(
    and(
      eq(consignments.id, consignmentId),
      eq(consignments.consignorOrganisationId, consignorId),
      ne(consignments.state, "withdrawn"),
    ),
  );
  return row ? told(row) : null;
}

/** The consignment that a link opens, and no other. */
export async function consignmentOfLink(
  actor: LinkActor,
  on: Executor = db(),
): Promise<ConsignmentShown | null> {
  if (actor.purpose !== "consign") return null;
  const [row] = await shown(on).where(eq(consignments.id, actor.subjectId));
  return row ? told(row) : null;
}
