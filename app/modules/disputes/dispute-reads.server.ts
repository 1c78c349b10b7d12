import { aliasedTable, and, asc, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffs, contractLines } from "#db/schema/contracts.ts";
import { disputeLines, disputePhotos, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { receipts, shipments } from "#db/schema/shipments.ts";
import type { DisputeFilter } from "./dispute.schema.ts";
import { windowClosesAt } from "./dispute.ts";
import { type DisputeRow, disputeLinesOf, handoverGround } from "./dispute-facts-reads.server.ts";
import { undecidedStates } from "./dispute-lifecycle.ts";
import { wordsOf } from "./dispute-paper-reads.server.ts";

const buyer = aliasedTable(organisations, "buyer");
const koperasi = aliasedTable(organisations, "koperasi");

/** What claims still ask, or were granted and not settled. */
async function askedWhere(where: SQL | undefined, on: Executor): Promise<Rupiah> {
  const [row] = await on
    .select({
      rupiah: sql<string>`coalesce(sum(coalesce(${disputeLines.grantedRupiah}, ${disputeLines.askedRupiah})), 0)::text`,
    })
    .from(disputes)
    .innerJoin(disputeLines, eq(disputeLines.disputeId, disputes.id))
    .where(and(where, inArray(disputes.state, [...undecidedStates, "granted"])));
  return BigInt(row?.rupiah ?? "0");
}

/** What claims ask of a koperasi's goods in a call-off: so much of its share waits. */
export function disputedRupiah(
  of: { readonly koperasiId: string; readonly callOffId: string },
  on: Executor = db(),
): Promise<Rupiah> {
  return askedWhere(and(eq(disputes.koperasiId, of.koperasiId), eq(disputes.callOffId, of.callOffId)), on);
}

/** What claims ask of a whole call-off: so much of its invoice need not be paid before they are decided. */
export function disputedOfCallOff(callOffId: string, on: Executor = db()): Promise<Rupiah> {
  return askedWhere(eq(disputes.callOffId, callOffId), on);
}

/** Claims of a call-off that were granted and wait for their credit note, oldest first. */
export async function grantedDisputes(callOffId: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(eq(disputes.callOffId, callOffId), eq(disputes.state, "granted")))
    .orderBy(asc(disputes.id));
  return rows.map((row) => row.id);
}

const asked = sql<string>`(select coalesce(sum(l.asked_rupiah), 0) from ${disputeLines} l where l.dispute_id = ${disputes.id})`;
const granted = sql<string>`(select coalesce(sum(l.granted_rupiah), 0) from ${disputeLines} l where l.dispute_id = ${disputes.id})`;

function shownRows(on: Executor) {
  return on
    .select({
      dispute: disputes,
      callOffNumber: callOffs.number,
      goods: commodities.name,
      buyerName: buyer.name,
      koperasiName: koperasi.name,
      asked: sql<string>`${asked}::text`,
      granted: sql<string>`${granted}::text`,
    })
    .from(disputes)
    .innerJoin(callOffs, eq(callOffs.id, disputes.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(buyer, eq(buyer.id, disputes.buyerId))
    .innerJoin(koperasi, eq(koperasi.id, disputes.koperasiId));
}

const partyTo = (organisationId: string) =>
  or(
    eq(disputes.hubId, organisationId),
    eq(disputes.buyerId, organisationId),
    eq(disputes.koperasiId, organisationId),
  );

export type DisputeSummary = DisputeRow & {
  readonly callOffNumber: string;
  readonly goods: string;
  readonly buyerName: string;
  readonly koperasiName: string;
  readonly askedRupiah: Rupiah;
  readonly grantedRupiah: Rupiah;
};

function summaryOf({
  dispute,
  asked: askedText,
  granted: grantedText,
  ...named
}: Awaited<ReturnType<typeof shownRows>>[number]): DisputeSummary {
  return {
    ...dispute,
    ...named,
    askedRupiah: BigInt(askedText),
    grantedRupiah: BigInt(grantedText),
  };
}

/** Claims that nobody has decided yet, of which this organisation is a party: the oldest first, or the largest. */
export async function openDisputesOf(
  organisationId: string,
  by: "age" | "value",
  on: Executor = db(),
): Promise<DisputeSummary[]> {
  const rows = await shownRows(on)
    .where(and(partyTo(organisationId), inArray(disputes.state, [...undecidedStates])))
    .orderBy(...(by === "age" ? [asc(disputes.dueAt)] : [sql`${asked} desc`]), asc(disputes.id))
    .limit(200);
  return rows.map(summaryOf);
}

/** All claims of which this organisation is a party, newest first. */
export async function disputesOf(
  organisationId: string,
  filter: DisputeFilter,
  on: Executor = db(),
): Promise<Page<DisputeSummary>> {
  const rows = await shownRows(on)
    .where(
      and(
        partyTo(organisationId),
        filter.state ? eq(disputes.state, filter.state) : undefined,
        filter.after ? lt(disputes.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(disputes.id))
    .limit(filter.limit + 1);
  return pageOf(rows.map(summaryOf), filter.limit, (row) => row.id);
}

/** One claim with its lines, its pictures and everything that was said, for its three parties; null for anyone else. */
export async function disputeVisibleTo(organisationId: string, disputeId: string, on: Executor = db()) {
  const [row] = await shownRows(on).where(and(eq(disputes.id, disputeId), partyTo(organisationId)));
  if (!row) return null;
  const { terms, baseUnit, receiptNumber } = (await handoverGround(row.dispute.shipmentId, on)) ?? {};
  if (!terms || !baseUnit) return null;
  const photos = await on
    .select({ fileId: disputePhotos.fileId })
    .from(disputePhotos)
    .where(eq(disputePhotos.disputeId, disputeId))
    .orderBy(asc(disputePhotos.fileId));
  return {
    ...summaryOf(row),
    terms,
    baseUnit,
    receiptNumber: receiptNumber ?? "",
    lines: await disputeLinesOf(disputeId, on),
    photoIds: photos.map((photo) => photo.fileId),
    words: await wordsOf(disputeId, on),
  };
}
export type DisputeShown = NonNullable<Awaited<ReturnType<typeof disputeVisibleTo>>>;

/** A handover that this buyer may still claim on, with its lines; null where it may not, or it is not its own. */
export async function claimableHandover(organisationId: string, shipmentId: string, on: Executor = db()) {
  const ground = await handoverGround(shipmentId, on);
  if (ground?.buyerId !== organisationId) return null;
  return { ...ground, closesAt: windowClosesAt(ground.receivedAt, ground.claimWindowHours) };
}

export type ClaimableHandover = {
  readonly shipmentId: string;
  readonly koperasiName: string;
  readonly callOffNumber: string;
  readonly goods: string;
  readonly closesAt: Date;
};

/**
 * Handovers of call-offs that this buyer may still claim on at a moment, the one whose window closes first at the top; of one
 * trip where it is named.
 */
export async function claimableHandovers(
  organisationId: string,
  { at, tripId }: { readonly at: Date; readonly tripId?: string },
  on: Executor = db(),
): Promise<ClaimableHandover[]> {
  const closes = sql<string>`(${receipts.receivedAt} + make_interval(hours => (select c.claim_window_hours from contracts c where c.id = ${callOffs.contractId})))`;
  const rows = await on
    .select({
      shipmentId: shipments.id,
      koperasiName: koperasi.name,
      callOffNumber: callOffs.number,
      goods: commodities.name,
      closes: sql<string>`to_char(${closes} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    })
    .from(shipments)
    .innerJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(koperasi, eq(koperasi.id, shipments.sellerId))
    .where(
      and(
        eq(shipments.buyerId, organisationId),
        tripId === undefined ? undefined : eq(shipments.tripId, tripId),
        eq(shipments.state, "received"),
        sql`${closes} >= ${at.toISOString()}::timestamptz`,
        sql`not exists (select 1 from ${disputes} d where d.shipment_id = ${shipments.id} and d.state in ('open', 'hearing', 'answered'))`,
      ),
    )
    .orderBy(asc(closes), asc(shipments.id))
    .limit(50);
  return rows.map(({ closes: closesAt, ...row }) => ({ ...row, closesAt: new Date(closesAt) }));
}
